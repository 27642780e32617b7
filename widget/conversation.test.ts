import { expect, test } from 'vitest'
import { done, HOURS, say } from './testing/fake-server.ts'
import { eventually, useShop } from './testing/shop.ts'

const shop = useShop()

test('asks, and streams an answer with its sources', async () => {
  shop.server.reply = () => [
    ...say('We open ', 'at **7**', '.'),
    done(HOURS, { title: 'A note', url: null, excerpt: 'x' }),
  ]
  const { page, panel, log, field, ask } = await shop.arriveAndOpen()

  await panel.waitFor()
  expect(await log.innerText()).toContain('Hi! How can I help?')
  await ask('When do you open?')
  const source = log.getByRole('link', { name: 'Opening hours' })
  await source.waitFor()

  expect(await log.innerText()).toContain('When do you open?')
  expect(await log.getByText('We open at 7.').locator('strong').innerText()).toBe('7')
  expect(await source.getAttribute('href')).toBe('https://bakery.example/hours')
  expect(await source.getAttribute('rel')).toBe('noopener noreferrer nofollow')
  expect(await source.getAttribute('target')).toBe('_blank')
  expect(await log.getByText('A note').getAttribute('href')).toBeNull()
  expect(await field.inputValue()).toBe('')
  expect(shop.server.chats).toEqual([
    expect.objectContaining({ message: 'When do you open?', conversation_history: [] }),
  ])
  expect(shop.server.chats[0]?.session_id).toMatch(/^\d+-\d+-\d+-\d+$/)
  expect(await page.getByRole('button', { name: 'Send message' }).getAttribute('aria-disabled')).toBe('true')
})

test('shows the answer while it grows, and that the bot is typing before', async () => {
  shop.server.reply = () => ['pause', ...say('First'), 'pause', ...say(' second'), done()]
  const { page, log, ask } = await shop.arriveAndOpen()
  await ask('Hello')
  await page.getByRole('img', { name: 'Bakery is typing' }).waitFor()
  await eventually(() => shop.server.chats.length).toBe(1)
  shop.server.resume()
  await log.getByText('First').waitFor()
  expect(await page.getByRole('img', { name: 'Bakery is typing' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Stop' }).waitFor()
  shop.server.resume()
  await log.getByText('First second').waitFor()
  await page.getByRole('button', { name: 'Send message' }).waitFor()
})

test('starts over', async () => {
  const visitor = await shop.arriveAndOpen()
  const { page, log, ask } = visitor
  await ask('Hello')
  await log.getByText('You said: Hello').waitFor()
  await page.getByRole('button', { name: 'Start over' }).click()
  expect(await log.innerText()).not.toContain('Hello')
  expect(await visitor.stored()).toBeNull()
  await ask('Again')
  await eventually(() => shop.server.chats.length).toBe(2)
  expect(shop.server.chats[1]?.session_id).not.toBe(shop.server.chats[0]?.session_id)
})

test('stops, keeps what arrived, and asks again', async () => {
  shop.server.reply = () => [...say('We open at'), 'hang']
  const { page, log, ask } = await shop.arriveAndOpen()
  await ask('When?')
  await log.getByText('We open at').waitFor()
  await page.getByRole('button', { name: 'Stop' }).click()
  await log.getByText('Stopped').waitFor()
  expect(await log.innerText()).toContain('We open at')
  await eventually(() => shop.server.abandoned).toBe(1)

  shop.server.reply = () => [...say('At seven.'), done()]
  await page.getByRole('button', { name: 'Try again' }).click()
  await log.getByText('At seven.').waitFor()
  expect(await log.innerText()).not.toContain('We open at')
  expect(await log.getByText('When?').count()).toBe(1)
})

test('does not take a double click on "Send message" for "Stop"', async () => {
  shop.server.reply = () => [...say('Yes.'), 'pause', ...say(' Really.'), done()]
  const { page, log, field } = await shop.arriveAndOpen()
  await field.fill('Is it open?')
  await page.getByRole('button', { name: 'Send message' }).dblclick()
  await log.getByText('Yes.').waitFor()
  shop.server.resume()
  await log.getByText('Yes. Really.').waitFor()
})

test('refuses a message that is too long, and keeps it', async () => {
  const { page, panel, field } = await shop.arriveAndOpen()
  await field.fill('x'.repeat(4001))
  await panel.getByRole('alert').getByText('Keep it under 4000 characters').waitFor()
  await field.press('Enter')
  expect(await field.inputValue()).toHaveLength(4001)
  await field.fill('x'.repeat(4000))
  expect(await panel.getByText('Keep it under').count()).toBe(0)
  await page.getByRole('button', { name: 'Send message' }).click()
  await eventually(() => shop.server.chats[0]?.message.length).toBe(4000)
})

test('marks an answer that came while it was closed', async () => {
  shop.server.reply = () => ['pause', ...say('At seven.'), done()]
  const { page, launcher, ask } = await shop.arriveAndOpen()
  await ask('When?')
  await eventually(() => shop.server.chats.length).toBe(1)
  await page.keyboard.press('Escape')
  shop.server.resume()
  await launcher.getByText('New message').waitFor({ state: 'attached' })
  await launcher.click()
  expect(await launcher.getByText('New message').count()).toBe(0)
})
