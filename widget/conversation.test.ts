import { launchBrowser } from '#server/testing/browser.ts'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { BOT_ID, done, FakeServer, say } from './testing/fake-server.ts'
import { type Visit, visit, watch } from './testing/visit.ts'

// These run against the built file: `npm run build` comes first.
let browser: Browser
let server: FakeServer
const visits: Visit[] = []

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  server = await new FakeServer().open()
})
afterEach(async () => {
  for (const { page, errors } of visits.splice(0)) {
    expect(errors).toEqual([])
    await page.context().close()
  }
  await server.close()
})

const arrive = async (...args: Parameters<typeof visit> extends [unknown, unknown, ...infer Rest] ? Rest : never) => {
  const visited = await visit(browser, server, ...args)
  visits.push(visited)
  return visited
}
const arriveAndOpen = async () => {
  const visited = await arrive()
  await visited.launcher.click()
  return visited
}
const stored = ({ page }: Visit) => page.evaluate((key) => localStorage.getItem(key), `frontdesk:${BOT_ID}`)
const eventually = (read: () => unknown) => expect.poll(read, { timeout: 10_000 })

const HOURS = { title: 'Opening hours', url: 'https://bakery.example/hours', excerpt: 'We open at 7.' }

test('asks, and streams an answer with its sources', async () => {
  server.reply = () => [...say('We open ', 'at **7**', '.'), done(HOURS, { title: 'A note', url: null, excerpt: 'x' })]
  const { page, panel, log, field, ask } = await arriveAndOpen()

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
  expect(server.chats).toEqual([expect.objectContaining({ message: 'When do you open?', conversation_history: [] })])
  expect(server.chats[0]?.session_id).toMatch(/^[0-9a-f]{32}$/)
  expect(await page.getByRole('button', { name: 'Send message' }).getAttribute('aria-disabled')).toBe('true')
})

test('shows the answer while it grows, and that the bot is typing before', async () => {
  server.reply = () => ['pause', ...say('First'), 'pause', ...say(' second'), done()]
  const { page, log, ask } = await arriveAndOpen()
  await ask('Hello')
  await page.getByRole('img', { name: 'Bakery is typing' }).waitFor()
  await eventually(() => server.chats.length).toBe(1)
  server.resume()
  await log.getByText('First').waitFor()
  expect(await page.getByRole('img', { name: 'Bakery is typing' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Stop' }).waitFor()
  server.resume()
  await log.getByText('First second').waitFor()
  await page.getByRole('button', { name: 'Send message' }).waitFor()
})

test('keeps nothing before the first message, and the whole conversation after it', async () => {
  server.reply = () => [...say('At *seven*.'), done(HOURS)]
  const visitor = await arriveAndOpen()
  const { page, panel, log, ask } = visitor
  expect(await stored(visitor)).toBeNull()
  await ask('When?')
  await log.getByRole('link', { name: 'Opening hours' }).waitFor()

  await page.reload()
  await panel.waitFor()
  await log.getByRole('link', { name: 'Opening hours' }).waitFor()
  expect(await log.innerText()).toContain('When?')
  expect(await log.locator('em').innerText()).toBe('seven')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')

  await ask('And on Sundays?')
  await eventually(() => server.chats.length).toBe(2)
  expect(server.chats[1]).toMatchObject({
    session_id: server.chats[0]?.session_id,
    conversation_history: [
      { role: 'user', content: 'When?' },
      { role: 'assistant', content: 'At *seven*.' },
    ],
  })
})

test('stays closed after a reload when it was closed, and on a phone always', async () => {
  const desk = await arriveAndOpen()
  await desk.ask('Hello')
  await desk.log.getByText('You said: Hello').waitFor()
  await desk.page.getByRole('button', { name: 'Close chat' }).click()
  await desk.page.reload()
  await desk.launcher.waitFor()
  expect(await desk.panel.isVisible()).toBe(false)

  const phone = await arrive({ viewport: { width: 390, height: 844 } })
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
  const visitor = await arrive({
    prepare: (page) =>
      page.addInitScript(([key, value]) => localStorage.setItem(key, value), [
        `frontdesk:${BOT_ID}`,
        JSON.stringify({ ...saved, messages, ...changes }),
      ] as const),
  })
  await visitor.launcher.click()
  expect(await visitor.log.innerText()).not.toContain('Old words')
})

test('starts over', async () => {
  const visitor = await arriveAndOpen()
  const { page, log, ask } = visitor
  await ask('Hello')
  await log.getByText('You said: Hello').waitFor()
  await page.getByRole('button', { name: 'Start over' }).click()
  expect(await log.innerText()).not.toContain('Hello')
  expect(await stored(visitor)).toBeNull()
  await ask('Again')
  await eventually(() => server.chats.length).toBe(2)
  expect(server.chats[1]?.session_id).not.toBe(server.chats[0]?.session_id)
})

test('stops, keeps what arrived, and asks again', async () => {
  server.reply = () => [...say('We open at'), 'hang']
  const { page, log, ask } = await arriveAndOpen()
  await ask('When?')
  await log.getByText('We open at').waitFor()
  await page.getByRole('button', { name: 'Stop' }).click()
  await log.getByText('Stopped').waitFor()
  expect(await log.innerText()).toContain('We open at')
  await eventually(() => server.abandoned).toBe(1)

  server.reply = () => [...say('At seven.'), done()]
  await page.getByRole('button', { name: 'Try again' }).click()
  await log.getByText('At seven.').waitFor()
  expect(await log.innerText()).not.toContain('We open at')
  expect(await log.getByText('When?').count()).toBe(1)
})

test('does not take a double click on "Send message" for "Stop"', async () => {
  server.reply = () => [...say('Yes.'), 'pause', ...say(' Really.'), done()]
  const { page, log, field } = await arriveAndOpen()
  await field.fill('Is it open?')
  await page.getByRole('button', { name: 'Send message' }).dblclick()
  await log.getByText('Yes.').waitFor()
  server.resume()
  await log.getByText('Yes. Really.').waitFor()
})

test.each([
  ['the month is used up', { status: 429, code: 'monthly_limit' as const }, 'Monthly limit reached', 0],
  ['they come too fast', { status: 429, code: 'too_many_messages' as const }, 'sending messages very quickly', 1],
  ['the server is full', { status: 503, code: 'overloaded' as const }, 'Something went wrong on our side', 1],
  ['the key was changed', { status: 401, code: 'unauthorized' as const }, 'Something went wrong on our side', 1],
  ['the line breaks', [...say('Well'), 'cut' as const], 'Something went wrong on our side', 1],
  ['the stream ends early', say('Well'), 'Something went wrong on our side', 1],
  [
    'the model fails',
    [{ type: 'error' as const, code: 'upstream' as const, message: 'Never shown.' }],
    'Something went wrong on our side',
    1,
  ],
  [
    'the month ends mid-stream',
    [{ type: 'error' as const, code: 'monthly_limit' as const, message: 'Never shown.' }],
    'Monthly limit reached',
    0,
  ],
])('says in its own words when %s', async (_name, reply, words, retries) => {
  server.reply = () => reply
  const { page, log, ask } = await arriveAndOpen()
  await ask('Hello')
  await log.getByText(words).waitFor()
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(retries)
  expect(await log.innerText()).not.toContain('Never shown.')
})

test('says when the visitor is offline, and recovers', async () => {
  const { page, log, ask } = await arriveAndOpen()
  await page.context().setOffline(true)
  await ask('Hello')
  await log.getByText('You seem to be offline').waitFor()
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Try again' }).click()
  await log.getByText('You said: Hello').waitFor()
})

test('offers to ask again what a reload interrupted', async () => {
  server.reply = () => ['hang']
  const { page, log, ask } = await arriveAndOpen()
  await ask('When?')
  await eventually(() => server.chats.length).toBe(1)
  await page.reload()
  await log.getByText('Stopped').waitFor()
  server.reply = () => [...say('At seven.'), done()]
  await page.getByRole('button', { name: 'Try again' }).click()
  await log.getByText('At seven.').waitFor()
})

test('refuses a message that is too long, and keeps it', async () => {
  const { page, panel, field } = await arriveAndOpen()
  await field.fill('x'.repeat(4001))
  await panel.getByText('Keep it under 4000 characters').waitFor()
  await field.press('Enter')
  expect(await field.inputValue()).toHaveLength(4001)
  await field.fill('x'.repeat(4000))
  expect(await panel.getByText('Keep it under').count()).toBe(0)
  await page.getByRole('button', { name: 'Send message' }).click()
  await eventually(() => server.chats[0]?.message.length).toBe(4000)
})

test('marks an answer that came while it was closed', async () => {
  server.reply = () => ['pause', ...say('At seven.'), done()]
  const { page, launcher, ask } = await arriveAndOpen()
  await ask('When?')
  await eventually(() => server.chats.length).toBe(1)
  await page.keyboard.press('Escape')
  server.resume()
  await launcher.getByText('New message').waitFor({ state: 'attached' })
  await launcher.click()
  expect(await launcher.getByText('New message').count()).toBe(0)
})

test('follows the end of the conversation until the visitor scrolls up', async () => {
  const lines = Array.from({ length: 60 }, (_, index) => `Line ${index}\n\n`)
  server.reply = () => [...say(...lines), 'pause', ...say(...lines), done(HOURS)]
  const { log, ask } = await arriveAndOpen()
  const left = () => log.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop)
  await ask('All of it')
  await log.getByText('Line 59').waitFor()
  await eventually(left).toBeLessThan(2)

  await log.evaluate((element) => element.scrollTo(0, 100))
  await eventually(() => log.evaluate((element) => element.scrollTop)).toBe(100)
  server.resume()
  await log.getByRole('link', { name: 'Opening hours' }).waitFor()
  expect(await log.evaluate((element) => element.scrollTop)).toBe(100)

  await ask('Once more')
  await eventually(left).toBeLessThan(2)
})

test('follows the end when an answer takes the place of the dots', async () => {
  const answers = ['| a | b |\n|---|---|\n| 1 | 2 |', 'We take cash and debit cards. We do not accept credit cards.']
  server.reply = () => ['pause', ...say(answers[server.chats.length - 1] ?? 'Yes.'), done(HOURS)]
  // At one of these heights the log overflows with the dots and not without them.
  for (const height of [720, 705, 690, 675, 660]) {
    server.chats.length = 0
    const { page, log, panel, launcher, ask } = await arrive({ viewport: { width: 1000, height } })
    await launcher.click()
    const left = () => log.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop)
    for (const count of [1, 2, 3]) {
      await ask('Is that so, or is it quite another thing?')
      await panel.getByRole('img', { name: 'Bakery is typing' }).waitFor()
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      server.resume()
      await log
        .getByRole('link', { name: 'Opening hours' })
        .nth(count - 1)
        .waitFor()
      await eventually(left).toBeLessThan(2)
    }
  }
})

test('shows in every tab what was said in one', async () => {
  const first = await arriveAndOpen()
  const second = watch(await first.page.context().newPage())
  await second.page.goto(server.shop)
  await second.launcher.click()
  await first.ask('Hello')
  await second.log.getByText('You said: Hello').waitFor()
  await second.ask('And again')
  await first.log.getByText('You said: And again').waitFor()
  expect(server.chats[1]?.session_id).toBe(server.chats[0]?.session_id)
  await first.page.getByRole('button', { name: 'Start over' }).click()
  await eventually(() => second.log.innerText()).not.toContain('Hello')
  expect(second.errors).toEqual([])
})

test('works where storage is forbidden', async () => {
  const { launcher, log, ask } = await arrive({
    prepare: (page) =>
      page.addInitScript(() => {
        Object.defineProperty(window, 'localStorage', {
          get: () => {
            throw new DOMException('Denied', 'SecurityError')
          },
        })
      }),
  })
  await launcher.click()
  await ask('Hello')
  await log.getByText('You said: Hello').waitFor()
})
