import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestDatabase } from '#server/testing/open-test-store.ts'
import { buildChunk, buildMessage, createBot, LATER, NOON, queueText, train } from '../contract-fixtures.ts'

const ANSWER = { id: 'answer', conversation_id: 'conversation of a1', content: 'x', answered: true, sources: [] }

let opened: Awaited<ReturnType<typeof openTestDatabase>>
beforeEach(async () => {
  opened = await openTestDatabase()
})
afterEach(() => opened.close())

test('the text index of messages stays in step with them', async () => {
  const { store, database } = opened
  const count = (query: string): unknown => database.prepare(`SELECT count(*) FROM ${query}`).pluck().get()
  const assertWhole = (expected: number): void => {
    database.exec("INSERT INTO message_words (message_words, rank) VALUES ('integrity-check', 1)")
    expect([count('messages'), count('message_words_docsize')]).toEqual([expected, expected])
    expect(count('message_words_docsize WHERE id NOT IN (SELECT seq FROM messages)')).toBe(0)
  }
  for (const bot of ['a', 'b']) {
    await createBot(store, bot)
    for (let i = 0; i < 60; i++) {
      await store.conversations.accept(buildMessage(bot, `session ${i % 20}`, `${bot}${i}`), i < 40 ? NOON : LATER)
    }
  }
  await store.conversations.keepAnswer({ ...ANSWER, status: 'partial' }, LATER)
  await store.conversations.refund('a1')
  assertWhole(121)
  await store.transcripts.delete('conversation of a1')
  assertWhole(117)
  await store.bots.delete('b')
  assertWhole(57)
  await store.transcripts.deleteOlderThan('9999', undefined, 10)
  assertWhole(27)
})

test('the text index and the vectors stay in step with the chunks', async () => {
  const { store, database } = opened
  const count = (query: string): unknown => database.prepare(`SELECT count(*) FROM ${query}`).pluck().get()
  const chunks = (many: number) =>
    Array.from({ length: many }, (_, i) =>
      buildChunk(i, `bread ${i}`, [
        [1, 0],
        [0, 1],
      ]),
    )
  const assertWhole = (expected: number): void => {
    // Rank 1 compares the index with what it indexes; a plain integrity_check sees no drift.
    database.exec("INSERT INTO chunk_words (chunk_words, rank) VALUES ('integrity-check', 1)")
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(database.pragma('foreign_key_check')).toEqual([])
    expect([count('chunks'), count('chunk_words_docsize'), count('vectors')]).toEqual([
      expected,
      expected,
      expected * 2,
    ])
    expect(count('chunk_words_docsize WHERE id NOT IN (SELECT id FROM chunks)')).toBe(0)
  }
  for (const bot of ['a', 'b']) {
    await createBot(store, bot)
    for (const source of ['1', '2']) await train(store, bot, `${bot}${source}`, chunks(150))
  }
  assertWhole(600)
  await train(store, 'a', 'a1', chunks(20))
  assertWhole(470)
  await store.sources.delete('a2')
  assertWhole(320)
  await queueText(store, 'b', 'b3')
  await store.bots.delete('b')
  assertWhole(20)
})
