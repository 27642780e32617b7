import { expect, test } from 'vitest'
import { toQueries } from './follow-up.ts'

const after = (previous: string, question: string) =>
  toQueries(question, [
    { role: 'user', content: previous },
    { role: 'assistant', content: 'Nine to five.' },
  ]).map(({ text }) => text)

test('a first question is searched for by itself', () => {
  expect(toQueries('And on Sundays?', [])).toEqual([{ text: 'And on Sundays?', terms: ['sundays'], own: ['sundays'] }])
})

test.each([
  ['an addition', 'When do you open?', 'and on Sundays?'],
  ['a pronoun', 'Do you sell the Maxi tent?', 'How much does it cost?'],
  ['no subject of its own', 'Do you sell the Maxi tent?', 'How much?'],
  ['a German addition', 'Wann habt ihr geöffnet?', 'Und am Sonntag?'],
  ['a Spanish pronoun', '¿Venden la tienda Maxi?', '¿Cuánto cuesta eso?'],
])('is read with what was asked before: %s', (_name, previous, question) => {
  expect(after(previous, question)).toEqual([`${previous}\n${question}`, question])
})

test.each([
  ['a short question', 'When do you open?', 'Do you deliver?'],
  ['an empty there', 'When do you open?', 'Is there parking?'],
])('is tried by itself first: %s', (_name, previous, question) => {
  expect(after(previous, question)).toEqual([question, `${previous}\n${question}`])
})

test('a long question stands by itself', () => {
  const question = 'Which documents do I need for a return of damaged shoes?'
  expect(after('When do you open?', question)).toEqual([question])
})

test('only its own words decide whether a chunk answers a follow-up', () => {
  const [query] = toQueries('and on Sundays?', [{ role: 'user', content: 'What are your opening hours?' }])
  expect(query).toMatchObject({ terms: ['sundays', 'opening', 'hours'], own: ['sundays'] })
})
