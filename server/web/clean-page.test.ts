import { describe, expect, test } from 'vitest'
import { cleanPage } from './clean-page.ts'
import { parsePage, toLine } from './dom.ts'
import type { PageKind } from './page-kind.ts'

const prose = 'We bake our bread by hand every night, with flour from the mill next door and nothing else in it.'

/** What is left of a part that stands below the page's own text. */
function clean(part: string, kind: PageKind = 'other', own = `<h1>Bread</h1><p>${prose} ${prose}</p>`): string {
  const html = `<html><head><title>Bread</title></head><body><main>${own}</main><div>${part}</div></body></html>`
  const document = parsePage(html)
  cleanPage(document, kind)
  return toLine(document.body).replaceAll(prose, '').replace('Bread', '').trim()
}

describe('goes', () => {
  test.each([
    ['what is named by element', '<nav>Home</nav><footer>Imprint</footer><aside>Weather</aside>'],
    ['what is named by role', '<div role="dialog">Welcome</div><div role="search">Find</div>'],
    [
      'what is named by class',
      '<div class="page-breadcrumbs">Home / Bread</div><div class="is-fixed fixed">Call</div>',
    ],
    ['what is named in camels’ case', '<div class="siteFooter">Imprint</div>'],
    ['a menu of links', '<ul><li><a>Home</a></li><li><a>Bread</a></li><li><a>Rolls</a></li></ul>'],
    ['what asks for an address', '<form><p>News by mail</p><input type="email"></form>'],
    ['a section of other pages', '<section><h2>You may also like</h2><p>Our spelt rolls</p></section>'],
    ['what is hidden for good', '<div hidden>Template</div><div style="display: none">Later</div>'],
    ['a button', '<button>Buy</button>'],
    ['a link set as a button', '<p><a class="btn btn-primary">Shop now</a></p>'],
    ['a label that only readers of the screen hear', '<span aria-hidden="true">Next</span>'],
  ])('%s', (_name, html) => {
    expect(clean(html)).toBe('')
  })

  test('a long list of cookies, though longer than the page', () => {
    expect(clean(`<div id="cookie-consent">${prose.repeat(9)}</div>`)).toBe('')
  })

  test('what follows a heading, up to the next one as high', () => {
    expect(clean('<h2>Related pages</h2><h3>Rolls</h3><p>Round.</p><h2>Hours</h2><p>8 to 18.</p>')).toBe(
      'Hours8 to 18.',
    )
  })

  test.each<[PageKind, string, string]>([
    ['product', 'what others say and other products', '<div class="reviews">Lovely</div><h3>Compare</h3><p>Rolls</p>'],
    [
      'forum',
      'who writes',
      '<div class="postprofile">Joined 2009</div><div class="signature">Crumbs.</div><div class="notices">Meet</div>',
    ],
  ])('on a %s page: %s', (kind, _name, html) => {
    expect(clean(html, kind)).toBe('')
    expect(clean(html, 'other')).not.toBe('')
  })
})

describe('stays', () => {
  test.each([
    ['sentences in what is called a menu', `<div class="filters-nav">${prose}</div>`],
    ['what names no sidebar', '<div class="no-sidebar">Rye.</div>'],
    ['a listing whose name only begins like an advert', '<h2 class="ad-listing-title">Rye.</h2>'],
    ['a folded answer', '<div class="accordion-panel" hidden>Behind the house.</div>'],
    ['what a button unfolds', '<h3><button aria-controls="a">Parking?</button></h3><div id="a" hidden>Yes.</div>'],
    ['a button with a number', '<p><a class="btn" href="tel:1">Call 01632 960123</a></p>'],
    ['a question set as a button', '<a class="accordion-button" aria-expanded="false">Parking?</a>'],
    ['a slide that screen readers skip', `<div aria-hidden="true"><p>Rye. ${prose}</p></div>`],
    ['a bakery’s cookies', '<div class="product-cookies"><p>Oat.</p></div>'],
    ['a form that asks nothing of the visitor', '<form><p>Open from 8.</p></form>'],
  ])('%s', (_name, html) => {
    expect(clean(html)).toBe(
      toLine(parsePage(`<body>${html}</body>`).body)
        .replaceAll(prose, '')
        .trim(),
    )
  })

  test('what holds the title of the page, but not the menu next to it', () => {
    const own = '<header><h1>Bread</h1><p>Fresh.</p><nav>Home</nav></header>'
    expect(clean(`<p>${prose}</p>`, 'other', own)).toBe('Fresh.')
  })

  test('a page that is called what others have at their side', () => {
    expect(clean('', 'other', `<h1>Newsletter</h1><p>${prose}</p><p>Rye.</p>`)).toBe('NewsletterRye.')
  })

  test('what holds most of the page, whatever its name', () => {
    expect(clean(`<div class="modal">${prose.repeat(5)} Rye.</div>`)).toBe('Rye.')
  })

  test('the items of a shop, which say cart in their class', () => {
    const items = Array.from({ length: 12 }, (_, i) => `<div class="item cart"><p>Loaf ${i}</p></div>`).join('')
    expect(clean('', 'collection', `<h1>Bread</h1>${items}`)).toContain('Loaf 11')
    expect(clean('', 'other', `<h1>Bread</h1>${items}`)).not.toContain('Loaf 11')
  })

  test('a menu to eat from', () => {
    const item = '<div class="menu-item"><div class="menu-item-title">Leek soup</div><div>£6</div></div>'
    expect(clean(`<div class="menu">${item}</div>`)).toBe('Leek soup£6')
  })

  test('what a post quotes', () => {
    const quote = '<aside class="quote"><blockquote>Is it sour?</blockquote></aside>'
    expect(clean(quote, 'forum')).toBe('Is it sour?')
    expect(clean(quote, 'other')).toBe('')
  })

  test('the terms of a shop on the page of a product', () => {
    expect(clean('<div class="delivery"><h3>Delivery</h3><p>Two days.</p></div>', 'product')).toBe('DeliveryTwo days.')
  })
})
