import { expect, test } from 'vitest'
import { findExpectedKind } from './expected-kind.ts'

test.each([
  ['What does bread cost?', 'Bread is €4.', 'Bread is fresh.'],
  ['Was kostet das Brot?', 'Das Brot kostet 4 Euro.', 'Das Brot ist frisch.'],
  ['When do you open?', 'We open at 7:00.', 'We open early.'],
  ['How many people work here?', 'A team of fourteen, 14 in all.', 'A big team.'],
  ['Who founded it?', 'It was founded by Maria Huber.', 'it was founded long ago.'],
  ['What is your phone number?', 'Telephone: 01632 960123', 'Bus 4 stops here, open 9:30 to 18:00.'],
  ['phone?', 'Call (555) 010-1234', 'Please call before ten.'],
  ['phone?', '+43 (0)316 / 12 34 56', 'Please call before ten.'],
  ['Wie ist eure E-Mail-Adresse?', 'Post an shop@example.at', 'Die Adresse: Hauptstraße 1'],
  ['What is your address?', '12 Mill Lane, Millbrook', 'There are six parking spaces.'],
  ['Wie ist die Adresse?', 'Hauptstraße 12, Graz', 'Wir sind am Hauptplatz.'],
  ['¿Cuál es su dirección?', 'Calle Mayor, 12', 'Estamos en el centro.'],
  ['Wo seid ihr?', 'Hauptstraße 12, Graz', 'Hinter dem Haus sind Parkplätze.'],
  ['My cat was hit, who do I ring?', 'At night call 01632 960123', 'Mr Brown is on duty.'],
  ['Habt ihr montags auf?', 'Montag: 9–12 Uhr', 'Wir sind ein Salon.'],
  ['How can I reach you?', 'Write to hello@shop.example', 'Bus 4 stops at Mill Lane.'],
  ['Where is your shop?', 'It is in Graz.', 'it is easy to find.'],
  ['When did it open?', 'It opened in 1987.', 'It opened with 40 seats.'],
  ['Are you open on Monday?', 'Monday: closed', 'Closed for good.'],
  ['How old was the owner of Studio 54?', 'She was 39.', 'Studio 54 opened in 1977.'],
  ['Who owns the Blue Anchor?', 'It belongs to Maria.', 'The Blue Anchor is old.'],
  ['Wem gehört das Haus?', 'Es gehört Maria Huber.', 'Das Haus gehört der Stadt.'],
  ['Wo ist die Werkstatt?', 'Sie ist in Graz.', 'Die Werkstatt hat zwei Tore.'],
  ['¿En qué año abrió?', 'Abrió en 1987.', 'Abrió con 40 plazas.'],
  ['¿A qué hora abren?', 'Abrimos a las 9:30.', 'Abrimos temprano.'],
  ['Quels jours êtes-vous ouverts ?', 'Du mardi au samedi.', 'Ouvert le matin.'],
  ['Combien coûte une baguette ?', '1,20 €', 'Elle est fraîche.'],
  ['Qual è il numero di telefono?', 'Tel. 055 123456', 'Siamo in centro.'],
  ['Quanto custa o bolo?', 'Custa 12 euros.', 'É de laranja.'],
  ['Wat zijn de openingstijden?', 'maandag gesloten', 'Kom gerust langs.'],
  ['Ile kosztuje strzyżenie?', '60 zł', 'Strzyżemy szybko.'],
  ['Saat kaçta açılıyorsunuz?', 'Pazartesi 09:00', 'Erken açıyoruz.'],
  ['Telefon numaranız nedir?', '0212 555 01 23', 'Bizi ziyaret edin.'],
  ['Adresiniz nedir?', 'Çınar Sokak No: 5', 'Merkezdeyiz.'],
])('"%s" expects "%s" rather than "%s"', (question, fitting, other) => {
  const expected = findExpectedKind(question, [fitting, other])
  expect([expected?.isHeldBy(fitting), expected?.isHeldBy(other)]).toEqual([true, false])
})

test('an open question expects nothing in particular', () => {
  expect(findExpectedKind('Tell me about bread', [])).toBeUndefined()
})

test.each([
  ['email address', 'Post an shop@example.at', true],
  ['email address', 'We live in Graz.', false],
  ['Where is your shop?', 'Come to 12 Mill Lane.', true],
  ['Where is your shop?', 'It is in Graz.', false],
  ['Where is the mill?', 'Come to 12 Mill Lane.', false],
])('"%s" takes nothing else than "%s": %s', (question, text, isExact) => {
  expect(findExpectedKind(question, [text])?.isExact ?? false).toBe(isExact)
})
