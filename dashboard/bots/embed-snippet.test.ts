// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { embedSnippet, isLocalAddress, tagManagerSnippet } from './embed-snippet.ts'

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

test('the code for tag managers makes the same element, whatever the key holds', () => {
  const hostile = `</script><img src=x onerror="alert(1)">'\\`
  const page = new DOMParser().parseFromString(
    `<body>${tagManagerSnippet('https://a.example/', 'b1', hostile)}</body>`,
    'text/html',
  )
  expect(page.body.children).toHaveLength(1)
  const pasted = document.createElement('script')
  pasted.textContent = page.body.textContent
  document.body.append(pasted)
  const script = document.querySelector('script[data-bot-id]')
  expect(script?.getAttribute('src')).toBe('https://a.example/widget.js')
  expect(script?.getAttribute('data-bot-id')).toBe('b1')
  expect(script?.getAttribute('data-api-key')).toBe(hostile)
})

test.each([
  ['http://localhost:8000', true],
  ['http://127.0.0.1:8000', true],
  ['http://[::1]:8000', true],
  ['https://chat.example.com', false],
  ['http://192.168.1.20:8000', false],
])('%s is an address of this computer alone: %s', (address, isLocal) => {
  expect(isLocalAddress(address)).toBe(isLocal)
})
