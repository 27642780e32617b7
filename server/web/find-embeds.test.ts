import { expect, test } from 'vitest'
import { type Embed, findEmbeds } from './find-embeds.ts'

const PAGE = 'https://shop.example/about'
const CODE = '<script src="https://chat.example/widget.js" data-bot-id="bot-1" data-api-key="key-1" async></script>'
const found: Embed = {
  src: 'https://chat.example/widget.js',
  bot_id: 'bot-1',
  api_key: 'key-1',
  place: 'page',
  way: 'tag',
  is_held: false,
  has_curly_quotes: false,
  nonce: null,
}
const page = (body: string, head = '') =>
  `<!doctype html><html><head><title>Shop</title>${head}</head><body><h1>Shop</h1>${body}</body></html>`
const read = (html: string) => findEmbeds(html, PAGE)

test.each<[string, string, Partial<Embed>]>([
  ['in the body', page(CODE), {}],
  ['in the head', page('', CODE), {}],
  ['after the end of the page', `${page('')}${CODE}`, {}],
  ['in large letters', page(CODE.replace('script', 'SCRIPT').replace('data-bot-id', 'DATA-BOT-ID')), {}],
  ['with an address without its scheme', page(CODE.replace('https://', '//')), {}],
  [
    'with a version behind it',
    page(CODE.replace('widget.js', 'widget.js?ver=6.5')),
    { src: 'https://chat.example/widget.js?ver=6.5' },
  ],
  ['with a nonce', page(CODE.replace('async', 'nonce="abc"')), { nonce: 'abc' }],
  ['in a comment', page(`<!-- ${CODE} -->`), { place: 'comment' }],
  ['for those without scripts', page(`<noscript>${CODE}</noscript>`), { place: 'noscript' }],
  ['in a template', page(`<template>${CODE}</template>`), { place: 'template' }],
  ['with typographic quotes', page(CODE.replaceAll('"', '”')), { has_curly_quotes: true }],
  ['without its key', page(CODE.replace('data-api-key="key-1"', '')), { api_key: null }],
  [
    'without any of its words',
    page('<script src="https://chat.example/widget.js"></script>'),
    { bot_id: null, api_key: null },
  ],
  ['held back for consent', page(CODE.replace('async', 'type="text/plain"')), { is_held: true }],
  [
    'held back by an optimiser',
    page(CODE.replace(' src=', ' type="rocketlazyloadscript" data-rocket-src=')),
    { is_held: true },
  ],
  ['as a module', page(CODE.replace('async', 'type="module"')), {}],
  [
    'added by a script',
    page(`<script>
      const script = document.createElement('script')
      script.src = 'https://chat.example/widget.js'
      script.dataset.botId = 'bot-1'
      script.dataset.apiKey = 'key-1'
      document.body.append(script)
    </script>`),
    { way: 'script' },
  ],
  [
    'added by attributes',
    page(
      `<script>s.setAttribute("data-bot-id", "bot-1"); s.setAttribute("data-api-key", "key-1"); s.src = "https://chat.example/widget.js"</script>`,
    ),
    { way: 'script' },
  ],
])('the code is found %s', (_name, html, changes) => {
  expect(read(html).embeds).toEqual([{ ...found, ...changes }])
})

test.each([
  ['a page without it', page('<p>Nothing here.</p><script src="/site.js"></script><script>var botId = "x"</script>')],
  ["another product's tag", page('<script src="https://other.example/chat.js" data-bot-id="b"></script>')],
  ['an endlessly deep page', page('<div>'.repeat(20_000))],
  ['no page at all', ''],
])('nothing is found on %s', (_name, html) => {
  expect(read(html)).toEqual({ embeds: [], is_text: false, tag_manager: null, policies: [] })
})

test('code that stands there as text is no code', () => {
  const shown = CODE.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  expect(read(page(`<p>${shown}</p>`))).toMatchObject({ embeds: [], is_text: true })
  expect(read(page(CODE))).toMatchObject({ is_text: false })
})

test('every one is found, in the order of the page', () => {
  const second = CODE.replace('bot-1', 'bot-2')
  expect(read(page(CODE + second)).embeds.map(({ bot_id }) => bot_id)).toEqual(['bot-1', 'bot-2'])
})

test.each([
  ['<script src="https://www.googletagmanager.com/gtm.js?id=GTM-ABC"></script>', 'Google Tag Manager'],
  [
    "<script>(function(w,d,s,l,i){j.src='https://www.googletagmanager.com/gtm.js?id='+i})(window)</script>",
    'Google Tag Manager',
  ],
  ['<script src="https://stats.example/js/container_Xy12.js"></script>', 'Matomo Tag Manager'],
  ['<script src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>', null],
])('a tag manager is told by %s', (script, name) => {
  expect(read(page('', script)).tag_manager).toBe(name)
})

test('policies stand in meta tags too, those that only report do not count', () => {
  const head = `<meta http-equiv="Content-Security-Policy" content="script-src 'self'">
    <meta http-equiv="content-security-policy-report-only" content="img-src 'none'">`
  expect(read(page('', head)).policies).toEqual(["script-src 'self'"])
})
