import { expect, test } from 'vitest'
import { hashKey } from '#server/bots/key.ts'
import { addBot, fake, KEY, openDoor, store, toBody, toRequest, useChatDoor } from '#server/testing/chat-door.ts'
import { toErrorResponse } from './errors.ts'
import { widgetConfigRoutes } from './widget-config.ts'

useChatDoor()

const LATER = '2026-11-22T13:00:00.000Z'

test.each<[string, () => Promise<unknown>]>([
  ['its key is replaced', () => store.bots.replaceKey('bot-1', { hash: hashKey('new'), sealed: Buffer.of(1) }, LATER)],
  ['it is deleted', () => store.bots.delete('bot-1')],
])('a bot is closed to its old code the moment %s', async (_when, end) => {
  const door = openDoor('openai')
  door.app.route('/', widgetConfigRoutes(door.deps)).onError((error) => toErrorResponse(error, door.deps.log))
  await addBot(door.embedder)
  const ask = async () => {
    const config = await door.app.request(`/api/public/config/bot-1?api_key=${KEY}`)
    const chat = await door.app.request('/api/chat', toRequest(toBody('When does the bakery open?')))
    await chat.text()
    return [config.status, chat.status]
  }
  expect(await ask()).toEqual([200, 200])
  await end()
  expect(await ask()).toEqual([401, 401])
  expect(fake.count('chat')).toBe(1)
})
