import { expect, test } from 'vitest'
import { useMarkdownPage } from './testing/markdown-page.ts'

// What shows while a text is on its way, however long or odd.
const markdown = useMarkdownPage()

test('shows what is open as if it were closed, and keeps the blocks that are done', async () => {
  const shown = await markdown.page.evaluate(() => {
    const root = document.createElement('div')
    const stream = Markdown.createMarkdown(root)
    stream.write('One\n\nTwo **bo')
    const [first] = root.children
    const bold = root.innerHTML
    stream.write('ld** and [our pa')
    const label = root.innerHTML
    stream.write('ge](https://a.exam')
    const address = root.innerHTML
    stream.write('ple/)\n\n-')
    return { bold, label, address, isKept: root.firstChild === first, undecided: root.textContent }
  })
  expect(shown).toEqual({
    bold: '<p>One</p><p>Two <strong>bo</strong></p>',
    label: '<p>One</p><p>Two <strong>bold</strong> and our pa</p>',
    address: '<p>One</p><p>Two <strong>bold</strong> and our page</p>',
    isKept: true,
    undecided: 'OneTwo bold and our page',
  })
})

test('draws a long answer in pieces once a frame', async () => {
  const draws = await markdown.page.evaluate(() => {
    const root = document.createElement('div')
    const waiting: FrameRequestCallback[] = []
    const { requestAnimationFrame: atOnce } = window
    window.requestAnimationFrame = (draw) => waiting.push(draw)
    const stream = Markdown.createMarkdown(root)
    for (let piece = 0; piece < 9; piece++) stream.write('a ')
    const before = root.textContent
    for (const draw of waiting) draw(0)
    window.requestAnimationFrame = atOnce
    return { before, frames: waiting.length, after: root.textContent }
  })
  expect(draws).toEqual({ before: '', frames: 1, after: 'a a a a a a a a a' })
})

test.each([
  ['quotes', '>'],
  ['lists', '- '],
  ['stars', '*a _b '],
  ['opening brackets', '['],
  ['half links', '[a]('],
  ['ticks', '`` ` '],
  ['links', '[a](https://a.example/)'],
  ['bars', '|'],
  ['spaces', ' '],
  ['dashes', '-'],
  ['half mailboxes', 'a.'],
  ['half characters', '&#'],
  ['code in brackets', '[`'],
  ['stops', 'https://a...'],
  ['tabs', '\t'],
])('stays quick and shallow under a flood of %s', async (_name, piece) => {
  const depth = await markdown.page.evaluate((source) => {
    const root = document.createElement('div')
    const stream = Markdown.createMarkdown(root)
    stream.write(source)
    stream.end()
    let deepest = 0
    for (const element of root.querySelectorAll('*')) {
      let up = 0
      for (let node: Element | null = element; node !== root && node; node = node.parentElement) up++
      deepest = Math.max(deepest, up)
    }
    return deepest
  }, piece.repeat(4000))
  // A dozen levels of lists are two dozen elements; a dozen marks go inside.
  expect(depth).toBeLessThan(50)
})
