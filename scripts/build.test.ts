import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import { type AdminClient, ask, setUpAdmin } from '#server/testing/admin-client.ts'
import { type RunningFrontdesk, startFrontdesk } from '#server/testing/start-frontdesk.ts'

const START = fileURLToPath(new URL('./start.js', import.meta.url))

// The built server, on the local engine: each of its threads is another file of the build.
let frontdesk: RunningFrontdesk
let owner: AdminClient
let bot: Bot

beforeAll(async () => {
  frontdesk = await startFrontdesk({}, undefined, START)
  owner = await setUpAdmin(frontdesk.url, frontdesk.setupUrl)
  bot = await owner.createBot({ name: 'Baker Bot' })
}, 120_000)
afterAll(() => frontdesk.stop())

test('as built it trains, answers and groups what it could not', async () => {
  const source = await owner.train(bot.id, {
    source_type: 'text',
    source_content: '# Bakery\n\nThe bakery opens at seven in the morning.',
  })
  expect(source).toMatchObject({ status: 'done', status_detail: null })
  expect(await ask(frontdesk.url, bot, 'When does the bakery open?')).toMatchObject({
    last: { type: 'done', answered: true },
  })
  expect(await ask(frontdesk.url, bot, 'Do you repair violins?')).toMatchObject({
    last: { type: 'done', answered: false },
  })
  expect(await owner.demand('GET', '/api/admin/unanswered')).toMatchObject({ total: 1 })
})

test('as built it makes a backup', async () => {
  const backup = await owner.request('GET', '/api/admin/backup')
  expect(backup.status).toBe(200)
  expect([...new Uint8Array(await backup.arrayBuffer()).slice(0, 2)]).toEqual([0x1f, 0x8b])
})

test('as built it serves the widget, compressed, the dashboard and the description of its API', async () => {
  const widget = await fetch(`${frontdesk.url}/widget.js`, { headers: { 'Accept-Encoding': 'br' } })
  expect(widget.headers.get('content-encoding')).toBe('br')
  expect(await widget.text()).toContain('data-bot-id')
  expect(await (await fetch(`${frontdesk.url}/login`)).text()).toContain('<title>')
  expect((await fetch(`${frontdesk.url}/api/docs`)).status).toBe(200)
})
