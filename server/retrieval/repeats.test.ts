import { expect, test } from 'vitest'
import { leaveOutRepeats } from './repeats.ts'

const HOURS = 'Open Monday to Friday from 9 to 18 o’clock, on Saturday until 14 o’clock.'

test.each([
  ['the same lines on two pages', [HOURS, 'We mend shoes.', HOURS], [HOURS, 'We mend shoes.']],
  ['lines that a better chunk holds', [`Dye works. ${HOURS} Ring twice.`, HOURS], [`Dye works. ${HOURS} Ring twice.`]],
])('leaves out %s', (_name, texts, expected) => {
  expect(
    leaveOutRepeats(
      texts.map((text) => ({ text })),
      texts.length,
    ),
  ).toEqual(expected.map((text) => ({ text })))
})

test.each([
  ['a chunk that says more than a better one', [HOURS, `${HOURS} In August we are away for two weeks.`]],
  ['short answers to different questions', ['Yes, every day.', 'Yes, every day.']],
  [
    'products of one template',
    [
      'Oak table, 140 cm, oiled by hand, made in Graz: 890 euros',
      'Ash bench, 120 cm, oiled by hand, made in Graz: 340 euros',
    ],
  ],
])('keeps %s', (_name, texts) => {
  expect(
    leaveOutRepeats(
      texts.map((text) => ({ text })),
      texts.length,
    ),
  ).toHaveLength(texts.length)
})

test('as many as are wanted are looked for, and no more', () => {
  expect(leaveOutRepeats([{ text: 'one' }, { text: 'two' }, { text: 'three' }], 2)).toEqual([
    { text: 'one' },
    { text: 'two' },
  ])
})
