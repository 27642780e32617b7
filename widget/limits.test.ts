import { expect, test } from 'vitest'
import { BOT_ID } from './testing/fake-server.ts'
import { eventually, useShop } from './testing/shop.ts'

const shop = useShop()

/** A browser that remembers this many questions, all open. */
const arriveAfter = (count: number) => {
  const messages = Array.from({ length: count }, (_, at) => ({
    role: 'user',
    content: `${at} ${'long '.repeat(300)}`,
    sources: [],
    at,
  }))
  const saved = JSON.stringify({ session_id: 'a'.repeat(32), isOpen: true, saved_at: Date.now(), messages })
  return shop.arrive({
    prepare: (page) =>
      page.addInitScript(([key, value]) => localStorage.setItem(key, value), [`frontdesk:${BOT_ID}`, saved] as const),
  })
}

test('sends the beginnings of the last ten messages, and keeps the last hundred', async () => {
  const { ask, log, stored } = await arriveAfter(100)
  await ask('Hello')
  await log.getByText('You said: Hello').waitFor()
  const history = shop.server.chats[0]?.conversation_history.map(({ content }) => content) ?? []
  expect(history.map((content) => Number.parseInt(content, 10))).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99])
  expect(history.map(({ length }) => length)).toEqual(Array.from({ length: 10 }, () => 1000))
  await eventually(async () => (await stored())?.match(/"role"/g)?.length).toBe(100)
})
