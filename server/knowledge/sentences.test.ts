import { describe, expect, test } from 'vitest'
import { splitSentences } from './sentences.ts'

describe('splitSentences', () => {
  test.each([
    ['plain sentences', 'We bake daily. Come early!', ['We bake daily. ', 'Come early!']],
    ['a title before a name', 'Ask Dr. Brown. She helps.', ['Ask Dr. Brown. ', 'She helps.']],
    [
      'an abbreviation before a small letter',
      'Bring fruit, e.g. apples. Thanks.',
      ['Bring fruit, e.g. apples. ', 'Thanks.'],
    ],
    ['initials', 'Write to J. R. Miller. He answers.', ['Write to J. R. Miller. ', 'He answers.']],
    [
      'German dates and abbreviations',
      'Offen ab dem 3. Mai, z. B. mittags. Bis dann.',
      ['Offen ab dem 3. Mai, z. B. mittags. ', 'Bis dann.'],
    ],
    [
      'a possessive',
      "Five times the mill’s. It’s Mary's. Come early!",
      ['Five times the mill’s. ', "It’s Mary's. ", 'Come early!'],
    ],
    ['an initial in quotes', "Ask 'J. Miller'. She helps.", ["Ask 'J. Miller'. ", 'She helps.']],
    ['the marks of footnotes', 'Founded in 1978.[12][note 3] It grew.', ['Founded in 1978.[12][note 3] ', 'It grew.']],
    ['a Polish street', 'Jesteśmy przy ul. Młyńskiej. Zapraszamy.', ['Jesteśmy przy ul. Młyńskiej. ', 'Zapraszamy.']],
    ['Japanese', '営業時間は九時からです。日曜は休みです。', ['営業時間は九時からです。', '日曜は休みです。']],
    ['Spanish questions', '¿Abren hoy? Sí, a las nueve.', ['¿Abren hoy? ', 'Sí, a las nueve.']],
    ['Arabic questions', 'هل تفتحون اليوم؟ نعم.', ['هل تفتحون اليوم؟ ', 'نعم.']],
    ['lines of a list of hours', 'Monday 9–17\nTuesday 9–18', ['Monday 9–17\n', 'Tuesday 9–18']],
    [
      'a line broken at the margin',
      'Our bread is made with\nflour from the mill.',
      ['Our bread is made with\nflour from the mill.'],
    ],
    ['nothing', '', []],
  ])('splits %s', (_name, text, expected) => {
    expect(splitSentences(text)).toEqual(expected)
  })

  test('gives back every character', () => {
    const text = '  One. Two?\n\nThree…  (four.) "Five." etc. and so on\n'
    expect(splitSentences(text).join('')).toBe(text)
  })
})
