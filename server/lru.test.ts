import { describe, expect, test } from 'vitest'
import { asItIs, createLru, remember } from './lru.ts'

describe('createLru', () => {
  test('forgets what was asked for longest ago', () => {
    const values = createLru<number>(2)
    values.set('a', 1)
    values.set('b', 2)
    values.get('a')
    values.set('c', 3)
    expect(['a', 'b', 'c'].map(values.get)).toEqual([1, undefined, 3])
  })

  test('a value set anew takes no second place', () => {
    const values = createLru<number>(2)
    values.set('a', 1)
    values.set('b', 2)
    values.set('b', 3)
    expect(['a', 'b'].map(values.get)).toEqual([1, 3])
  })
})

test('remember makes it once of each text, and anew of what was forgotten', () => {
  const asked: string[] = []
  const shout = remember(
    asItIs,
    (text) => {
      asked.push(text)
      return text.toUpperCase()
    },
    2,
  )
  expect(['a', 'a', 'b', 'c', 'a'].map(shout)).toEqual(['A', 'A', 'B', 'C', 'A'])
  expect(asked).toEqual(['a', 'b', 'c', 'a'])
})
