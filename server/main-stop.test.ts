import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ask, setUpAdmin } from './testing/admin-client.ts'
import { type FakeOpenAi, startFakeOpenAi } from './testing/fake-openai.ts'
import { startFrontdesk } from './testing/start-frontdesk.ts'

let model: FakeOpenAi
beforeAll(async () => {
  model = await startFakeOpenAi({ tokenDelayMs: 60 })
})
afterAll(() => model.close())

test('asked to stop, it ends the open answers, takes no new ones, and says so', async () => {
  const frontdesk = await startFrontdesk({ OPENAI_API_KEY: 'sk-of-a-test', OPENAI_BASE_URL: model.baseUrl })
  try {
    const owner = await setUpAdmin(frontdesk.url, frontdesk.setupUrl)
    const bot = await owner.createBot({ name: 'Baker Bot' })
    const reply = 'The bakery opens at seven in the morning and stays open until six in the evening, every day.'
    await owner.train(bot.id, { source_type: 'text', source_content: reply })
    const asked = model.nextRequest('chat')
    const answer = ask(frontdesk.url, bot, 'When does the bakery open?')
    await asked

    const stopped = frontdesk.stop()
    await vi.waitFor(() => expect(frontdesk.output()).toContain('Stopping'))
    expect((await fetch(`${frontdesk.url}/api/ready`)).status).toBe(503)
    const late = await ask(frontdesk.url, bot, 'And on Sundays?')
    expect([late.status, JSON.parse(late.body).error.message]).toEqual([
      503,
      'The server is restarting. Please try again.',
    ])
    expect(await answer).toMatchObject({ text: reply, last: { type: 'done', answered: true } })
    expect(await stopped).toBe(0)
    expect(frontdesk.output()).toContain('Stopped.')
  } finally {
    await frontdesk.stop('SIGKILL')
  }
})

test('a crash stands in the log', async () => {
  const crash = `process.on('newListener', (event) => {
    if (event === 'uncaughtExceptionMonitor') setImmediate(() => Promise.reject(new Error('The fuse blew.')))
  })`
  const start = startFrontdesk({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(crash)}` })
  await expect(start).rejects.toThrow(/"level":60,.*The fuse blew\..*"msg":"Crashed\."/)
})
