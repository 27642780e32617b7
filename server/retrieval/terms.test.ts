import { expect, test } from 'vitest'
import { findTerms, guessLanguage, listWords, toBeginning, toRoot } from './terms.ts'

test.each([
  ['drops what carries no subject', 'What are your opening hours on Sundays?', ['opening', 'hours', 'sundays']],
  ['takes the measure with "how"', 'How high is the deposit?', ['deposit']],
  ['reads opening times as hours', 'opening times?', ['opening', 'hours']],
  ['keeps numbers', 'Is room 12 free on 24.12.?', ['room', '12', 'free', '24.12']],
  ['splits at apostrophes', "Où est l'hôtel ?", ['hôtel']],
  ['keeps a word that is a stop word elsewhere', "Who won the war, and why don't we know?", ['won', 'war']],
  ['reads German', 'Was kostet die Lieferung nach Österreich?', ['kostet', 'lieferung', 'österreich']],
  ['reads German without umlauts', 'Koennt ihr Kleider fuer Samstag faerben?', ['kleider', 'samstag', 'faerben']],
  ['reads Spanish without accents', 'Cuanto tardais? Teneis mas colores?', ['tardais', 'colores']],
  ['reads Spanish', '¿Cuánto cuesta el envío?', ['cuesta', 'envío']],
  ['finds Japanese words', '営業時間は何時までですか', ['営業', '時間']],
  ['finds Chinese words', '请问你们的营业时间是什么', ['营业', '时间']],
  ['names each word once', 'tea or Tea', ['tea']],
  ['reads nothing from signs', '?!', []],
  ['takes query syntax for words', 'NEAR("a" OR b*) AND c:d', ['near', 'b', 'c:d']],
])('findTerms %s', (_name, question, expected) => {
  expect(findTerms(question)).toEqual(expected)
})

test.each([
  ['Do you deliver?', 'en'],
  ['Liefert ihr auch nach Wien?', 'de'],
  ['Livrez-vous à la maison ?', 'fr'],
  ['Parking', undefined],
])('guessLanguage of %s', (text, expected) => {
  expect(guessLanguage(listWords(text))).toBe(expected)
})

test.each([
  ['Kursen', 'de', 'Kurs*'],
  ['reservaciones', 'es', 'reserv*'],
  ['ouvertes', 'fr', 'ouvert*'],
  ['prenotazione', 'it', 'prenot*'],
  ['skikurse', undefined, 'skikurs*'],
  ['Lift', 'de', 'Lift*'],
  ['Tag', 'de', undefined],
  ['주차장이', undefined, '주차*'],
  ['반품하고', undefined, '반품*'],
  ['courses', 'en', undefined],
  ['SM7dB', 'de', undefined],
])('toBeginning of %s in %s', (word, language, expected) => {
  expect(toBeginning(word, language)).toBe(expected)
})

test.each([
  ['deliver', 'delivery', 'deliveries'],
  ['liefern', 'Lieferung', 'liefert'],
  ['repair', 'repairs', 'repairing'],
  ['réparez', 'réparation'],
  ['sundays', 'sunday'],
])('%s and its other forms have one root', (...words) => {
  expect(new Set(words.map((word) => toRoot(word.toLowerCase()))).size).toBe(1)
})
