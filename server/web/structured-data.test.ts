import { expect, test } from 'vitest'
import { readPage } from './read-page.ts'

const PROSE = 'We bake our bread by hand every night, with flour from the mill next door and nothing else in it. '
const read = (html: string): string =>
  readPage({ url: 'https://bakery.example/page', type: 'html', text: html }, { maxWords: 10_000 }).markdown
const withData = (data: unknown, html = `<p>${PROSE}</p>`): string =>
  read(`<body>${html}<script type="application/ld+json">${JSON.stringify(data)}</script></body>`)

test.each([
  [
    'questions',
    {
      '@type': 'FAQPage',
      mainEntity: [{ name: 'Do you deliver?', acceptedAnswer: { text: '<p>Yes, <b>daily</b>.</p>' } }],
    },
    '## Do you deliver?\n\nYes, daily.',
  ],
  [
    'a business',
    {
      '@graph': [
        {
          '@type': 'Bakery',
          name: 'Mill Bakery',
          telephone: '01632 960123',
          address: { streetAddress: '1 Mill Lane', addressLocality: 'Millbrook' },
          openingHoursSpecification: [
            { dayOfWeek: ['https://schema.org/Monday', 'Tuesday'], opens: '07:00', closes: '18:00' },
          ],
        },
      ],
    },
    '## Mill Bakery\n\nAddress: 1 Mill Lane, Millbrook\n\nTelephone: 01632 960123\n\nOpening hours: Monday, Tuesday 07:00–18:00',
  ],
  [
    'a product',
    { '@type': 'Product', name: 'Rye loaf', offers: { price: 4.2, priceCurrency: 'EUR' } },
    '## Rye loaf\n\nPrice: 4.2 EUR',
  ],
])('adds %s', (_name, data, expected) => {
  expect(withData(data)).toBe(`${PROSE.trim()}\n\n${expected}`)
})

test.each([
  [
    'de',
    { name: 'Mühle', telephone: '030 1', openingHours: ['Mo-Fr 09:00-17:00'] },
    '## Mühle\n\nTelefon: 030 1\n\nÖffnungszeiten: Montag-Freitag 09:00-17:00',
  ],
  [
    'fr-CH',
    { name: 'Moulin', openingHoursSpecification: { dayOfWeek: 'Sunday', opens: '10:00', closes: '12:00' } },
    '## Moulin\n\nHoraires d’ouverture: dimanche 10:00–12:00',
  ],
  [
    'es',
    {
      '@type': 'MusicEvent',
      name: 'Fado',
      startDate: '2026-05-01T19:30',
      location: { name: 'Sala' },
      offers: { price: 8 },
    },
    '## Fado\n\nFecha: viernes, 1 de mayo de 2026, 19:30\n\nLugar: Sala\n\nPrecio: 8',
  ],
  [
    'en',
    {
      name: 'Inn',
      hasMenu: {
        hasMenuSection: {
          name: 'Soups',
          hasMenuItem: { name: 'Leek soup', offers: { price: 6, priceCurrency: 'GBP' } },
        },
      },
    },
    '## Soups\n\nLeek soup: 6 GBP',
  ],
  ['xx', { name: 'Mill', telephone: '1' }, '## Mill\n\nTelephone: 1'],
])("states facts in the page's language, %s", (lang, data, expected) => {
  const html = `<html lang="${lang}"><body><p>${PROSE}</p><script type="application/ld+json">${JSON.stringify(data)}</script></body></html>`
  expect(read(html)).toBe(`${PROSE.trim()}\n\n${expected}`)
})

test('reads what attributes state and the page does not say in words', () => {
  const html = `<p>${PROSE}</p><div itemscope itemtype="https://schema.org/Bakery"><meta itemprop="name" content="Mill Bakery">
    <meta itemprop="openingHours" content="Mo-Fr 07:00-18:00"><div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">
    <meta itemprop="streetAddress" content="1 Mill Lane"></div></div>`
  expect(read(`<body>${html}</body>`)).toBe(
    `${PROSE.trim()}\n\n## Mill Bakery\n\nAddress: 1 Mill Lane\n\nOpening hours: Monday-Friday 07:00-18:00`,
  )
})

test('adds nothing that the page says itself', () => {
  const data = {
    '@type': 'FAQPage',
    mainEntity: [{ name: 'Do you deliver?', acceptedAnswer: { text: 'Yes, daily.' } }],
  }
  expect(withData(data, '<h2>Do you deliver?</h2><p>Yes, daily.</p>')).toBe('## Do you deliver?\n\nYes, daily.')
})

test('adds no telephone number that the page tells without its country code', () => {
  const data = { name: 'Mill', telephone: '+44 1632 960123' }
  expect(withData(data, '<p>Call us any day: 01632 960123</p>')).toBe('Call us any day: 01632 960123')
})

test.each(['{broken', '[]', 'null', '{"@type":"FAQPage","mainEntity":7}'])('survives %s', (json) => {
  const html = `<body><p>${PROSE}</p><script type="application/ld+json">${json}</script></body>`
  expect(read(html)).toBe(PROSE.trim())
})
