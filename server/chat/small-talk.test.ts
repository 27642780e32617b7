import { expect, test } from 'vitest'
import { findSmallTalk } from './small-talk.ts'
import { SMALL_TALK } from './small-talk-phrases.ts'

test.each([
  ['Hello', 'Hello. How can I help you?'],
  ['HI THERE!!! 👋', 'Hello. How can I help you?'],
  ['hello, Baker Bot', 'Hello. How can I help you?'],
  ["that's all", 'Goodbye, and have a nice day.'],
  ['Vielen Dank!', 'Gern geschehen. Möchten Sie noch etwas wissen?'],
  ['¡Hola!', 'Hola. ¿En qué puedo ayudarle?'],
  ['こんにちは。', 'こんにちは。ご質問をどうぞ。'],
  ['Hello, how are you?', 'Hello. How can I help you?'],
  ['Great! Thanks. Bye.', 'Goodbye, and have a nice day.'],
  ['No, that’s all', 'Goodbye, and have a nice day.'],
  [
    'Hi, are you a bot?',
    'I am an automated assistant, not a person. Ask me anything that you would like to know about us.',
  ],
  [
    'Was kannst du?',
    'Ich bin ein automatischer Assistent, kein Mensch. Fragen Sie mich gern, was Sie über uns wissen möchten.',
  ],
  ['Hello, when do you open?', undefined],
  ['Can I speak to a person?', undefined],
  ['Are you open today?', undefined],
  ['Who is the owner?', undefined],
  ['What can you do about a broken chain?', undefined],
  ['Thanks, and the price?', undefined],
  ['Baker Bot', undefined],
  ['?', undefined],
])('findSmallTalk of %j', (message, expected) => {
  expect(findSmallTalk(message, 'Baker Bot')).toBe(expected)
})

test('no phrase has replies in two languages', () => {
  const heard = SMALL_TALK.flatMap((language) => Object.values(language)).flatMap(({ heard }) => heard.split(', '))
  expect(heard.filter((phrase, index) => heard.indexOf(phrase) !== index)).toEqual([])
})
