import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashKey } from '#server/bots/key.ts'
import { openDatabase, openSqliteStore } from '#server/store/sqlite/open.ts'
import { seedDatabase } from './seed.ts'

const COUNTS = { bots: 4, sources: 7, messages: 403 }
const NOW = new Date('2026-03-01T12:00:00.000Z')

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('the rows are as many as asked, and such as the store would have written', async () => {
  const path = join(folder, 'frontdesk.db')
  await seedDatabase(path, COUNTS, NOW)
  const database = openDatabase(path)
  const count = (query: string): unknown => database.prepare(`SELECT count(*) FROM ${query}`).pluck().get()
  expect([count('bots'), count('sources'), count('messages'), count('message_words_docsize')]).toEqual([4, 7, 403, 403])
  expect(count('chunks')).toBe(count('chunk_words_docsize'))
  expect(count("message_words WHERE message_words MATCH 'bot : 1'")).toBe(
    count(
      'messages JOIN conversations ON conversations.id = conversation_id JOIN bots ON bots.id = bot_id AND number = 1',
    ),
  )
  const drifted = `conversations AS c WHERE unanswered <> (
      SELECT count(*) FROM messages WHERE conversation_id = c.id AND answered = 0
    ) OR updated_at <> (SELECT max(created_at) FROM messages WHERE conversation_id = c.id)
      OR created_at <> (SELECT min(created_at) FROM messages WHERE conversation_id = c.id)`
  expect(count(drifted)).toBe(0)
  const counted = database.prepare('SELECT sum(messages) FROM usage').pluck().get()
  expect(counted).toBe(count("messages WHERE role = 'user' AND status <> 'failed'"))
  expect(count(`messages WHERE created_at > '${NOW.toISOString()}'`)).toBe(0)
  database.close()
})

test('the keys open their bots, the last of which is new, and the same counts make the same texts', async () => {
  const made = await Promise.all(
    ['one', 'two'].map(async (name) => {
      const path = join(folder, name, 'frontdesk.db')
      const bots = await seedDatabase(path, COUNTS, NOW)
      const store = await openSqliteStore(path)
      const { items } = await store.transcripts.list({}, undefined, 500)
      for (const { id, name, key } of bots) {
        expect(await store.bots.findByKey(id, hashKey(key))).toMatchObject({ name })
      }
      const last = bots.at(-1)?.id ?? ''
      expect(await store.sources.list(last)).toEqual([])
      expect(items.filter(({ bot_id }) => bot_id === last)).toEqual([])
      await store.close()
      return { bots, items }
    }),
  )
  expect(made[0]?.items.length).toBeGreaterThan(50)
  expect(made[1]).toEqual(made[0])
})
