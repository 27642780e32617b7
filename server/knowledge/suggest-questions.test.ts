import { describe, expect, test } from 'vitest'
import { type Readable, suggestQuestions } from './suggest-questions.ts'

const source = (text: string, headingPath: string[] = [], title = 'A page'): Readable => ({
  title,
  chunks: [{ heading_path: headingPath, text }],
})
const suggest = (...sources: Readable[]) => suggestQuestions(sources, 4)

describe('a question that stands in the text', () => {
  test.each([
    ['as the heading above', source('We take cash.', ['Questions', 'How can I pay?']), 'How can I pay?'],
    ['as a heading', source('### Do you collect bicycles?\n\nYes, we do.'), 'Do you collect bicycles?'],
    ['in bold before its answer', source('**Do you repair e-bikes?** Yes, of every make.'), 'Do you repair e-bikes?'],
    ['after its mark', source('Q: Is there a guarantee?\nA: Yes, six months.'), 'Is there a guarantee?'],
    ['numbered', source('3. Who builds the wheels?\n\nMaren does.'), 'Who builds the wheels?'],
    ['with a link', source('# Do you sell [helmets](https://a.example/h)?\n\nYes.'), 'Do you sell helmets?'],
    ['in German', source('## Kann ich mein Rad abholen lassen?\n\nJa, gern.'), 'Kann ich mein Rad abholen lassen?'],
    ['in Spanish', source('## ¿Puedo traer a mi perro?\n\nSí, claro.'), '¿Puedo traer a mi perro?'],
    ['in Japanese', source('## 予約は必要ですか？\n\nいいえ、必要ありません。'), '予約は必要ですか？'],
  ])('is found %s', (_name, given, expected) => {
    expect(suggest(given)[0]).toBe(expected)
  })

  test.each([
    ['asks the reader', source('Need a hand with your bike?\n\nWe are here.')],
    ['is too short', source('Questions?\n\nAsk away.')],
    ['is too long', source(`# Do you really ${'really '.repeat(10)}collect bicycles?\n\nYes.`)],
    ['stands in a paragraph', source('Wheels wear out. Is yours still true? Come by.')],
    ['is none', source(`${'We mend – and mend, '.repeat(3_000)} and so on.`)],
  ])('is left out when it %s', (_name, given) => {
    expect(suggest(given)).toEqual([])
  })
})

describe('what a text plainly holds', () => {
  test.each([
    ['hours', source('| Tuesday | 9:30 to 18:00 |\n| Sunday | closed |'), 'When are you open?'],
    ['hours in words', source('We are open from 9 am to 5 pm on all days of the week.'), 'When are you open?'],
    [
      'hours in German',
      source('Wir haben montags bis freitags von 9:00 bis 18:00 Uhr für Sie geöffnet.'),
      'Wann haben Sie geöffnet?',
    ],
    ['an address of mail', source('Write to hello@shop.example and we will answer.'), 'How can I reach you?'],
    ['a telephone', source('You can call us at 01632 960123 on all days.'), 'How can I reach you?'],
    ['a delivery', source('Within the town it is free.', ['Delivery']), 'Do you deliver?'],
    [
      'a delivery in French',
      source('La livraison est gratuite dans la ville, et nous sommes ponctuels.', ['Livraison']),
      'Livrez-vous ?',
    ],
    ['returns', source('Bring it back within 14 days.', ['Returns']), 'Can I return something?'],
    ['parking', source('There are three places in front of the gate.', ['Parking']), 'Where can I park?'],
    [
      'a price in a table',
      source('| Service | Price |\n|---|---|\n| Yearly service | €69 |'),
      'What is the price of yearly service?',
    ],
    [
      'a price with a remark',
      source('| Puncture repair, tube included | €19 | €25 |'),
      'What is the price of puncture repair?',
    ],
    ['a price of something with a name', source('- Margherita: 8,50 €'), 'What is the price of Margherita?'],
    [
      'a price in German',
      source('Das sind die Preise für alle Räder.\n\n- Große Inspektion: 89 €'),
      'Was kostet Große Inspektion?',
    ],
    [
      'a price in Italian',
      source('Sono i prezzi della casa per gli ospiti.\n\n- Pizza marinara: 7 €'),
      'Quanto costa pizza marinara?',
    ],
    ['a subject', source('We build them by hand.', ['Wheel building']), 'Wheel building?'],
  ])('makes a question of %s', (_name, given, expected) => {
    expect(suggest(given)).toContain(expected)
  })

  test('nothing is made of nothing', () => {
    expect(suggest()).toEqual([])
    expect(suggest(source('We build wheels by hand, with spokes from stock.', ['Home']))).toEqual([])
  })
})

describe('of several sources', () => {
  const faq = source(
    [
      'Do I need an appointment?',
      'How can I pay?',
      'Do you collect bicycles?',
      'Do you buy used bicycles?',
      'Is there a guarantee?',
    ]
      .map((question) => `### ${question}\n\nYes.`)
      .join('\n\n'),
  )

  test('each has its turn, and questions that were found go first', () => {
    const hours = source('Monday 9:00 to 17:00', ['Opening hours'])
    const prices = source('| Yearly service | €69 |\n| Wheel building | €75 |')
    expect(suggest(hours, faq, prices)).toEqual([
      'Do I need an appointment?',
      'How can I pay?',
      'When are you open?',
      'What is the price of yearly service?',
    ])
  })

  test('one alone may fill them all', () => {
    expect(suggest(faq)).toHaveLength(4)
  })

  test('no two ask the same', () => {
    const alike = suggest(faq, source('### How can I pay here?\n\nBy card.'))
    expect(alike.filter((question) => question.includes('pay'))).toHaveLength(1)
    expect(suggest(source('Open 9:00 to 17:00'), source('Open 10:00 to 16:00'))).toEqual(['When are you open?'])
  })
})
