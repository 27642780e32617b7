import { expect, test } from 'vitest'
import { parsePage, toLine } from './dom.ts'
import { showUnbuilt } from './show-unbuilt.ts'

const show = (html: string): string => {
  const document = parsePage(`<body>${html}</body>`)
  showUnbuilt(document)
  for (const element of document.querySelectorAll('noscript, [hidden]')) element.remove()
  return toLine(document.body)
}

test.each([
  ['shows a thread for those who run no scripts', '<noscript><p>a</p><p>b</p><p>c</p></noscript>', 'abc'],
  ['leaves a note that asks for scripts', '<noscript><p>Enable JavaScript.</p></noscript>', ''],
  [
    'puts late parts into their places',
    '<main><p>One</p><template id="B:0"></template><p>three</p></main><div hidden id="S:0">two</div>',
    'Onetwothree',
  ],
  ['leaves a late part without a place', '<p>One</p><div hidden id="S:7">two</div>', 'One'],
])('%s', (_name, html, expected) => {
  expect(show(html)).toBe(expected)
})
