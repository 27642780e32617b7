import { describe, expect, test } from 'vitest'
import { smallSite } from '#server/testing/small-site.ts'
import { readPage } from './read-page.ts'

const read = (html: string, maxWords = 10_000) =>
  readPage({ url: 'https://bakery.example/page', type: 'html', text: html }, { maxWords })
const readText = (text: string) =>
  readPage({ url: 'https://bakery.example/a.md', type: 'text', text }, { maxWords: 10_000 })
const prose = 'We bake our bread by hand every night, with flour from the mill next door and nothing else in it. '

describe('a page of a small business', () => {
  test('prices keep their tables', () => {
    const { title, markdown } = read(smallSite['/prices'] ?? '')
    expect(title).toBe('Prices | Wheelwright Cycles')
    expect(markdown).toContain('| Service | City bike | E-bike |\n| --- | --- | --- |\n| Yearly service | €69 | €89 |')
    expect(markdown).toContain('| Cargo bike | €35 | €160 |')
  })

  test('questions are headings over their answers', () => {
    expect(read(smallSite['/faq'] ?? '').markdown).toContain(
      '#### How can I pay?\n\nWe take cash and debit cards. We do not accept credit cards.',
    )
  })

  test('hours keep their days', () => {
    expect(read(smallSite['/opening-hours'] ?? '').markdown).toContain('Saturday: 10:00 to 14:00')
  })

  test.each(Object.keys(smallSite))('%s comes without what surrounds it', (path) => {
    const { markdown } = read(smallSite[path] ?? '')
    expect(markdown).not.toMatch(/cookie|newsletter|Skip to content|Privacy policy|All rights reserved|dataLayer/i)
  })
})

describe('blocks', () => {
  test.each([
    ['headings', '<h1>Shop</h1><h2>Bread</h2><p>Rye.</p>', '# Shop\n\n## Bread\n\nRye.'],
    [
      'lists',
      '<ul><li>Rye</li><li><p>Spelt</p></li></ul><ol><li>Mix</li><li>Bake</li></ol>',
      '- Rye\n- Spelt\n\n1. Mix\n2. Bake',
    ],
    ['terms', '<dl><dt>Monday</dt><dd>closed</dd></dl>', 'Monday: closed'],
    ['terms that ask', '<dl><dt>Open on Sundays?</dt><dd>No.</dd></dl>', '#### Open on Sundays?\n\nNo.'],
    ['links as their text', '<p>See <a href="/prices">our <b>prices</b></a>.</p>', 'See our prices.'],
    [
      'hidden addresses',
      '<p><a href="mailto:hi@bakery.example?subject=x">Write to us</a></p>',
      'Write to us (hi@bakery.example)',
    ],
    ['shown numbers once', '<p><a href="tel:+441632960123">01632 960123</a></p>', 'Telephone: 01632 960123'],
    ['no images', '<p>Rye<img src="x.png" alt="A loaf"></p>', 'Rye'],
    ['signs as they are', '<p>1. Mix_it *now* [sic]</p>', '1. Mix_it *now* [sic]'],
    ['code', '<pre><code>npm start</code></pre>', '```\nnpm start\n```'],
    [
      'tables without a header',
      '<table><tr><td>Mon</td><td>9–17</td></tr></table>',
      '| | |\n| --- | --- |\n| Mon | 9–17 |',
    ],
    [
      'cells over several rows',
      '<table><tr><th>Day</th><th>Open</th></tr><tr><td rowspan="2">Mon</td><td>9–12</td></tr><tr><td>13–17</td></tr></table>',
      '| Day | Open |\n| --- | --- |\n| Mon | 9–12 |\n| Mon | 13–17 |',
    ],
    [
      'layout tables as their blocks',
      '<table><tr><td><h2>Rye</h2><p>Dark.</p></td><td><p>Side.</p></td></tr></table>',
      '## Rye\n\nDark.\n\nSide.',
    ],
    [
      'answers in a closed accordion',
      '<h3><button aria-expanded="false">Parking?</button></h3><div class="accordion-panel" hidden>Behind the house.</div>',
      '### Parking?\n\nBehind the house.',
    ],
    ['repeats once', `<p>${prose}</p><h2>More</h2><p>${prose}</p>`, `${prose.trim()}\n\n## More`],
  ])('reads %s', (_name, html, expected) => {
    expect(read(`<body><main>${html}</main></body>`).markdown).toBe(expected)
  })

  test('reads a page whose parts stand in the wrong places', () => {
    const html = `<html><head><title>Shop</title></head><script></script><body><p>${prose}</p></body></html>`
    expect(read(html)).toMatchObject({ title: 'Shop', markdown: prose.trim() })
  })
})

describe('the whole page', () => {
  test.each([' ', '\u00a0', '\u3000', ' \u2003'])('may hold a gap of 300,000 times %j', (space) => {
    expect(read(`<pre>a\n${space.repeat(300_000)}b</pre><p>${prose}</p>`).markdown).toContain(prose.trim())
  })

  test('takes an article from a page full of teasers', () => {
    const teasers = Array.from(
      { length: 16 },
      (_, i) => `<div><h3>Teaser ${i}</h3><p><a href="/${i}">Something else number ${i} to read now.</a></p></div>`,
    )
    const html = `<html><head><meta property="article:published_time" content="2026-01-01"></head><body>
      <article><h1>Our sourdough</h1>${[1, 2, 3, 4].map((i) => `<p>Part ${i}. ${prose.repeat(3)}</p>`).join('')}</article><div>${teasers.join('')}</div></body></html>`
    const { markdown } = read(html)
    expect(markdown).toContain('flour from the mill')
    expect(markdown).not.toContain('Teaser 7')
  })

  test('keeps the services of a page that has a date', () => {
    const services = Array.from(
      { length: 8 },
      (_, i) => `<section class="card"><h3>Service ${i}</h3><ul><li>${prose}</li></ul></section>`,
    )
    const html = `<html><head><meta property="article:published_time" content="2026-01-01"></head><body><main>
      <article><h1>Baking</h1>${`<p>${prose.repeat(3)}</p>`.repeat(2)}</article>${services.join('')}</main></body></html>`
    expect(read(html).markdown).toContain('Service 7')
  })

  test('names an empty shell', () => {
    const html =
      '<html><body><noscript>Enable JavaScript.</noscript><div id="root"></div><script src="/app.js"></script></body></html>'
    expect(() => read(html)).toThrow(/empty shell that builds its text with JavaScript/)
  })

  test('reads what surrounds a page that is all pictures', () => {
    const html =
      '<body><nav>Home Bread Rolls</nav><img src="menu.jpg"><aside>Open 8 to 18</aside><footer>1 Mill Lane</footer></body>'
    expect(read(html).markdown).toContain('1 Mill Lane')
  })

  test('names a page without text', () => {
    expect(() => read('<html><body><img src="menu.jpg"></body></html>')).toThrow(/holds no text that can be read/)
  })

  test('keeps the first words and says so', () => {
    expect(read(`<p>${prose.repeat(10)}</p>`, 5)).toMatchObject({
      markdown: 'We bake our bread by',
      words: 5,
      remark: 'Only the first 5 words were kept.',
    })
  })

  test.each([
    ['its og:title', '<head><meta property="og:title" content="Rye &amp; more"><title>x</title></head>', 'Rye & more'],
    ['its title', '<head><title> Rye\n bread </title></head>', 'Rye bread'],
    ['its address when it has no name', '<head></head>', 'https://bakery.example/page'],
  ])('is called by %s', (_name, head, expected) => {
    expect(read(`<html>${head}<body><p>${prose}</p></body></html>`).title).toBe(expected)
  })

  test('passes Markdown and plain text through', () => {
    expect(readText('# Bread\r\n\r\n| a | b |\r\n')).toMatchObject({ title: 'Bread', markdown: '# Bread\n\n| a | b |' })
    expect(readText('Just text.')).toMatchObject({
      title: 'https://bakery.example/a.md',
      markdown: 'Just text.',
      words: 2,
    })
  })

  test.each([
    ['nesting', `${'<div>'.repeat(20_000)}Deep.`],
    ['lists in lists', '<ul><li>'.repeat(300) + 'Deep.'],
    ['attributes', `<p ${Array.from({ length: 3000 }, (_, i) => `a${i}="1"`).join(' ')}>Wide.</p>`],
    ['open tags', '<a'.repeat(20_000)],
    ['entities', `<p>${'&amp;'.repeat(5000)} End.</p>`],
  ])('survives much %s', (_name, html) => {
    const outcome = (() => {
      try {
        return read(html).title
      } catch (error) {
        return error instanceof Error ? error.name : error
      }
    })()
    expect(['AppError', 'https://bakery.example/page']).toContain(outcome)
  })
})
