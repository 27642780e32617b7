import { mkdir, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '#server/errors.ts'
import { type AdminDoors, openAdminDoors } from '#server/testing/open-admin-doors.ts'

let doors: AdminDoors
beforeEach(async () => {
  doors = await openAdminDoors()
  await doors.signIn()
})
afterEach(() => doors.close())

const NOW = '2026-03-01T12:00:00.000Z'
const get = async () => (await doors.rest('GET', '/api/admin/settings')).json()

test('tell the engine and the defaults, never the key', async () => {
  expect(await get()).toEqual({
    engine: 'local',
    chat_model: null,
    embedding_model: 'test-embedder@2',
    embedder: 'test-embedder@2',
    message_limit_default: 1000,
    public_url: 'http://localhost:8000',
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    sources_to_retrain: 0,
    trouble: { answers: null, search: null },
  })
  const keyed = await openAdminDoors({ OPENAI_API_KEY: 'sk-very-secret', PUBLIC_URL: 'https://chat.example.com/' })
  await keyed.signIn()
  const text = await (await keyed.rest('GET', '/api/admin/settings')).text()
  expect(JSON.parse(text)).toMatchObject({
    chat_model: 'gpt-4o-mini',
    embedding_model: 'text-embedding-3-small',
    public_url: 'https://chat.example.com',
  })
  expect(text).not.toContain('sk-very-secret')
  await keyed.close()
})

test('a new default counts for the next bot', async () => {
  const answer = await doors.rest('PUT', '/api/admin/settings', { message_limit_default: 77 })
  expect(await answer.json()).toMatchObject({ message_limit_default: 77 })
  const bot = await doors.createBot()
  expect(bot.message_limit).toBe(77)
  expect((await doors.rest('PUT', '/api/admin/settings', { message_limit_default: -1 })).status).toBe(400)
  expect((await doors.rest('PUT', '/api/admin/settings', {})).status).toBe(400)
  expect(await get()).toMatchObject({ message_limit_default: 77 })
})

test('count the sources that another embedder trained', async () => {
  await doors.createBot()
  for (const [id, embedder] of [
    ['a', 'test-embedder@2'],
    ['b', 'an older one'],
    ['c', null],
    ['d', undefined],
  ] as const) {
    await doors.deps.store.sources.queue({ id, bot_id: 'id-1', type: 'text', content: id, title: id }, NOW)
    if (embedder === undefined) continue
    const trained = { title: id, text: '', words: 1, embedder, detail: null, chunks: [] }
    await doors.deps.store.knowledge.replace(id, trained, NOW)
  }
  expect(await get()).toMatchObject({ sources_to_retrain: 2 })
})

test('checking the engine embeds a word and, with a model, asks it for one', async () => {
  const asked: string[] = []
  doors.deps.chatModel = {
    id: 'a-model',
    bound: () => ({ prompt: 100, completion: 10 }),
    async complete(prompt, tell, signal) {
      asked.push(prompt.messages[0]?.content ?? '')
      tell('Hel')
      signal.throwIfAborted()
      throw new Error('Nobody reads this far.')
    },
  }
  const answer = await doors.mutate('settings.checkEngine')
  expect((await answer.json()).result.data).toEqual({ ok: true, milliseconds: 0 })
  expect(asked).toEqual(['Say hello.'])
})

test('an engine that fails is named with its reason, and logged with its cause', async () => {
  doors.deps.embedder.embed = async () => {
    throw new AppError('upstream', 'OpenAI refused the key. Check OPENAI_API_KEY.', { cause: new Error('401 sk-…') })
  }
  const answer = await doors.rest('POST', '/api/admin/settings/check-engine')
  expect(answer.status).toBe(502)
  expect(await answer.json()).toEqual({
    error: { code: 'upstream', message: 'OpenAI refused the key. Check OPENAI_API_KEY.' },
  })
  expect(doors.logged.join()).toContain('401 sk-…')
})

test('an answer shows the chunks it was made from', async () => {
  await doors.createBot()
  const { conversations } = doors.deps.store
  const question = {
    bot_id: 'id-1',
    session_id: 'visitor-1',
    conversation_id: 'conversation-1',
    message_id: 'question-1',
    content: 'When are you open?',
    month: '2026-03',
  }
  await conversations.accept(question, NOW)
  const chunk = { title: 'Hours', url: null, excerpt: '9 to 5', relevance: 0.9, text: 'Open 9 to 5.', used: true }
  const kept = { id: 'answer-1', conversation_id: 'conversation-1', content: '9 to 5.', answered: true }
  await conversations.keepAnswer({ ...kept, status: 'complete', sources: [chunk] }, NOW)

  const answer = await doors.query('answers.get', { message_id: 'answer-1' })
  expect((await answer.json()).result.data).toEqual({ answered: true, chunks: [chunk] })
  // The visitor's own message is no answer.
  expect((await doors.rest('GET', '/api/admin/answers/question-1')).status).toBe(404)
  expect((await doors.rest('GET', '/api/admin/answers/nothing')).status).toBe(404)
})

test('the storage is measured: sizes, counts and this month', async () => {
  await doors.createBot()
  const question = {
    bot_id: 'id-1',
    session_id: 's',
    conversation_id: 'c',
    message_id: 'm',
    content: 'Hi',
    month: '2026-03',
  }
  await doors.deps.store.conversations.accept(question, NOW)
  await doors.deps.store.usage.settle('id-1', '2026-03', {
    prompt: 30,
    completion: 12,
    costMicroUsd: 7,
    reservedMicroUsd: 0,
  })
  const { avatars, backups } = { avatars: `${doors.path}-uploads/avatars`, backups: `${doors.path}-backups` }
  for (const folder of [avatars, backups]) {
    await mkdir(folder, { recursive: true })
    await writeFile(`${folder}/one`, 'x'.repeat(folder === avatars ? 10 : 20))
  }
  const storage = await (await doors.rest('GET', '/api/admin/settings/storage')).json()
  expect(storage).toEqual({
    database_bytes: expect.any(Number),
    avatar_bytes: 10,
    backup_bytes: 20,
    free_bytes: expect.any(Number),
    counts: { bots: 1, sources: 0, chunks: 0, conversations: 1, messages: 1 },
    month: { messages: 1, tokens: 42, cost_micro_usd: 7 },
  })
  expect(storage.database_bytes).toBeGreaterThan(100_000)
})
