import { expect, test } from 'vitest'
import { parsePage } from './dom.ts'
import { guessKind } from './page-kind.ts'

const ld = (type: string) => `<script type="application/ld+json">{"@type": "${type}"}</script>`

test.each([
  ['forum', 'a thread that says so', ld('DiscussionForumPosting'), '/x'],
  ['forum', 'a thread by its address', '', '/viewtopic.php?t=7'],
  ['article', 'a blog post, even one that sells', ld('Product'), '/blog/our-rye'],
  ['article', 'a page with a date of publication', '<meta property="article:published_time" content="2026">', '/rye'],
  ['forum', 'a numbered topic', '', '/topic/18427/our-starter'],
  ['other', 'a subject of a manual', ld('TechArticle'), '/docs/topics/starters'],
  ['other', 'the front of a site', ld('Article'), '/'],
  ['collection', 'a list of news', '', '/news/category/rye'],
  ['product', 'one product', ld('Product'), '/rye-loaf'],
  ['product', 'a product by its address and its button', '<a class="add-to-cart">Buy</a>', '/products/rye'],
  ['other', 'a page about products without a button', '', '/products/rye'],
  ['collection', 'a list of products', ld('Product').repeat(5), '/bread'],
  ['collection', 'a shop by its address', '', '/product-category/bread'],
  ['collection', 'products marked up in the text', '<div itemtype="https://schema.org/CollectionPage"></div>', '/x'],
  ['other', 'anything else', '', '/opening-hours'],
])('%s: %s', (kind, _name, html, path) => {
  expect(guessKind(parsePage(`<body>${html}</body>`), `https://bakery.example${path}`)).toBe(kind)
})

test('an address that is none tells nothing', () => {
  expect(guessKind(parsePage('<p>Rye.</p>'), 'nowhere')).toBe('other')
})
