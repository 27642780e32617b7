import { expect, test } from 'vitest'
import { useMarkdownPage } from './testing/markdown-page.ts'

// What becomes of a whole text, in one piece and in many.
const { render } = useMarkdownPage()

const link = (href: string, text: string) =>
  `<a href="${href}" target="_blank" rel="noopener noreferrer nofollow">${text}</a>`

test.each([
  ['a paragraph', 'Hello', '<p>Hello</p>'],
  ['two paragraphs', 'One\n\nTwo', '<p>One</p><p>Two</p>'],
  ['a line break', 'One\nTwo', '<p>One<br>Two</p>'],
  ['bold and italic', '**a** *b* __c__ _d_', '<p><strong>a</strong> <em>b</em> <strong>c</strong> <em>d</em></p>'],
  ['bold in italic', '*a **b** c*', '<p><em>a <strong>b</strong> c</em></p>'],
  ['bold and italic at once', '***a***', '<p><strong><em>a</em></strong></p>'],
  ['struck', '~~a~~', '<p><s>a</s></p>'],
  ['stars that are no marks', '2 * 3 * 4', '<p>2 * 3 * 4</p>'],
  ['bars inside words', 'snake_case_name', '<p>snake_case_name</p>'],
  ['a mark without its end', 'a **b c', '<p>a **b c</p>'],
  ['marks across each other', '*a **b* c**', '<p><em>a **b</em> c**</p>'],
  ['prices', 'It is $5 or $10.', '<p>It is $5 or $10.</p>'],
  ['escaped marks', '\\*a\\* \\_b\\_ \\[c\\]', '<p>*a* _b_ [c]</p>'],
  ['code', 'Use `a < b`.', '<p>Use <code>a &lt; b</code>.</p>'],
  ['code with ticks', '``a`b``', '<p><code>a`b</code></p>'],
  ['marks inside code', '`**a**`', '<p><code>**a**</code></p>'],
  ['a lone tick', 'a ` b', '<p>a ` b</p>'],
  ['a heading', '## Hours ##\nWe open', '<p class="heading">Hours</p><p>We open</p>'],
  ['a rule', 'a\n\n---\n\nb', '<p>a</p><hr><p>b</p>'],
  ['a quote', '> a\n> b', '<blockquote><p>a<br>b</p></blockquote>'],
  ['a link', '[us](https://a.example/b)', `<p>${link('https://a.example/b', 'us')}</p>`],
  ['a link with a title', '[us](https://a.example/ "Us")', `<p>${link('https://a.example/', 'us')}</p>`],
  ['a link with brackets', '[w](https://a.example/x_(y))', `<p>${link('https://a.example/x_(y)', 'w')}</p>`],
  ['bold in a link', '[**us**](tel:+1234)', `<p>${link('tel:+1234', '<strong>us</strong>')}</p>`],
  ['a mail link', '[write](mailto:a@b.example)', `<p>${link('mailto:a@b.example', 'write')}</p>`],
  [
    'an address',
    'See https://a.example/b_c_d.',
    `<p>See ${link('https://a.example/b_c_d', 'https://a.example/b_c_d')}.</p>`,
  ],
  ['an address in brackets', '(https://a.example/)', `<p>(${link('https://a.example/', 'https://a.example/')})</p>`],
  ['an address in angles', '<https://a.example/>', `<p>${link('https://a.example/', 'https://a.example/')}</p>`],
  [
    'a bold address',
    '**https://a.example/**',
    `<p><strong>${link('https://a.example/', 'https://a.example/')}</strong></p>`,
  ],
  [
    'an address before a full stop of its own width',
    '见https://a.example/b。好',
    `<p>见${link('https://a.example/b', 'https://a.example/b')}。好</p>`,
  ],
  [
    'a mailbox',
    'Write to a.b+c@d-e.example.',
    `<p>Write to ${link('mailto:a.b+c@d-e.example', 'a.b+c@d-e.example')}.</p>`,
  ],
  ['a mailbox in angles', '<a@b.example>', `<p>${link('mailto:a@b.example', 'a@b.example')}</p>`],
  ['an at sign that is no mailbox', '@shop or a@b', '<p>@shop or a@b</p>'],
  [
    'an address with &amp;',
    '[x](https://a.example/?b=1&amp;c=2)',
    `<p>${link('https://a.example/?b=1&amp;c=2', 'x')}</p>`,
  ],
  ['a link in angles', '[us](<https://a.example/b>)', `<p>${link('https://a.example/b', 'us')}</p>`],
  [
    'an address as a link’s words',
    '[https://a.example](https://b.example/)',
    `<p>${link('https://b.example/', '<a>https://a.example</a>')}</p>`,
  ],
  [
    'a link without words',
    '[ ](https://a.example/)',
    `<p>${link('https://a.example/', '<a>https://a.example/</a>')}</p>`,
  ],
  [
    'a link in a link',
    '[a [b](https://b.example/)](https://c.example/)',
    `<p>[a ${link('https://b.example/', 'b')}](${link('https://c.example/', 'https://c.example/')})</p>`,
  ],
  [
    'a picture in a link',
    '[![a cat](https://a.example/c.png)](https://a.example/)',
    `<p>[<span>a cat</span>](${link('https://a.example/', 'https://a.example/')})</p>`,
  ],
  ['code that holds the end of a link', '[a `](b)`', '<p>[a <code>](b)</code></p>'],
  [
    'words after an address that are no title',
    '[a](https://a.example b)',
    `<p>[a](${link('https://a.example/', 'https://a.example')} b)</p>`,
  ],
  ['characters by name', '&lt;b&gt; &amp; &quot;c&quot;&nbsp;&nope;', '<p>&lt;b&gt; &amp; "c"&nbsp;&amp;nope;</p>'],
  ['characters by number', '&#39;&#x27;&#X1F35E;&#55296;&#9999999;', "<p>''🍞\ud800&amp;#9999999;</p>"],
  ['characters in code as they are', '`&amp;`', '<p><code>&amp;amp;</code></p>'],
  [
    'emphasis against letters and marks of other scripts',
    '**注意：**请*看*。',
    '<p><strong>注意：</strong>请<em>看</em>。</p>',
  ],
  ['hard breaks', 'a  \nb\\\nc', '<p>a<br>b<br>c</p>'],
  ['brackets that are no link', '[1] and [x] (y)', '<p>[1] and [x] (y)</p>'],
  ['an unsafe link', '[x](javascript:alert(1))', '<p><a>x</a></p>'],
  ['a picture', '![a cat](https://a.example/c.png)', '<p><span>a cat</span></p>'],
  ['HTML', '<b onclick="x()">a</b>', '<p>&lt;b onclick="x()"&gt;a&lt;/b&gt;</p>'],
  ['a break in HTML', 'a<br>b<br/>c', '<p>a<br>b<br>c</p>'],
  ['a list', '- a\n- b', '<ul><li><p>a</p></li><li><p>b</p></li></ul>'],
  ['a list after a line', 'List:\n* a\n* b', '<p>List:</p><ul><li><p>a</p></li><li><p>b</p></li></ul>'],
  ['a numbered list', '3. a\n4) b', '<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>'],
  ['a loose list', '1. a\n\n2. b', '<ol start="1"><li><p>a</p></li><li><p>b</p></li></ol>'],
  [
    'a list in a list',
    '1. a\n   - b\n   - c\n2. d',
    '<ol start="1"><li><p>a</p><ul><li><p>b</p></li><li><p>c</p></li></ul></li><li><p>d</p></li></ol>',
  ],
  [
    'a list in a list by two spaces',
    '- a\n  - b\n- c',
    '<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>',
  ],
  ['a list in a list by a tab', '- a\n\t- b', '<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>'],
  ['a paragraph in an item', '- a\n\n  b\n\nc', '<ul><li><p>a</p><p>b</p></li></ul><p>c</p>'],
  ['a lazy line in an item', '- a\nb', '<ul><li><p>a<br>b</p></li></ul>'],
  ['tasks', '- [ ] a\n- [x] b', '<ul><li><p>☐ a</p></li><li><p>☑ b</p></li></ul>'],
  ['a year at the start of a line', 'Since\n1962. Really', '<p>Since<br>1962. Really</p>'],
  ['a code block', '```js\na <b>\n\n- c\n```\nd', '<pre tabindex="0"><code>a &lt;b&gt;\n\n- c</code></pre><p>d</p>'],
  ['a code block without an end', '~~~\na', '<pre tabindex="0"><code>a</code></pre>'],
  [
    'a code block in an item',
    '- a\n  ```\n  b\n  ```',
    '<ul><li><p>a</p><pre tabindex="0"><code>b</code></pre></li></ul>',
  ],
  ['a code block with its tabs', '```\n\ta\n    b\n```', '<pre tabindex="0"><code>\ta\n    b</code></pre>'],
  ['a code block further in', '  ~~~\n  a\n    b\n ~~~~', '<pre tabindex="0"><code>a\n  b</code></pre>'],
  ['ticks in a code block', '````\n```\n``` a\n````\nb', '<pre tabindex="0"><code>```\n``` a</code></pre><p>b</p>'],
  ['code in three ticks', '```a``` b', '<p><code>a</code> b</p>'],
  [
    'a mark without its end before another block',
    '**a\n\n*b\n\n- _c\n\nd',
    '<p>**a</p><p>*b</p><ul><li><p>_c</p></li></ul><p>d</p>',
  ],
  [
    'paragraphs and code in a numbered item',
    '1. a\n\n   b\n\n   ~~~\n   c\n   ~~~\n2. d',
    '<ol start="1"><li><p>a</p><p>b</p><pre tabindex="0"><code>c</code></pre></li><li><p>d</p></li></ol>',
  ],
  [
    'a numbered list in a list by tabs',
    '- a\n\t1. b\n\t2. c\n\t\t- d',
    '<ul><li><p>a</p><ol start="1"><li><p>b</p></li><li><p>c</p><ul><li><p>d</p></li></ul></li></ol></li></ul>',
  ],
  ['Windows line ends', 'a\r\n\r\nb', '<p>a</p><p>b</p>'],
])('writes %s', async (_name, source, html) => {
  expect(await render([source])).toBe(html)
  expect(await render([...source])).toBe(html)
})

test('writes a table with its sides, right after a line', async () => {
  const source = 'Hours:\n| Day | Open | Close |\n|:--|:-:|--:|\n| **Mon** | 7 \\| 8 | 18 |\n| Sun |\n\nBye'
  const html =
    '<p>Hours:</p><div class="table" tabindex="0"><table><thead><tr><th>Day</th>' +
    '<th style="text-align: center;">Open</th><th style="text-align: end;">Close</th></tr></thead><tbody>' +
    '<tr><td><strong>Mon</strong></td><td style="text-align: center;">7 | 8</td><td style="text-align: end;">18</td></tr>' +
    '<tr><td>Sun</td><td style="text-align: center;"></td><td style="text-align: end;"></td></tr></tbody></table></div><p>Bye</p>'
  expect(plain(await render([source]))).toBe(html)
  expect(plain(await render([...source]))).toBe(html)
})
const plain = (text: string) => text.replaceAll(' style=""', '')

test('keeps in the last cell of a row what it holds too much', async () => {
  const html = plain(await render(['a | b\n--|--\n1 | 2 | **3** | 4\n`x\\|y` |']))
  expect(html).toContain(
    '<tr><td>1</td><td>2 | <strong>3</strong> | 4</td></tr><tr><td><code>x|y</code></td><td></td></tr>',
  )
})
