import { RELEVANCE_CUT } from './rank.ts'

/** How relevance follows from a chunk's cosine and from its coverage, the share of the question's rarity-weighted words it holds. */
export type Calibration = { cosine: number; coverage: number; bias: number }

const logit = (share: number): number => Math.log(share / (1 - share))

/** Moves a fitted logistic so that what it gave as `goodCut` reads as the default cut. */
const stretch = (fitted: Calibration, goodCut: number): Calibration => ({
  ...fitted,
  bias: fitted.bias + logit(RELEVANCE_CUT) - logit(goodCut),
})

/**
 * all-MiniLM-L6-v2 on English. On four public sets it keeps 93 to 100 % of the questions that can be answered and refuses 82 to
 * 100 % of those off the subject (46 % of those just beside it). Coverage weighs more than in a plain fit (8.71, 3.38, -5.37),
 * at no loss there: on a short page of many subjects the cosine of its one chunk says little.
 */
const MINILM = stretch({ cosine: 8, coverage: 5, bias: -5.85 }, 0.4)

/** An estimate, not a fit: good hits of OpenAI's models sit at a cosine of 0.25 to 0.6. Lenient, since the model refuses by itself too. */
const OPENAI: Calibration = { cosine: 14, coverage: 5, bias: -4.6 }

/**
 * Words alone. The cut falls at a coverage of 0.34, which kept 91 % and 98 % of the German and Spanish questions that can be answered and
 * refused 93 % of the others; in English, where other words for the same thing are more common, it keeps 80 to 99 %.
 */
const TEXT_ONLY: Calibration = { cosine: 0, coverage: 12, bias: logit(RELEVANCE_CUT) - 12 * 0.34 }

/** `language` is the question's: the local embedder reads English alone and finds any two German sentences alike. */
export function chooseCalibration(embedder: string, language: string | undefined, hasVectors: boolean): Calibration {
  if (!hasVectors) return TEXT_ONLY
  if (embedder.startsWith('openai:')) return OPENAI
  return language === undefined || language === 'en' ? MINILM : TEXT_ONLY
}

export function toRelevance({ cosine, coverage }: { cosine: number; coverage: number }, by: Calibration): number {
  return 1 / (1 + Math.exp(-(by.cosine * cosine + by.coverage * coverage + by.bias)))
}
