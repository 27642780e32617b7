import { DEFAULT_RELEVANCE_CUT } from '#shared/bot.ts'
import type { QuestionResult } from './knowledge.ts'
import { isOffTopic, type Row } from './report.ts'
import { auroc, share } from './score.ts'

const CUTS = [0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9]
/** Relevance rounds to these at the ends. */
const MOST = 1 - 1e-9
const STEPS = 50

/**
 * Relevance against the truth, for each language, since each may be calibrated apart: the logistic `slope` and `shift` of its logit that
 * fit best (1 and 0 would be a probability already), the relevance where the least of kept and refused is largest, what moves it to the
 * default cut, and both shares at some cuts.
 */
export function toFitRows(questions: QuestionResult[]): Row[] {
  return [...Map.groupBy(questions, ({ lang }) => lang)].flatMap(([lang, group]) => {
    const answerable = group.filter((question) => question.answerable).map(({ relevance }) => relevance)
    const offTopic = group.filter(isOffTopic).map(({ relevance }) => relevance)
    const unanswerable = group.filter((question) => !question.answerable).map(({ relevance }) => relevance)
    if (answerable.length === 0 || offTopic.length === 0) return []
    const { slope, shift } = fitLogistic(answerable.map(toLogit), unanswerable.map(toLogit))
    const goodCut = findGoodCut(answerable, offTopic)
    return [goodCut, ...CUTS].map((cut, index) => ({
      fit: index === 0 ? `${lang}, best` : lang,
      cut: cut.toFixed(2),
      kept: share(answerable, (relevance) => relevance >= cut),
      'refused off': share(offTopic, (relevance) => relevance < cut),
      'refused any': share(unanswerable, (relevance) => relevance < cut),
      auroc: index === 0 ? auroc(answerable, offTopic) : undefined,
      slope: index === 0 ? slope.toFixed(2) : undefined,
      shift: index === 0 ? shift.toFixed(2) : undefined,
      'add to bias': index === 0 ? (toLogit(DEFAULT_RELEVANCE_CUT) - toLogit(cut)).toFixed(2) : undefined,
    }))
  })
}

function toLogit(relevance: number): number {
  const inside = Math.min(Math.max(relevance, 1 - MOST), MOST)
  return Math.log(inside / (1 - inside))
}

/** The relevance, among those given, where the least of the shares kept and refused is largest. */
export function findGoodCut(answerable: number[], unanswerable: number[]): number {
  const worst = (cut: number): number =>
    Math.min(
      share(answerable, (relevance) => relevance >= cut) ?? 0,
      share(unanswerable, (relevance) => relevance < cut) ?? 0,
    )
  return answerable.reduce((best, cut) => (worst(cut) > worst(best) ? cut : best), answerable[0] ?? 0)
}

/** Newton's method on the log-likelihood, both classes weighing the same and the slope held by a weak prior. */
export function fitLogistic(positives: number[], negatives: number[]): { slope: number; shift: number } {
  const cases = [
    ...positives.map((x) => ({ x, y: 1, weight: 1 / positives.length })),
    ...negatives.map((x) => ({ x, y: 0, weight: 1 / negatives.length })),
  ]
  let slope = 0
  let shift = 0
  for (let step = 0; step < STEPS; step++) {
    // Separable classes would let the slope grow for ever.
    const sums = { s: -PRIOR * slope, b: 0, ss: PRIOR, sb: 0, bb: PRIOR }
    for (const { x, y, weight } of cases) {
      const p = 1 / (1 + Math.exp(-(slope * x + shift)))
      const curve = weight * p * (1 - p)
      sums.s += weight * (y - p) * x
      sums.b += weight * (y - p)
      sums.ss += curve * x * x
      sums.sb += curve * x
      sums.bb += curve
    }
    const determinant = sums.ss * sums.bb - sums.sb ** 2
    slope += (sums.bb * sums.s - sums.sb * sums.b) / determinant
    shift += (sums.ss * sums.b - sums.sb * sums.s) / determinant
  }
  return { slope, shift }
}
const PRIOR = 1e-3
