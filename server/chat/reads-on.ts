import type { Quote } from '../knowledge/quotes.ts'

/** "It costs £25": what does? */
const POINTS_BACK =
  /^(it|he|she|they|this|these|those|that|such|its|his|her|their|er|sie|es|dies\p{L}{0,2}|sein\p{L}{0,2}|ihr\p{L}{0,2}|dazu|dort|esto|est[ae]s?|es[ae]s?|ell[ao]s?|él|sus?|il|elle|ils|elles|cela|ce(tte|s|t)?|questo|questa|esso|essa|isto|esta|deze|dit|zij|hij)(?!\p{L})/iu

export const isBeside = ({ place: a }: Quote, { place: b }: Quote): boolean =>
  a.chunk === b.chunk && a.block === b.block && Math.abs(a.index - b.index) === 1

/** Whether a sentence says what "it" is in the next one. */
export const isSubjectOf = (quote: Quote, next: Quote): boolean =>
  isBeside(quote, next) && quote.place.index < next.place.index && POINTS_BACK.test(next.text)
