import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestDatabase } from '#server/testing/open-test-store.ts'
import { buildChunk, buildMessage, createBot, LATER, MARCH, NOON, train } from '../contract-fixtures.ts'
import type { Store } from '../store.ts'
import { buildStore } from './open.ts'
import { openQueries } from './queries.ts'

let opened: Awaited<ReturnType<typeof openTestDatabase>>
beforeEach(async () => {
  opened = await openTestDatabase()
})
afterEach(() => opened.close())

const explain = (query: string, parameters: readonly unknown[]): string[] =>
  opened.database
    .prepare(`EXPLAIN QUERY PLAN ${query}`)
    .all(...parameters)
    .map((row) => (typeof row === 'object' && row !== null && 'detail' in row ? String(row.detail) : ''))

/** Each step of each statement that a store method runs, as SQLite plans it. */
async function explainMethod(run: (store: Store) => Promise<unknown>): Promise<string[]> {
  const steps: string[] = []
  const note = (query: string, parameters: readonly unknown[]): void => {
    if (!/^(begin|commit)/.test(query)) steps.push(...explain(query, parameters))
  }
  const queries = openQueries(
    { database: opened.database },
    { log: ({ query }) => note(query.sql, query.parameters), onStatement: note },
  )
  await run(buildStore(queries, { replaceWith: async () => false, close: async () => {} }))
  return steps
}

const vector = Float32Array.of(1, 0)
const trained = { title: 't', text: '', words: 1, embedder: 'test', detail: null }
const answer = { id: 'answer', conversation_id: 'conversation of 1', content: 'x', answered: true, sources: [] }
const newKey = { hash: Buffer.from('h'), sealed: Buffer.from('s') }

test.each<[string, (store: Store) => Promise<unknown>]>([
  ['bots.find', (store) => store.bots.find('a')],
  ['bots.findByKey', (store) => store.bots.findByKey('a', newKey.hash)],
  ['bots.replaceKey', (store) => store.bots.replaceKey('a', newKey, LATER)],
  ['sources.list', (store) => store.sources.list('a')],
  ['sources.find', (store) => store.sources.find('1')],
  [
    'sources.queue',
    (store) => store.sources.queue({ id: '2', bot_id: 'a', type: 'url', content: 'https://x', title: 'x' }, NOON),
  ],
  [
    'sources.replaceProgress',
    (store) => store.sources.replaceProgress('1', { status: 'reading', done: 0, total: 1 }, NOON),
  ],
  [
    'knowledge.replace',
    (store) => store.knowledge.replace('1', { ...trained, chunks: [buildChunk(0, 'x', [[1, 0]])] }, NOON),
  ],
  ['knowledge.findLearned', (store) => store.knowledge.findLearned('a', '1')],
  ['knowledge.findByVector', (store) => store.knowledge.findByVector('a', 'test', vector, 5)],
  ['knowledge.listChunks', (store) => store.knowledge.listChunks('a', [2 ** 32, 2 ** 32 + 1])],
  ['conversations.accept', (store) => store.conversations.accept(buildMessage('a', 's', '2'), NOON)],
  ['conversations.keepAnswer', (store) => store.conversations.keepAnswer({ ...answer, status: 'complete' }, NOON)],
  ['conversations.refund', (store) => store.conversations.refund('1')],
  ['conversations.findMessage', (store) => store.conversations.findMessage('1')],
  ['sightings.note', (store) => store.sightings.note({ bot_id: 'a', host: 'x', seen_at: NOON }, 10, true)],
  ['sightings.list', (store) => store.sightings.list('a')],
  ['unanswered.list', (store) => store.unanswered.list('a', 5)],
  ['unanswered.findOpen', (store) => store.unanswered.findOpen('a', ['1'])],
  ['unanswered.settle', (store) => store.unanswered.settle('a', ['1'], 'dismissed', NOON)],
  ['transcripts.find', (store) => store.transcripts.find('conversation of 1')],
  ['transcripts.listMessages', (store) => store.transcripts.listMessages('conversation of 1', '0', 5)],
  ['transcripts.delete', (store) => store.transcripts.delete('conversation of 1')],
  ['transcripts.countOlderThan', (store) => store.transcripts.countOlderThan(LATER, undefined)],
  ['transcripts.countOlderThan of a bot', (store) => store.transcripts.countOlderThan(LATER, 'a')],
  ['sessions.find', (store) => store.sessions.find('token', NOON)],
  ['sessions.deleteExpired', (store) => store.sessions.deleteExpired(NOON)],
  ['settings.find', (store) => store.settings.find('key')],
  ['usage.countMessages', (store) => store.usage.countMessages(MARCH)],
  ['usage.list', (store) => store.usage.list(MARCH)],
])('%s scans no table', async (_name, run) => {
  await createBot(opened.store, 'a')
  await train(opened.store, 'a', '1', [buildChunk(0, 'bread', [[1, 0]])])
  await opened.store.conversations.accept(buildMessage('a', 's', '1'), NOON)
  const steps = await explainMethod(run)
  expect(steps).toContainEqual(expect.stringMatching(/^SEARCH /))
  expect(steps.filter((step) => /^SCAN (?!CONSTANT ROW|\d+ CONSTANT ROWS|json_each)/.test(step))).toEqual([])
})

test('unanswered.listAll walks the open ones from the newest on, and sorts nothing', async () => {
  expect(await explainMethod((store) => store.unanswered.listAll(5))).toEqual([
    'SCAN unanswered USING INDEX unanswered_open',
    'CORRELATED SCALAR SUBQUERY 1',
    expect.stringMatching(/^SEARCH bots USING INDEX .*\(id=\?\)/),
    expect.stringMatching(/^SEARCH messages USING INDEX .*\(id=\?\)/),
  ])
})

// These read each bot once, whatever it has.
test.each<[string, (store: Store) => Promise<unknown>, RegExp]>([
  [
    'conversations.listLatest',
    (store) => store.conversations.listLatest(),
    /SEARCH conversations USING COVERING INDEX conversations_newest_of_bot/,
  ],
  [
    'sources.listNewest',
    (store) => store.sources.listNewest(),
    /SEARCH sources USING INDEX sources_chunks \(bot_id=\?\)/,
  ],
])('%s seeks in what belongs to each bot', async (_name, run, seek) => {
  await createBot(opened.store, 'a')
  const steps = await explainMethod(run)
  expect(steps).toContainEqual(expect.stringMatching(seek))
  expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([expect.stringMatching(/^SCAN bots/)])
})

test('knowledge.findByTerms asks the text index for the range of one bot', async () => {
  const steps = await explainMethod((store) => store.knowledge.findByTerms('a', ['bread'], 5))
  const textIndex = steps.filter((step) => step.startsWith('SCAN'))
  // M: a MATCH; > and <: both ends of the range reach FTS5.
  expect(textIndex).toEqual([expect.stringMatching(/^SCAN chunk_words VIRTUAL TABLE INDEX \d+:M.*><|<>/)])
})

const cursor = `${LATER} conversation of 1`
test.each<[string, string, (store: Store) => Promise<unknown>]>([
  ['list', 'conversations_newest', ({ transcripts }) => transcripts.list({}, undefined, 5)],
  ['list, next page', 'conversations_newest', ({ transcripts }) => transcripts.list({}, cursor, 5)],
  ['list of a bot', 'conversations_newest_of_bot', ({ transcripts }) => transcripts.list({ bot_id: 'a' }, cursor, 5)],
  [
    'list of unanswered',
    'conversations_unanswered',
    ({ transcripts }) => transcripts.list({ unanswered: true }, cursor, 5),
  ],
  [
    "list of a bot's unanswered",
    'conversations_unanswered_of_bot',
    ({ transcripts }) => transcripts.list({ bot_id: 'a', unanswered: true }, cursor, 5),
  ],
  ['deleteOlderThan', 'conversations_newest', ({ transcripts }) => transcripts.deleteOlderThan(NOON, undefined, 5)],
  [
    'deleteOlderThan of a bot',
    'conversations_newest_of_bot',
    ({ transcripts }) => transcripts.deleteOlderThan(NOON, 'a', 5),
  ],
])('transcripts.%s walks along %s and sorts nothing', async (_name, index, run) => {
  await createBot(opened.store, 'a')
  const steps = await explainMethod(run)
  expect(steps).toContainEqual(
    expect.stringMatching(new RegExp(`^(SCAN|SEARCH) conversations USING (COVERING )?INDEX ${index}( |$)`)),
  )
  expect(steps.join()).not.toContain('TEMP B-TREE')
})

test('transcripts.search reads the text index newest first, and no table beside it', async () => {
  await createBot(opened.store, 'a')
  for (const [id, session] of [
    ['1', 's'],
    ['2', 't'],
    ['3', 't'],
  ] as const) {
    await opened.store.conversations.accept(buildMessage('a', session, id), NOON)
  }
  const steps = await explainMethod((store) => store.transcripts.search('question', { bot_id: 'a' }, '3', 5))
  const scans = steps.filter((step) => step.startsWith('SCAN'))
  // M: a MATCH; <: the place to go on reaches FTS5; =: single messages are asked for.
  expect(scans).toEqual([
    expect.stringMatching(/^SCAN message_words VIRTUAL TABLE INDEX \d+:M.*</),
    'SCAN hits',
    expect.stringMatching(/^SCAN message_words VIRTUAL TABLE INDEX \d+:=M/),
  ])
  expect(steps.join()).not.toContain('TEMP B-TREE')
})

// What SQLite asks for each row that a cascade deletes. By the bot alone it would read all of it each time.
test.each([
  ['sources', 'bot_id = 1', 'bot_id=?'],
  ['chunks', 'bot_id = 1 AND source_id = 1', 'bot_id=? AND source_id=?'],
  ['vectors', 'bot_id = 1 AND chunk_id = 1', 'bot_id=? AND chunk_id=?'],
  ['conversations', 'bot_id = 1', 'bot_id=?'],
  ['messages', 'conversation_id = 1', 'conversation_id=?'],
  ['usage', 'bot_id = 1', 'bot_id=?'],
  ['unanswered', 'question_id = 1', 'question_id=?'],
  ['source_texts', 'source_id = 1', 'source_id=?'],
])('a cascade finds its rows in %s by an index', async (table, condition, used) => {
  expect(explain(`SELECT * FROM ${table} WHERE ${condition}`, [])).toEqual([expect.stringContaining(`(${used})`)])
})
