import { describe, expect, test } from 'vitest'
import { parsePage } from './dom.ts'
import { readFooterContact } from './footer-contact.ts'
import { readPage } from './read-page.ts'

const prose = 'We bake our bread by hand every night, with flour from the mill next door and nothing else in it.'
const footer = (html: string, head = ''): string =>
  `<html>${head}<body><p>${prose}</p><footer>${html}</footer></body></html>`
const contact = (html: string, head = '') =>
  readFooterContact(parsePage(footer(html, head)), 'https://bakery.example/x')

describe('keeps', () => {
  test.each([
    ['a telephone number', '<p>01632 960123</p>', '01632 960123'],
    ['a number behind a link', '<a href="tel:+441632960123">Call us</a>', 'Call us (+441632960123)'],
    ['an address for mail', '<p>rye@bakery.example</p>', 'rye@bakery.example'],
    ['hours', '<p>Mon–Fri 7:00 – 18:00</p>', 'Mon–Fri 7:00 – 18:00'],
    ['hours in words', '<p>Open 7am to 6pm</p>', 'Open 7am to 6pm'],
    ['a street', '<p>12 Mill Lane, Millbrook</p>', '12 Mill Lane, Millbrook'],
    ['a street in German', '<p>Mühlenweg 12, 12345 Mühlbach</p>', 'Mühlenweg 12, 12345 Mühlbach'],
  ])('%s', (_name, html, line) => {
    expect(contact(`<ul><li>Home</li></ul>${html}<p>© 2026 Mill Bakery. All rights reserved.</p>`)).toEqual({
      heading: 'bakery.example',
      lines: [line],
    })
  })

  test('what the site calls itself', () => {
    const head = '<head><meta property="og:site_name" content="Mill Bakery"></head>'
    expect(contact('<p>01632 960123</p>', head)?.heading).toBe('Mill Bakery')
  })

  test('the first of many branches, each once', () => {
    const branches = Array.from({ length: 30 }, (_, i) => `<p>${i + 1} Mill Lane</p><p>${i + 1} Mill Lane</p>`).join('')
    expect(contact(branches)?.lines).toHaveLength(8)
  })
})

test('a footer of links tells nothing', () => {
  expect(contact('<a href="/imprint">Imprint</a><p>© 2019 – 2026 Mill Bakery</p>')).toBeUndefined()
})

test('what is as long as a page is no footer', () => {
  expect(contact(`<p>${prose.repeat(120)}</p><p>01632 960123</p>`)).toBeUndefined()
})

describe('a page', () => {
  const read = (html: string, url = 'https://bakery.example/') =>
    readPage({ url, type: 'html', text: html }, { maxWords: 1000 }).markdown

  test('ends with what only its foot tells', () => {
    expect(read(footer('<p>01632 960123</p>'))).toBe(`${prose}\n\n## bakery.example\n\nTelephone: 01632 960123`)
  })

  test('tells it once', () => {
    expect(read(`<p>${prose}</p><p>Call 01632 960123.</p><footer><p>Phone: 01632-960123</p></footer>`)).toBe(
      `${prose}\n\nCall 01632 960123.`,
    )
  })

  test('of news goes without its publisher’s office', () => {
    expect(read(footer('<p>01632 960123</p>'), 'https://bakery.example/news/rye')).toBe(prose)
  })
})
