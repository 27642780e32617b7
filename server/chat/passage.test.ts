import { expect, test } from 'vitest'
import { findPassage, toPassageUrl, toPlain } from './passage.ts'

const CHUNK = {
  heading_path: [],
  text: 'We bake at night. Delivery costs four euros outside of town.\n\n| Item | Price |\n| --- | --- |\n| Bread | €4 |\n| Cake | €30 |',
}

test.each([
  ['a sentence', 'Delivery costs four euros outside of town.', 'Delivery costs four euros outside of town.'],
  [
    'a sentence in other words',
    'Outside of town you pay four euros for delivery.',
    'Delivery costs four euros outside of town.',
  ],
  ['a row', '| Item | Price |\n| --- | --- |\n| Cake | €30 |', '| Cake | €30 |'],
  ['nothing', 'Ja, gern.', undefined],
])('findPassage finds %s', (_name, answer, expected) => {
  expect(findPassage(answer, CHUNK)).toBe(expected)
})

const PAGE = 'https://shop.example/a'
test.each([
  ['a short text whole', PAGE, 'We bake at night.', `${PAGE}#:~:text=We%20bake%20at%20night.`],
  [
    'a long text by its ends',
    PAGE,
    'One two three four five six seven eight nine ten eleven.',
    `${PAGE}#:~:text=One%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven.`,
  ],
  ['a row by its cells', PAGE, '| Bread | sour | €4 |', `${PAGE}#:~:text=Bread,%E2%82%AC4`],
  ['a pair by its sides', PAGE, 'Sunday: closed', `${PAGE}#:~:text=Sunday,closed`],
  ['lines by the first and the value', PAGE, 'Balm  \nwith cedar: €14.50', `${PAGE}#:~:text=Balm,%E2%82%AC14.50`],
  ['lines by the first and last', PAGE, '12 Mill Lane  \nMillbrook', `${PAGE}#:~:text=12%20Mill%20Lane,Millbrook`],
  ['signs of the syntax as text', PAGE, 'Tick-box, A & B', `${PAGE}#:~:text=Tick%2Dbox%2C%20A%20%26%20B`],
  ['words without their markup', PAGE, '- **Bread** and [cake](/cake)', `${PAGE}#:~:text=Bread%20and%20cake`],
  ['after a fragment of its own', `${PAGE}#prices`, 'We bake.', `${PAGE}#prices:~:text=We%20bake.`],
  ['no other protocol', 'ftp://shop.example/a', 'We bake.', 'ftp://shop.example/a'],
  ['nothing', PAGE, '', PAGE],
])('toPassageUrl marks %s', (_name, url, passage, expected) => {
  expect(toPassageUrl(url, passage)).toBe(expected)
})

test('toPlain parts cells and drops markup', () => {
  expect(toPlain('## Prices\n\n| Item | Price |\n| --- | --- |\n| **Bread** | [€4](https://x.example) |')).toBe(
    'Prices · Item · Price · Bread · €4',
  )
})
