// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { embedSnippet } from './embed-snippet.ts'

test('the snippet is one script element that names the widget, the bot and its key', () => {
  expect(embedSnippet('https://chat.example.com/', 'b1', 'key1')).toBe(
    '<script\n  src="https://chat.example.com/widget.js"\n  data-bot-id="b1"\n  data-api-key="key1"\n  async\n></script>',
  )
})

test.each([
  '"><script>alert(1)</script>',
  '</script><img src=x onerror=alert(1)>',
  `' onload='alert(1)`,
  '&quot; &lt;b&gt; &amp;',
])('%s stays inside its attribute', (hostile) => {
  const page = new DOMParser().parseFromString(
    `<body>${embedSnippet('https://a.example', hostile, hostile)}</body>`,
    'text/html',
  )
  const [script, ...others] = page.body.children
  expect(others).toEqual([])
  expect(script?.getAttributeNames()).toEqual(['src', 'data-bot-id', 'data-api-key', 'async'])
  expect(script?.getAttribute('data-bot-id')).toBe(hostile)
  expect(script?.getAttribute('data-api-key')).toBe(hostile)
  expect(script?.textContent).toBe('')
})
