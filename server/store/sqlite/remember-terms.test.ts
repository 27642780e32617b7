import SqliteDatabase from 'better-sqlite3'
import { expect, test } from 'vitest'
import { rememberTerms } from './remember-terms.ts'

const STATE = { number: 1, chunks_made: 500, total: 500 }

function open(maxHits?: number) {
  const connection = { database: new SqliteDatabase(':memory:') }
  const memory = rememberTerms(connection, maxHits)
  const searches: string[] = []
  const recall = (phrase: string, { state = STATE, count = 200 } = {}) =>
    memory.recall(state, phrase, () => {
      searches.push(phrase)
      return { places: new Uint32Array(count), saturations: new Float32Array(count) }
    })
  return { connection, searches, recall }
}

test('a word is searched for once, until the knowledge changes', () => {
  const { searches, recall } = open()
  expect(recall('bread')).toBe(recall('bread'))
  recall('bread', { state: { ...STATE, chunks_made: 501 } })
  recall('bread', { state: { ...STATE, total: 499 } })
  recall('bread', { state: { ...STATE, number: 2 } })
  expect(searches).toHaveLength(4)
})

test('another file in the place of the present one is another memory', () => {
  const { connection, searches, recall } = open()
  recall('bread')
  connection.database = new SqliteDatabase(':memory:')
  recall('bread')
  expect(searches).toHaveLength(2)
})

test('a word that stands nowhere takes room too: strangers may ask for any', () => {
  const { searches, recall } = open(500)
  const words = Array.from({ length: 11 }, (_, index) => `xyzzy${index}`)
  for (const word of [...words, 'xyzzy1', 'xyzzy0']) recall(word, { count: 0 })
  expect(searches).toEqual([...words, 'xyzzy0'])
})

test('what nobody asked for longest goes first', () => {
  const { searches, recall } = open(600)
  for (const phrase of ['a', 'b', 'a', 'c', 'a', 'b']) recall(phrase)
  expect(searches).toEqual(['a', 'b', 'c', 'b'])
})
