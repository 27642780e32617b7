import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildMessage, createBot } from '#server/store/contract-fixtures.ts'
import { type AdminDoors, openAdminDoors } from '#server/testing/open-admin-doors.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const TODAY = Date.parse('2026-03-01T12:00:00.000Z')
const toTime = (daysAgo: number, minute = 0): string =>
  new Date(TODAY - daysAgo * DAY_MS + minute * 60_000).toISOString()

let doors: AdminDoors
beforeEach(async () => {
  doors = await openAdminDoors()
  await doors.signIn()
  for (const id of ['a', 'b']) await createBot(doors.deps.store, id)
})
afterEach(() => doors.close())

/** A conversation of one question and one answer, so many days ago. */
async function talk(bot: string, id: string, question: string, reply: string, daysAgo = 0, answered = true) {
  const { conversations } = doors.deps.store
  const message = { ...buildMessage(bot, `secret-session-${id}`, id), content: question, conversation_id: `c${id}` }
  await conversations.accept(message, toTime(daysAgo))
  const chunk = { title: 'FAQ', url: null, excerpt: 'We open', text: 'We open at nine, all of it.' }
  const sources = [
    { ...chunk, relevance: 0.9, used: answered },
    { ...chunk, relevance: 0.2, used: false },
  ]
  await conversations.keepAnswer(
    { id: `${id}-answer`, conversation_id: `c${id}`, content: reply, answered, status: 'complete', sources },
    toTime(daysAgo, 1),
  )
}
const list = async (search = '') => (await doors.rest('GET', `/api/admin/conversations${search}`)).json()
const idsOf = (page: { conversations: { id: string }[] }) => page.conversations.map(({ id }) => id)

describe('the list', () => {
  test('says of each conversation what matters, and nothing of the session', async () => {
    await talk('a', '1', 'Are you\nopen?', '**Yes**, from nine.', 0, false)
    const answer = await doors.rest('GET', '/api/admin/conversations')
    const text = await answer.text()
    expect(JSON.parse(text)).toEqual({
      conversations: [
        {
          id: 'c1',
          bot_id: 'a',
          bot_name: 'Bot a',
          first_question: 'Are you open?',
          last_message: 'Yes, from nine.',
          messages: 2,
          unanswered: 1,
          created_at: toTime(0),
          updated_at: toTime(0, 1),
          found: null,
        },
      ],
      next_cursor: null,
    })
    expect(text).not.toContain('secret-session')
  })

  test('is narrowed by bot, words and unanswered, over REST as over tRPC', async () => {
    await talk('a', '1', 'Do you sell bread?', 'Yes.', 3)
    await talk('a', '2', 'Do you sell cake?', 'I do not know.', 2, false)
    await talk('b', '3', 'Do you sell cake?', `${'Well. '.repeat(60)}We do sell **bread**.`, 1)
    expect(idsOf(await list())).toEqual(['c3', 'c2', 'c1'])
    expect(idsOf(await list('?bot_id=a'))).toEqual(['c2', 'c1'])
    expect(idsOf(await list('?unanswered=true'))).toEqual(['c2'])
    expect(idsOf(await list('?unanswered=false'))).toEqual(['c3', 'c2', 'c1'])
    expect(idsOf(await list('?query=%20'))).toEqual(['c3', 'c2', 'c1'])
    const found = await list('?query=brea')
    expect(idsOf(found)).toEqual(['c3', 'c1'])
    expect(found.conversations[0].found).toEqual({
      role: 'assistant',
      excerpt: expect.stringMatching(/^…Well\. .* We do sell bread\.$/),
      created_at: toTime(1, 1),
    })
    const overTrpc = await doors.query('conversations.list', { query: 'cake', unanswered: true, direction: 'forward' })
    expect(idsOf((await overTrpc.json()).result.data)).toEqual(['c2'])
  })

  test('goes on from its cursor', async () => {
    for (let i = 0; i < 51; i++) await talk('a', `${i}`, 'bread?', 'Yes.', 100 - i)
    for (const search of ['', 'query=bread&']) {
      const first = await list(`?${search}`)
      expect(first.conversations).toHaveLength(50)
      const second = await list(`?${search}cursor=${encodeURIComponent(first.next_cursor)}`)
      expect([idsOf(second), second.next_cursor]).toEqual([['c0'], null])
    }
  })

  test.each([
    ['?cursor=x', 'This page does not exist. Start again from the first one.'],
    ['?unanswered=perhaps', expect.any(String)],
    ['?session_id=x', 'There is no field "session_id".'],
    [`?query=${'x'.repeat(201)}`, 'The search is too long. Keep it under 200 characters.'],
  ])('refuses %.20s in a sentence', async (search, message) => {
    const answer = await doors.rest('GET', `/api/admin/conversations${search}`)
    expect(answer.status).toBe(400)
    expect((await answer.json()).error).toEqual({ code: 'bad_input', message })
  })
})

test('one conversation comes with its messages, what they were made from, and no session', async () => {
  await talk('a', '1', 'Are you open?', 'From nine.')
  const text = await (await doors.rest('GET', '/api/admin/conversations/c1')).text()
  expect(JSON.parse(text)).toMatchObject({
    conversation: { id: 'c1', bot_name: 'Bot a', messages: 2 },
    messages: [
      { id: '1', role: 'user', content: 'Are you open?', status: 'complete', answered: null, sources: [] },
      { role: 'assistant', answered: true, sources: [{ title: 'FAQ', url: null, excerpt: 'We open', relevance: 0.9 }] },
    ],
    next_cursor: null,
  })
  expect(text).not.toContain('secret-session')
  expect(text).not.toContain('all of it')

  for (let i = 0; i < 100; i++) {
    await doors.deps.store.conversations.accept(buildMessage('a', 'secret-session-1', `more ${i}`), toTime(0, 2))
  }
  const { next_cursor } = await (await doors.rest('GET', '/api/admin/conversations/c1')).json()
  const rest = await (await doors.rest('GET', `/api/admin/conversations/c1?cursor=${next_cursor}`)).json()
  expect(rest).toMatchObject({ messages: [{ id: 'more 98' }, { id: 'more 99' }], next_cursor: null })
})

describe('deleting', () => {
  test('takes one conversation, once', async () => {
    await talk('a', '1', 'Are you open?', 'From nine.')
    expect((await doors.rest('DELETE', '/api/admin/conversations/c1')).status).toBe(204)
    expect((await doors.rest('DELETE', '/api/admin/conversations/c1')).status).toBe(404)
    expect((await doors.rest('GET', '/api/admin/conversations/c1')).status).toBe(404)
  })

  test('takes what is older than so many days, after saying how many those are', async () => {
    await talk('a', '1', 'bread?', 'Yes.', 31)
    await talk('b', '2', 'bread?', 'Yes.', 40)
    await talk('a', '3', 'bread?', 'Yes.', 29)
    const count = async (search: string) => (await doors.rest('GET', `/api/admin/old-conversations?${search}`)).json()
    expect(await count('older_than_days=30')).toEqual({ conversations: 2 })
    expect(await count('older_than_days=30&bot_id=a')).toEqual({ conversations: 1 })
    const remove = async (body: object) => doors.rest('POST', '/api/admin/old-conversations/delete', body)
    expect(await (await remove({ older_than_days: 30, bot_id: 'a' })).json()).toEqual({ conversations: 1 })
    expect(idsOf(await list())).toEqual(['c3', 'c2'])
    expect(await (await remove({ older_than_days: 30 })).json()).toEqual({ conversations: 1 })
    expect(idsOf(await list())).toEqual(['c3'])
    for (const days of [0, -1, 1.5, 1e9, null, '30 days']) {
      expect((await remove({ older_than_days: days })).status, String(days)).toBe(400)
    }
    expect((await remove({})).status).toBe(400)
  })

  test.each([
    ['of very many', 'POST', '/api/admin/old-conversations/delete', { older_than_days: 30 }],
    ['of a bot with very many', 'DELETE', '/api/admin/bots/a', undefined],
  ])('%s lets others be answered in between', async (_name, method, path, body) => {
    for (let i = 0; i < 65; i++) await talk('a', `${i}`, 'bread?', 'Yes.', 40)
    let turns = 0
    const removal = {
      isDone: false,
      answer: doors.rest(method, path, body),
    }
    void removal.answer.then(() => (removal.isDone = true))
    while (!removal.isDone) {
      await setImmediate()
      turns++
    }
    expect((await removal.answer).ok).toBe(true)
    expect(await doors.deps.store.transcripts.countOlderThan('9999', 'a')).toBe(0)
    expect(turns).toBeGreaterThanOrEqual(6)
  })
})
