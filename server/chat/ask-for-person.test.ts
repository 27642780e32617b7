import { expect, test } from 'vitest'
import { toContactQuestion } from './ask-for-person.ts'

test.each([
  ['Can I speak to a person?', /^How can I contact/],
  ['i want to talk to a real human', /^How can I contact/],
  ['Talk to someone', /^How can I contact/],
  ['human please', /^How can I contact/],
  ['Kann ich mit einem Menschen sprechen?', /^Wie kann ich/],
  ['Ich möchte mit jemandem reden', /^Wie kann ich/],
  ['Je veux parler à quelqu’un', /^Comment/],
  ['¿Puedo hablar con una persona?', /^¿Cómo/],
  ['Posso falar com alguém?', /^Como/],
  ['Posso parlare con un operatore?', /^Come/],
  ['Kan ik met iemand praten?', /^Hoe/],
])('"%s" needs the telephone or an address', (message, question) => {
  expect(toContactQuestion(message)).toMatch(question)
})

test.each([
  'What does it cost per person?',
  'Who is the person in charge?',
  'Can I talk to someone about the deposit for a chalet in August?',
  'Does the guide talk to the group in English?',
  'Kann man mit einer Karte zahlen?',
])('"%s" does not', (message) => {
  expect(toContactQuestion(message)).toBeUndefined()
})
