import { expect, test } from 'vitest'
import { toQueries } from './follow-up.ts'

const after = (previous: string, question: string) =>
  toQueries(question, [
    { role: 'user', content: previous },
    { role: 'assistant', content: 'Nine to five.' },
  ]).map(({ text }) => text)

test('a first question is searched for by itself', () => {
  expect(toQueries('And on Sundays?', [])).toEqual([
    { text: 'And on Sundays?', said: ['sundays'], forms: [], terms: ['sundays'], asked: [[0]], isGuess: false },
  ])
})

test.each([
  ['an addition', 'When do you open?', 'and on Sundays?'],
  ['a pronoun', 'Do you sell the Maxi tent?', 'How much does it cost?'],
  ['no subject of its own', 'Do you sell the Maxi tent?', 'How much?'],
  ['a German addition', 'Wann habt ihr geöffnet?', 'Und am Sonntag?'],
  ['a Spanish pronoun', '¿Venden la tienda Maxi?', '¿Cuánto cuesta eso?'],
  ['an addition behind a Spanish mark', '¿Cuándo abren?', '¿Y los domingos?'],
  ['an addition after thanks', 'When do you open on weekdays?', 'Thanks, and what about bank holidays in summer?'],
  ['a person', 'Who teaches the pottery course?', 'Which other languages does she speak?'],
  ['a German pronoun at the end', 'Kann ich das Zelt leihen?', 'Was kostet das?'],
])('is read with what was asked before: %s', (_name, previous, question) => {
  expect(after(previous, question)).toEqual([`${previous}\n${question}`, question])
})

test.each([
  ['a short question', 'When do you open?', 'Do you deliver?'],
  ['an empty there', 'When do you open?', 'Is there parking?'],
])('is tried by itself first: %s', (_name, previous, question) => {
  expect(after(previous, question)).toEqual([question, `${previous}\n${question}`])
})

test('what was asked before is read with what it points back to itself', () => {
  const recent = ['Do you repair shoes?', 'What does a dress cost?', 'And a coat?'].map((content) => ({
    role: 'user' as const,
    content,
  }))
  expect(toQueries('And a scarf?', recent)[0]?.text).toBe('What does a dress cost?\nAnd a coat?\nAnd a scarf?')
})

test('a long question stands by itself', () => {
  const question = 'Which documents do I need for a return of damaged shoes?'
  expect(after('When do you open?', question)).toEqual([question])
})

test('only its own words decide whether a chunk answers a follow-up', () => {
  const [query] = toQueries('and on Sundays?', [{ role: 'user', content: 'What are your opening hours?' }])
  expect(query).toMatchObject({ terms: ['sundays', 'opening', 'hours'], asked: [[0]] })
})

test('asks in other words too, once for each subject', () => {
  const [query] = toQueries('Is parking free?', [])
  expect(query?.terms.slice(0, 2)).toEqual(['parking', 'free'])
  expect(query?.asked[0]?.map((index) => query.terms[index])).toEqual(
    expect.arrayContaining(['parking', 'park', 'car']),
  )
  expect(query?.asked[1]).toEqual([1])
})

test('asks for other forms of a word where the text index knows none', () => {
  const [query] = toQueries('Was ist mit dem Rasenmäher im Winter?', [])
  expect(query).toMatchObject({
    said: ['rasenmäher', 'winter'],
    forms: ['rasenmäh*', 'wint*'],
    asked: [
      [0, 2],
      [1, 3],
    ],
  })
})

test.each([
  ['Where are you?', 'address'],
  ['Wo seid ihr?', 'adresse'],
])('knows what "%s" is about', (question, subject) => {
  expect(toQueries(question, [])[0]?.terms).toContain(subject)
})

test('never asks the index for more words than it takes', () => {
  const [query] = toQueries(Array.from({ length: 50 }, (_, index) => `word${index}`).join(' '), [])
  expect(query?.terms).toHaveLength(32)
})
