import { RELEVANCE_CUT } from './rank.ts'

/**
 * How relevance follows from a chunk's cosine, from its coverage (the share of the question's rarity-weighted words it holds) and
 * from how many words are asked for: a long question says much that its answer does not repeat. `whole` is for a chunk that holds them all,
 * `fewness` for knowledge of few chunks: among many, some chunk resembles any question.
 */
export type Calibration = {
  cosine: number
  coverage: number
  length: number
  whole: number
  fewness: number
  bias: number
}

const logit = (share: number): number => Math.log(share / (1 - share))

/** Moves a fitted logistic so that what it gave as `goodCut` reads as the default cut. */
const stretch = (fitted: Calibration, goodCut: number): Calibration => ({
  ...fitted,
  bias: fitted.bias + logit(RELEVANCE_CUT) - logit(goodCut),
})

/**
 * all-MiniLM-L6-v2 on English: seven public knowledge bases with 1,186 questions. Weights by hand, near the fits; the cut set on the same
 * questions, of which it keeps 94 % of those that can be answered and refuses 90 % of those off the subject or left out, 21 % of those
 * written to mislead. A cut set on half of all questions gave .89/.96 and .96/.84 on the other: expect a few points less elsewhere.
 * Without `length` 88 % were kept at as many refusals; `whole` is for "phone?", whose cosine says little, and costs nothing. No help on
 * questions held back: the margin to the next chunk, the rarest word, names and numbers, the kind asked for, the best sentence, BM25, length.
 */
const MINILM = stretch({ cosine: 8, coverage: 5, length: 1.8, whole: 0.8, fewness: 0.65, bias: -6.2 }, 0.5)

/** An estimate, not a fit: good hits of OpenAI's models sit at a cosine of 0.25 to 0.6. Lenient, since the model refuses by itself too. */
const OPENAI: Calibration = { cosine: 14, coverage: 5, length: 0, whole: 0, fewness: 0, bias: -4.6 }

/** Words alone. Where the cut falls, 94 % of the German and Spanish questions that can be answered are kept and 97 % of the others refused. */
const TEXT_ONLY = stretch({ cosine: 0, coverage: 14, length: 0, whole: 0, fewness: 0.65, bias: -14 * 0.4 }, 0.5)

/** The cut was set on 80 to 200 chunks. How far it falls below was set by hand on the small businesses in `eval/`, not fitted. */
const [FEW_CHUNKS, MANY_CHUNKS] = [15, 110]
/** Questions of so many subjects are not long. */
const SHORT_QUESTION = 5

/** `language` is the question's: the local embedder reads English alone and finds any two German sentences alike. */
export function chooseCalibration(embedder: string, language: string | undefined, hasVectors: boolean): Calibration {
  if (!hasVectors) return TEXT_ONLY
  if (embedder.startsWith('openai:')) return OPENAI
  return language === undefined || language === 'en' ? MINILM : TEXT_ONLY
}

/** `asked` counts what is asked for, `total` the chunks that were searched. */
export function toRelevance(
  { cosine, coverage, asked, total }: { cosine: number; coverage: number; asked: number; total: number },
  by: Calibration,
): number {
  const length = Math.log(Math.max(asked, SHORT_QUESTION) / SHORT_QUESTION)
  const fewness = Math.log(MANY_CHUNKS / Math.min(Math.max(total, FEW_CHUNKS), MANY_CHUNKS))
  const whole = coverage > 0.99 ? by.whole : 0
  const evidence = by.cosine * cosine + by.coverage * coverage + by.length * length + by.fewness * fewness + whole
  return 1 / (1 + Math.exp(-(evidence + by.bias)))
}
