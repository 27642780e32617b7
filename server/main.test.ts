import { readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import { DEFAULT_FALLBACK_MESSAGE } from '#shared/bot.ts'
import { type AdminClient, ask, setUpAdmin, signIn } from './testing/admin-client.ts'
import { type FakeOpenAi, startFakeOpenAi } from './testing/fake-openai.ts'
import { type FakeWeb, startFakeWeb } from './testing/fake-web.ts'
import { smallSite, smallSiteQuestions, smallSiteUnanswerable } from './testing/small-site.ts'
import { type RunningFrontdesk, startFrontdesk } from './testing/start-frontdesk.ts'

// The product as its own process, on a real file, asked over HTTP as its users ask it.

const PLENTY = { CHAT_PER_IP: '1000', ADMIN_PER_IP: '5000', STREAMS_PER_IP: '100' }
let site: FakeWeb

beforeAll(async () => {
  site = await startFakeWeb({
    ...smallSite,
    '/empty': '<!doctype html><html><head><title>Nothing</title></head><body><img src="/a.png"></body></html>',
    '/shell': '<!doctype html><title>App</title><body><div id="root"></div><script src="/app.js"></script></body>',
    '/menu.pdf': { headers: { 'Content-Type': 'application/pdf' }, body: '%PDF-1.7' },
    '/moved': { status: 302, headers: { Location: 'ftp://127.0.0.1/' } },
    '/loop': { status: 302, headers: { Location: '/loop' } },
  })
})
afterAll(() => site.close())

async function trainSite(admin: AdminClient, bot: Bot): Promise<void> {
  for (const path of Object.keys(smallSite)) {
    const source = await admin.train(bot.id, { source_type: 'url', source_content: site.origin + path })
    expect(source).toMatchObject({ status: 'done', status_detail: null })
  }
}

const lastOf = async (frontdesk: RunningFrontdesk, bot: Bot, question: string) => {
  const answer = await ask(frontdesk.url, bot, question)
  expect(answer.status).toBe(200)
  if (answer.last?.type !== 'done') throw new Error(`No end: ${answer.body}`)
  return { text: answer.text, done: answer.last }
}

describe('without a key', () => {
  let frontdesk: RunningFrontdesk
  let admin: AdminClient
  let bot: Bot
  beforeAll(async () => {
    frontdesk = await startFrontdesk({ ...PLENTY, ALLOW_PRIVATE_URLS: 'true' })
    admin = await setUpAdmin(frontdesk.url, frontdesk.setupUrl)
    bot = await admin.createBot({ name: 'Wheelwright Cycles' })
    await trainSite(admin, bot)
  })
  afterAll(() => frontdesk.stop())

  test.each(smallSiteQuestions)('answers "$question" with the fact and its page', async ({ question, fact, path }) => {
    const { text, done } = await lastOf(frontdesk, bot, question)
    expect(text).toContain(fact)
    expect(done.answered).toBe(true)
    expect(done.sources.map(({ url }) => url?.split('#')[0])).toContain(site.origin + path)
  })

  test.each(smallSiteUnanswerable)('says that it does not know: "%s"', async (question) => {
    const { text, done } = await lastOf(frontdesk, bot, question)
    expect(text).toBe(DEFAULT_FALLBACK_MESSAGE)
    expect(done).toMatchObject({ answered: false, sources: [] })
  })

  test('a second bot knows nothing of the first', async () => {
    const other = await admin.createBot({ name: 'Wine shop' })
    await admin.train(other.id, { source_type: 'text', source_content: 'Our house wine is a dry Riesling for €9.' })
    for (const { question, fact } of smallSiteQuestions) {
      const { text, done } = await lastOf(frontdesk, other, question)
      expect(text).not.toContain(fact)
      expect(JSON.stringify(done.sources)).not.toContain(site.origin)
    }
    expect((await lastOf(frontdesk, other, 'How much is the house wine?')).text).toContain('€9')
  })

  test('of 40 messages at once on a bot with 10 left, exactly 10 are answered', async () => {
    const limited = await admin.createBot({ name: 'Ten left', message_limit: 10 })
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(frontdesk.url, limited, 'Hello')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10)
    expect(answers.filter(({ last }) => last?.type === 'done')).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(30)
    const refused = answers.find(({ status }) => status === 429)
    expect(refused?.body).toContain('Monthly limit reached. Please contact the website owner.')
    const after = await admin.getBot(limited.id)
    expect(after.message_count).toBe(10)
  })

  test.each([
    ['is not there', '/nowhere', /404/],
    ['holds no text', '/empty', /no text|paste the text/i],
    ['is an empty JavaScript shell', '/shell', /JavaScript/],
    ['is a PDF', '/menu.pdf', /PDF/],
    ['moves to another protocol', '/moved', /not allowed|web address|http/i],
    ['moves in circles', '/loop', /redirect/i],
  ])('a page that %s is said in a sentence, and the bot keeps what it knew', async (_name, path, sentence) => {
    const source = await admin.train(bot.id, { source_type: 'url', source_content: site.origin + path })
    expect(source).toMatchObject({ status: 'error', chunks: 0 })
    expect(source.status_detail).toMatch(sentence)
    const after = await admin.getBot(bot.id)
    expect(after).toMatchObject({ status: 'error', status_detail: source.status_detail })
    expect((await lastOf(frontdesk, bot, 'Who builds the wheels?')).text).toContain('Maren Holt')
    expect((await admin.request('DELETE', `/api/admin/bots/${bot.id}/sources/${source.id}`)).status).toBe(204)
  })

  test('a server that refuses the connection is said in a sentence', async () => {
    const gone = await startFakeWeb({})
    await gone.close()
    const checked = await admin.request('POST', '/api/admin/check-url', { url: `${gone.origin}/` })
    expect(checked.status).toBe(422)
    expect(await checked.json()).toEqual({
      error: { code: 'unprocessable', message: expect.stringMatching(/^[A-Z][^{}]*\.$/) },
    })
  })

  test('neither the key nor the session stands in the files or the log', async () => {
    const folder = join(frontdesk.folder, 'data')
    const bytes = readdirSync(folder)
      .filter((name) => name.startsWith('frontdesk.db') && !name.endsWith('.lock'))
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('')
    expect(bytes).toContain('Maren Holt')
    expect(bytes).not.toContain(bot.api_key ?? 'no key')
    expect(frontdesk.output()).not.toContain(bot.api_key ?? 'no key')
  })

  test('a second process on the same data is refused with a sentence', async () => {
    await expect(startFrontdesk({}, frontdesk.folder)).rejects.toThrow('Frontdesk is already running')
  })
})

test('private addresses are refused unless the owner allows them', async () => {
  const frontdesk = await startFrontdesk(PLENTY)
  try {
    const admin = await setUpAdmin(frontdesk.url, frontdesk.setupUrl)
    const bot = await admin.createBot({ name: 'Curious' })
    const before = site.requests.length
    for (const address of [`${site.origin}/`, 'http://127.0.0.1/', 'http://[::1]/', 'http://localhost/']) {
      const source = await admin.train(bot.id, { source_type: 'url', source_content: address })
      expect(source).toMatchObject({ status: 'error' })
      expect(source.status_detail).toContain('This address is not allowed')
    }
    expect(site.requests.length).toBe(before)
  } finally {
    await frontdesk.stop()
  }
})

describe('with a key', () => {
  let openai: FakeOpenAi
  let frontdesk: RunningFrontdesk
  let admin: AdminClient
  let bot: Bot
  beforeAll(async () => {
    openai = await startFakeOpenAi()
    frontdesk = await startFrontdesk({
      ...PLENTY,
      ALLOW_PRIVATE_URLS: 'true',
      OPENAI_API_KEY: 'sk-test-of-frontdesk',
      OPENAI_BASE_URL: openai.baseUrl,
    })
    admin = await setUpAdmin(frontdesk.url, frontdesk.setupUrl)
    bot = await admin.createBot({ name: 'Wheelwright Cycles' })
    await trainSite(admin, bot)
  })
  afterAll(async () => {
    await frontdesk.stop()
    await openai.close()
  })

  test.each(smallSiteQuestions)('the prompt for "$question" holds the fact', async ({ question, fact }) => {
    const { done } = await lastOf(frontdesk, bot, question)
    const prompt = openai.requests.findLast(({ kind }) => kind === 'chat')?.body ?? ''
    expect(prompt).toContain(fact)
    expect(done.answered).toBe(true)
    expect(done.sources.every(({ url }) => url?.startsWith(site.origin))).toBe(true)
  })

  test.each(smallSiteUnanswerable)('"%s" is refused without asking the model', async (question) => {
    const before = openai.count('chat')
    const { text, done } = await lastOf(frontdesk, bot, question)
    expect(text).toBe(DEFAULT_FALLBACK_MESSAGE)
    expect(done.answered).toBe(false)
    expect(openai.count('chat')).toBe(before)
  })

  test('the key goes to the model server alone', () => {
    expect(openai.requests.every(({ authorization }) => authorization === 'Bearer sk-test-of-frontdesk')).toBe(true)
    expect(frontdesk.output()).not.toContain('sk-test-of-frontdesk')
    expect(JSON.stringify(site.requests)).not.toContain('sk-test-of-frontdesk')
  })

  test('no file holds a key or a session, and no line of the log', () => {
    const secrets = ['sk-test-of-frontdesk', bot.api_key ?? '', admin.cookie.split('=')[1] ?? '']
    const files = readdirSync(frontdesk.folder, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    )
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['frontdesk.db', 'frontdesk.db-wal']))
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(19)
      expect(frontdesk.output()).not.toContain(secret)
      const holders = files.filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(secret))
      expect(holders).toEqual([])
    }
  })
})

describe('through restarts', () => {
  test('kill -9 in the middle of a training leaves the account, the bot and what it knew', async () => {
    const slow = await startFakeWeb({ '/': () => {} })
    const first = await startFrontdesk({ ...PLENTY, ALLOW_PRIVATE_URLS: 'true' })
    try {
      const admin = await setUpAdmin(first.url, first.setupUrl)
      const bot = await admin.createBot({ name: 'Survivor' })
      await admin.train(bot.id, { source_type: 'text', source_content: 'The gate opens at 6:30 in the morning.' })
      const ingested = await admin.request('POST', `/api/admin/bots/${bot.id}/ingest`, {
        source_type: 'url',
        source_content: `${slow.origin}/`,
      })
      expect(ingested.status).toBe(202)
      await first.stop('SIGKILL')

      const second = await startFrontdesk({ ...PLENTY }, first.folder)
      expect(second.setupUrl).toBeUndefined()
      expect((await lastOf(second, bot, 'When does the gate open?')).text).toContain('6:30')
      const after = await (await signIn(second.url)).getBot(bot.id)
      expect(after.status).toBe('error')
      expect(after.status_detail).toMatch(/interrupted/i)
      expect(await second.stop()).toBe(0)
    } finally {
      await slow.close()
      await rm(first.folder, { recursive: true, force: true })
    }
  })

  test.each([
    ['PORT', 'eighty', 'PORT must be a number.'],
    ['ADMIN_USERNAME', 'owner', 'ADMIN_USERNAME and ADMIN_PASSWORD belong together'],
    ['DATABASE_URL', 'postgres://db', 'DATABASE_URL must look like sqlite:./data/frontdesk.db'],
  ])('a wrong %s stops the start with one readable line', async (name, value, sentence) => {
    await expect(startFrontdesk({ [name]: value })).rejects.toThrow(sentence)
  })
})
