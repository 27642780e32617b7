import { expect, test } from 'vitest'
import { findSmallTalk } from './small-talk.ts'

test.each([
  ['Hello', 'Hello. How can I help you?'],
  ['HI THERE!!! 👋', 'Hello. How can I help you?'],
  ['hello, Baker Bot', 'Hello. How can I help you?'],
  ["that's all", 'Goodbye, and have a nice day.'],
  ['Vielen Dank!', 'Gern geschehen. Möchten Sie noch etwas wissen?'],
  ['¡Hola!', 'Hola. ¿En qué puedo ayudarle?'],
  ['こんにちは。', 'こんにちは。ご質問をどうぞ。'],
  ['Hello, when do you open?', undefined],
  ['Thanks, and the price?', undefined],
  ['Baker Bot', undefined],
  ['?', undefined],
])('findSmallTalk of %j', (message, expected) => {
  expect(findSmallTalk(message, 'Baker Bot')).toBe(expected)
})
