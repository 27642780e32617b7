import { expect, test } from 'vitest'
import { parsePage } from './dom.ts'
import { toMarkdown } from './to-markdown.ts'

const read = (html: string): string => toMarkdown(parsePage(html).body)

test.each([
  ['code in a fence', '<p>To reload:</p><pre>pond -s reload</pre>', 'To reload:\n\n```\npond -s reload\n```'],
  [
    'code whatever stands around it, without empty lines',
    '<pre><span></span><code class="language-sh"><span>pond</span> start\n\n  --deep</code></pre>',
    '```\npond start\n  --deep\n```',
  ],
  ['code set in as if quoted', '<blockquote><pre>pond -k</pre></blockquote>', '```\npond -k\n```'],
  ['lines of code that are elements', '<pre><div>one</div><div>two</div></pre>', '```\none\ntwo\n```'],
  [
    'code without its line numbers',
    '<table><tr><td><pre>1\n2</pre></td><td><pre>one\n<i class="lineno">2</i>two</pre></td></tr></table>',
    '```\none\ntwo\n```',
  ],
  ['code that holds a fence', '<pre>```\none\n```</pre>', '~~~\n```\none\n```\n~~~'],
  [
    'letters set with a typewriter as text',
    `<pre>${'Dear all, '.repeat(30).trim()}</pre>`,
    'Dear all, '.repeat(30).trim(),
  ],
  ['what is typed as code', '<p>Press <kbd>Ctrl+K</kbd> or <tt>pond -k</tt>.</p>', 'Press `Ctrl+K` or `pond -k`.'],
  [
    'an option with its definition',
    '<dl><dt><code>-d</code></dt><dt><code>--deep</code></dt><dd><p>Goes deeper.</p></dd></dl>',
    '`-d`, `--deep`: Goes deeper.',
  ],
])('reads %s', (_name, html, expected) => {
  expect(read(html)).toBe(expected)
})
