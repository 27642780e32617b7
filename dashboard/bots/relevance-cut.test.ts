import { expect, test } from 'vitest'
import { explainCut, SLIDER_RANGE, toCut, toSlider } from './relevance-cut.ts'

test.each([
  [0.95, 'Answers only when a passage fits very closely. More visitors read the fallback message.'],
  [0.8, 'Answers when a passage fits closely.'],
  [0.7, 'Answers when a passage fits well. Recommended.'],
  [0.65, 'Answers when a passage fits well.'],
  [0.5, 'Answers when a passage fits fairly well. Some answers may miss the question.'],
  [0.3, 'Answers when a passage fits only loosely. More answers may miss the question.'],
])('a cut of %d: %s', (cut, words) => {
  expect(explainCut(cut)).toBe(words)
})

test('the slider reaches from the surest to the most talkative, and comes back to the very same cut', () => {
  expect([SLIDER_RANGE.min, SLIDER_RANGE.max].map(toCut)).toEqual([0.95, 0.3])
  for (let cut = 30; cut <= 95; cut += SLIDER_RANGE.step) expect(toCut(toSlider(cut / 100))).toBe(cut / 100)
})
