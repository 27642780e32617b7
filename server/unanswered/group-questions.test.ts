import { describe, expect, test } from 'vitest'
import { groupQuestions } from './group-questions.ts'

const group = (...contents: string[]): string[][] =>
  groupQuestions(contents.map((content) => ({ content }))).map((wordings) => wordings.map(({ text }) => text))

describe('questions are alike', () => {
  test.each([
    ['whatever their case and signs', 'Do you deliver on Sundays?', 'do you deliver on sundays'],
    ['whatever their order and form', 'Do you deliver on Sundays?', 'Sunday delivery?'],
    ['politely or not', 'Hello, could you please tell me if you sell gift vouchers?', 'gift voucher'],
    ['misspelt', 'Do you sell gift vouchers?', 'do you sell gift vouchrs'],
    ['by other words for a price', 'How much is the delivery?', 'What does delivery cost?'],
    ['with a word more', 'Do you repair carbon frames?', 'Do you also repair broken carbon frames?'],
    ['in German', 'Liefern Sie auch sonntags?', 'Sonntags Lieferung?'],
    ['in German, by forms', 'Kann man bei euch Gutscheine kaufen?', 'Gutschein kaufen'],
    ['in Spanish', '¿Tienen aparcamiento para bicicletas?', 'aparcamiento de bicicletas'],
    ['in French', 'Est-ce que vous réparez les vélos électriques ?', 'réparation vélo électrique'],
    ['in Polish', 'Czy naprawiacie rowery elektryczne?', 'czy naprawiacie rower elektryczny'],
    ['in Japanese', '日曜日に配達しますか？', '日曜日に配達しますか'],
    ['in Arabic', 'هل توصلون يوم الأحد؟', 'هل توصلون يوم الأحد'],
    ['with nothing but small words', 'And why?', 'and why'],
  ])('%s', (_name, a, b) => {
    expect(group(a, b)).toHaveLength(1)
  })
})

describe('questions differ', () => {
  test.each([
    ['by a place', 'Do you deliver to Berlin?', 'Do you deliver to Hamburg?'],
    ['by a day', 'Are you open on Sunday?', 'Are you open on Monday?'],
    ['by a number', 'Do you have the red mountain bike in size 38?', 'Do you have the red mountain bike in size 42?'],
    ['by a number that one has', 'Do you have the red mountain bike?', 'Do you have the red mountain bike of 2024?'],
    ['by what is asked of one thing', 'Do you repair e-bikes?', 'Do you sell e-bikes?'],
    ['by how it is reached', 'What is your phone number?', 'What is your e-mail address?'],
    ['by a card', 'Do you accept Amex?', 'Do you accept Visa?'],
    ['by everything', 'Do you sell gift vouchers?', 'Is the yard gate locked at night?'],
    [
      'by one thing of many',
      'Can we book the terrace for six people next Friday evening?',
      'Can we book a cooking class for six people next Friday evening?',
    ],
    ['by one thing in Japanese', '日曜日に食パンはありますか。', '日曜日に朝食はありますか。'],
    ['by language', 'Liefern Sie auch am Sonntag?', 'Do you deliver on Sunday?'],
    ['by small words alone', 'And why?', 'And who?'],
    ['by a short word', 'Do you sell tea?', 'Do you sell ties?'],
  ])('%s', (_name, a, b) => {
    expect(group(a, b)).toHaveLength(2)
  })
})

test('a group is named by the wording asked most often, and a wording by how it was put last', () => {
  const grouped = groupQuestions(
    [
      { content: 'Sunday delivery?', id: 5 },
      { content: 'Is there a dog?', id: 4 },
      { content: 'do you deliver on sundays', id: 3 },
      { content: 'Do you deliver on Sundays?', id: 2 },
      { content: 'Do you deliver, on Sundays', id: 1 },
    ].map((question) => ({ ...question })),
  )
  expect(grouped.map((wordings) => wordings.map(({ text, asked }) => [text, asked.map(({ id }) => id)]))).toEqual([
    [
      ['do you deliver on sundays', [3, 2, 1]],
      ['Sunday delivery?', [5]],
    ],
    [['Is there a dog?', [4]]],
  ])
})
