import { expect, test } from 'vitest'
import { BOT_ID, done, HOURS, say } from './testing/fake-server.ts'
import { eventually, useShop } from './testing/shop.ts'

const shop = useShop()

test('keeps nothing before the first message, and the whole conversation after it', async () => {
  shop.server.reply = () => [...say('At *seven*.'), done(HOURS)]
  const visitor = await shop.arriveAndOpen()
  const { page, panel, log, ask } = visitor
  expect(await visitor.stored()).toBeNull()
  await ask('When?')
  await log.getByRole('link', { name: 'Opening hours' }).waitFor()

  await page.reload()
  await panel.waitFor()
  await log.getByRole('link', { name: 'Opening hours' }).waitFor()
  expect(await log.innerText()).toContain('When?')
  expect(await log.locator('em').innerText()).toBe('seven')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')

  await ask('And on Sundays?')
  await eventually(() => shop.server.chats.length).toBe(2)
  expect(shop.server.chats[1]).toMatchObject({
    session_id: shop.server.chats[0]?.session_id,
    conversation_history: [
      { role: 'user', content: 'When?' },
      { role: 'assistant', content: 'At *seven*.' },
    ],
  })
})

test('stays closed after a reload when it was closed, and on a phone always', async () => {
  const desk = await shop.arriveAndOpen()
  await desk.ask('Hello')
  await desk.log.getByText('You said: Hello').waitFor()
  await desk.page.getByRole('button', { name: 'Close chat' }).click()
  await desk.page.reload()
  await desk.launcher.waitFor()
  expect(await desk.panel.isVisible()).toBe(false)

  const phone = await shop.arrive({ viewport: { width: 390, height: 844 } })
  await phone.launcher.click()
  await phone.ask('Hello')
  await phone.log.getByText('You said: Hello').waitFor()
  await phone.page.reload()
  await phone.launcher.waitFor()
  expect(await phone.panel.isVisible()).toBe(false)
})

test.each([
  ['older than 30 days', { saved_at: Date.now() - 31 * 86_400_000 }],
  ['of another shape', { messages: [{ content: { html: '<b>' } }] }],
])('forgets a conversation %s', async (_name, changes) => {
  const saved = { session_id: 'a'.repeat(32), isOpen: true, saved_at: Date.now() }
  const messages = [{ role: 'user', content: 'Old words', sources: [], at: 1 }]
  const visitor = await shop.arrive({
    prepare: (page) =>
      page.addInitScript(([key, value]) => localStorage.setItem(key, value), [
        `frontdesk:${BOT_ID}`,
        JSON.stringify({ ...saved, messages, ...changes }),
      ] as const),
  })
  await visitor.launcher.click()
  expect(await visitor.log.innerText()).not.toContain('Old words')
  expect(await visitor.stored()).toBeNull()
})

test.each([
  ['before its first word', []],
  ['in the middle', say('We open')],
])('offers to ask again what a reload interrupted %s', async (_name, events) => {
  shop.server.reply = () => [...events, 'hang']
  const { page, log, ask } = await shop.arriveAndOpen()
  await ask('When?')
  await eventually(() => shop.server.chats.length).toBe(1)
  if (events.length > 0) await log.getByText('We open').waitFor()
  await page.reload()
  await log.getByText('Stopped').waitFor()
  shop.server.reply = () => [...say('At seven.'), done()]
  await page.getByRole('button', { name: 'Try again' }).click()
  await log.getByText('At seven.').waitFor()
  expect(await log.innerText()).not.toContain('We open')
  await page.reload()
  await log.getByText('At seven.').waitFor()
  expect(await log.getByText('Stopped').count()).toBe(0)
})

test.each([
  [
    'is forbidden',
    () =>
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('Denied', 'SecurityError')
        },
      }),
  ],
  ['is not there', () => Object.defineProperty(window, 'localStorage', { value: undefined })],
  ['is null', () => Object.defineProperty(window, 'localStorage', { value: null })],
  [
    'is full',
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('Full', 'QuotaExceededError')
      }
    },
  ],
])('holds a conversation where storage %s', async (_name, spoil) => {
  const visitor = await shop.arrive({ prepare: (page) => page.addInitScript(spoil) })
  await visitor.converse()
  await visitor.ask('And again')
  await visitor.log.getByText('You said: And again').waitFor()
  expect(await visitor.log.getByText('You said: Hello').count()).toBe(1)
  await visitor.page.getByRole('button', { name: 'Start over' }).click()
  expect(await visitor.log.getByText('You said').count()).toBe(0)
  expect(visitor.lines).toEqual([])
})
