import { expect, test } from 'vitest'
import { BOT_ID } from './testing/fake-server.ts'
import { useShop } from './testing/shop.ts'

// Every script of the page may write under our key.
const shop = useShop()

const SAVED = { session_id: 'a'.repeat(32), isOpen: true, saved_at: Date.now() }
const ANSWER = { role: 'assistant', content: 'Old words', sources: [], at: 1 }
const arriveWith = (text: string) =>
  shop.arrive({
    prepare: (page) =>
      page.addInitScript(([key, value]) => localStorage.setItem(key, value), [`frontdesk:${BOT_ID}`, text] as const),
  })

test.each([
  ['no JSON', '{{{'],
  ['null', 'null'],
  ['a word', '"x"'],
  ['a list', '[]'],
  ['messages that are no list', JSON.stringify({ ...SAVED, messages: { every: 1 } })],
  ['no message', JSON.stringify({ ...SAVED, messages: [null] })],
  ['words of nobody', JSON.stringify({ ...SAVED, messages: [{ content: 'Old words', sources: [] }] })],
  ['a role that is a style', JSON.stringify({ ...SAVED, messages: [{ ...ANSWER, role: 'panel launcher' }] })],
  ['no source', JSON.stringify({ ...SAVED, messages: [{ ...ANSWER, sources: [null] }] })],
  ['sources that are no list', JSON.stringify({ ...SAVED, messages: [{ ...ANSWER, sources: 'x' }] })],
  ['a title that is no text', JSON.stringify({ ...SAVED, messages: [{ ...ANSWER, sources: [{ title: {} }] }] })],
  [
    'a prototype',
    '{"__proto__":{"isOpen":true},"session_id":"aaaaaaaa","saved_at":9e15,"messages":[{"__proto__":{"role":"user"},"content":"Old words","sources":[]}]}',
  ],
])('begins anew where %s is stored', async (_name, text) => {
  const visitor = await arriveWith(text)
  await visitor.converse()
  expect(await visitor.log.innerText()).not.toContain('Old words')
  expect(visitor.lines).toEqual([])
})

test.each([
  ['a time that is none', { at: 'yesterday' }],
  ['an address that is none', { sources: [{ title: 'Hours', url: 1, excerpt: {} }] }],
])('shows a message with %s', async (_name, changes) => {
  const { log, ask, lines } = await arriveWith(JSON.stringify({ ...SAVED, messages: [{ ...ANSWER, ...changes }] }))
  await log.getByText('Old words').waitFor()
  await ask('Hello')
  await log.getByText('You said: Hello').waitFor()
  expect(await log.getByRole('link').count()).toBe(0)
  expect(lines).toEqual([])
})

test('takes what another tab broke as nothing', async () => {
  const visitor = await shop.arrive()
  await visitor.converse()
  for (const text of ['x', 'null', '{}', JSON.stringify({ ...SAVED, messages: [{ ...ANSWER, sources: [null] }] })]) {
    await visitor.page.evaluate(
      ([key, value]) => {
        localStorage.setItem(key, value)
        dispatchEvent(new StorageEvent('storage', { key, newValue: value }))
      },
      [`frontdesk:${BOT_ID}`, text] as const,
    )
    await visitor.ask('Again')
    await visitor.log.getByText('You said: Again').last().waitFor()
    expect(await visitor.log.innerText()).not.toContain('Old words')
  }
})
