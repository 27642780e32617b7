import { DEFAULT_RELEVANCE_CUT, RELEVANCE_CUT_RANGE } from '#shared/bot.ts'

export const toPercent = (share: number): number => Math.round(share * 100)

/** The slider runs the other way: further right, more is answered. */
export const toSlider = (cut: number): number => 100 - toPercent(cut)
export const toCut = (slider: number): number => (100 - slider) / 100
export const SLIDER_RANGE = { min: toSlider(RELEVANCE_CUT_RANGE.max), max: toSlider(RELEVANCE_CUT_RANGE.min), step: 5 }

const MEANINGS = [
  { from: 0.85, words: 'Answers only when a passage fits very closely. More visitors read the fallback message.' },
  { from: 0.75, words: 'Answers when a passage fits closely.' },
  { from: 0.65, words: 'Answers when a passage fits well.' },
  { from: 0.5, words: 'Answers when a passage fits fairly well. Some answers may miss the question.' },
]
const LOOSEST = 'Answers when a passage fits only loosely. More answers may miss the question.'

/** What visitors notice of a bot's relevance cut. */
export function explainCut(cut: number): string {
  const words = MEANINGS.find(({ from }) => cut >= from)?.words ?? LOOSEST
  return cut === DEFAULT_RELEVANCE_CUT ? `${words} Recommended.` : words
}
