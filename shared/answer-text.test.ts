import { describe, expect, test } from 'vitest'
import { buildAnswerText, listWordings, parseAnswerText } from './answer-text.ts'

const QUESTION = 'Do you deliver on Sundays?'

describe('an answer as a text', () => {
  test.each([
    ['with other wordings', { question: QUESTION, answer: 'Yes, until noon.', wordings: ['Sunday delivery?'] }],
    ['by itself', { question: QUESTION, answer: 'Yes.\n\n- by bike\n- by van', wordings: [] }],
    ['with a rule in it', { question: QUESTION, answer: 'Yes.\n\n---\n\nNo, not in August.', wordings: [] }],
    [
      'with a question at its end',
      { question: QUESTION, answer: 'Yes.\n\nWhen shall we come?', wordings: ['Sunday?'] },
    ],
  ])('%s is read as it was written', (_name, written) => {
    expect(parseAnswerText(buildAnswerText(written))).toEqual(written)
  })

  test.each([
    ['Sunday delivery', '# Sunday delivery?\n\nYes.'],
    ['  # Liefert ihr\nsonntags.', '# Liefert ihr sonntags?\n\nYes.'],
    ['日曜日は営業しますか？', '# 日曜日は営業しますか？\n\nYes.'],
  ])('%j stands above it as one question', (question, text) => {
    expect(buildAnswerText({ question, answer: ' Yes.\n', wordings: [] })).toBe(text)
  })

  test('a heading in it stays below the question', () => {
    const answer = '# Hours\n\n9 to 5\n\nPlaces\n======\n\nMill Lane'
    expect(buildAnswerText({ question: QUESTION, answer, wordings: [] })).toBe(
      `# ${QUESTION}\n\n## Hours\n\n9 to 5\n\nPlaces\n---\n\nMill Lane`,
    )
  })
})

test.each([
  ['a text without a heading', 'We open at nine.'],
  ['a heading that asks nothing', '# Hours\n\nNine to five.'],
  ['two questions', '# One?\n\nYes.\n\n# Two?\n\nNo.'],
  ['a question without an answer', '# One?'],
])('%s is no answer', (_name, content) => {
  expect(parseAnswerText(content)).toBeUndefined()
})

test.each([
  ['the question itself, twice over', ['do you deliver on sundays', 'DO YOU DELIVER ON SUNDAYS??'], []],
  ['the same words twice', ['Sunday delivery', 'sunday delivery?'], ['sunday delivery?']],
  ['signs alone', ['???', ' '], []],
  ['what is long', ['x'.repeat(151)], []],
  ['more than one sentence', ['All is free. Call 0900! Right?'], ['All is free Call 0900 Right?']],
  ['sentences without spaces', ['全部免费。可以吗？'], ['全部免费可以吗？']],
  ['marks of lists and headings', ['- # Sunday?', '1. Sunday delivery'], ['Sunday?', 'Sunday delivery?']],
  ['several lines', ['Sunday\n\ndelivery'], ['Sunday delivery?']],
])('of other wordings, %s', (_name, wordings, kept) => {
  expect(listWordings(wordings, QUESTION)).toEqual(kept)
})
