import { expect, test } from 'vitest'
import { isRefusal, mayBecomeRefusal } from './refusal.ts'

const REFUSALS = [
  "I don't have information about that.",
  "I'm sorry, but I don't have any information about parking.",
  'Unfortunately, I do not have that information. Please contact the bakery directly for help.',
  'I couldn’t find any information on gift cards. Is there anything else I can help you with?',
  'The provided context does not mention whether dogs are allowed.',
  'Based on the provided context, there is no information about the owner.',
  'There is no mention of vegan cakes. I recommend contacting us by phone.',
  "I'm not sure about that. Feel free to ask us in the shop.",
  'I can only help with questions about the bakery.',
  'The price of a wedding cake is not mentioned in the provided context.',
  'Leider habe ich dazu keine Informationen.',
  'Dazu liegen mir leider keine Angaben vor. Bitte wenden Sie sich direkt an die Bäckerei.',
  'Es tut mir leid, aber ich habe keine Informationen zu Parkplätzen.',
  'Im Kontext gibt es keine Informationen zu Gutscheinen.',
  "Je suis désolé, mais je n'ai pas d'informations à ce sujet.",
  'Le contexte fourni ne mentionne pas le parking. N’hésitez pas à nous contacter.',
  'Lo siento, pero no tengo información sobre eso.',
  'Desculpe, mas não tenho informações sobre isso.',
  'Mi dispiace, ma non ho informazioni su questo argomento.',
  'Het spijt me, maar ik heb geen informatie over parkeren.',
  'Przykro mi, ale nie mam informacji na ten temat.',
  'Üzgünüm, bu konuda bilgim yok.',
  'عذرًا، ليس لدي معلومات عن ذلك.',
  'מצטער, אבל אין לי מידע על כך.',
  '申し訳ありませんが、その件についての情報はありません。',
  '抱歉，我没有这方面的信息。',
]

test.each(REFUSALS)('is a refusal, from its first letter on: %s', (answer) => {
  expect(isRefusal(answer, false)).toBe(true)
})

test.each(REFUSALS.filter((answer) => !answer.startsWith('The price')))('is held back: %s', (answer) => {
  for (let end = 0; end <= answer.length; end++)
    expect([end, mayBecomeRefusal(answer.slice(0, end), false)]).toEqual([end, true])
})

// The length at which it is clear that an answer follows.
test.each([
  ["I don't have exact prices, but a cut starts at €30.", "I don't have ex".length],
  ["I don't have information about prices, but a cut takes an hour. Come by at nine.", 65],
  ['Unfortunately, we are closed on Sundays.', 'Unfortunately, we ar'.length],
  ['Leider haben wir sonntags geschlossen.', 'Leider haben wir s'.length],
  ['Das ist nicht möglich.', 'Das i'.length],
  ['This is not included in the price.', 'This is not incl'.length],
  ['No, dogs must stay outside.', 'No, do'.length],
  ['No tenemos aparcamiento.', 'No tenemos a'.length],
  ['Non solo il pane, anche i dolci.', 'Non sol'.length],
  ['Il pane non è incluso.', 'Il p'.length],
  ['We open at seven.', 'We o'.length],
  ['The bakery opens at seven.', 'The b'.length],
  ['Wir öffnen um sieben.', 'Wir ö'.length],
  ['営業時間は九時からです。', 1],
  ['提供された情報によると、営業時間は9時から17時です。', 30],
  ['There is no information desk; ask at reception.', 26],
  ['No information is shared with third parties.', 23],
  ['I can only help with bookings up to 8 people.', 30],
])('is an answer, shown early: %s', (answer, clearAt) => {
  expect(isRefusal(answer, false)).toBe(false)
  expect(mayBecomeRefusal(answer.slice(0, clearAt), false)).toBe(false)
})

test('is an answer when it names a source for what follows', () => {
  const answer = "I don't have information about Sundays. Please ask for the night clinic at 020 7946 0000."
  expect(isRefusal(answer, false)).toBe(true)
  expect(isRefusal(answer, true)).toBe(false)
  expect(isRefusal('We do not have any information evenings in May.', true)).toBe(false)
  expect(isRefusal('The price is not mentioned in the provided context.', true)).toBe(true)
})

test('is an answer when it goes on with one that resembles an offer', () => {
  const answer = "I don't have specific information about late arrival. Check-in is from 3 pm to 10 pm."
  expect(isRefusal(answer, false)).toBe(false)
})
