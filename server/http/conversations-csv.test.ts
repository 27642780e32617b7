import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSession } from '#server/accounts/sessions.ts'
import { AppError } from '#server/errors.ts'
import { buildMessage } from '#server/store/contract-fixtures.ts'
import { openTestDoor, type TestDoor } from '#server/testing/open-test-door.ts'
import { conversationsCsvRoutes } from './conversations-csv.ts'

const NOON = '2026-03-01T12:00:00.000Z'
const LATER = '2026-03-01T12:00:03.000Z'

let door: TestDoor
let cookie: string
beforeEach(async () => {
  door = await openTestDoor()
  cookie = `session_token=${(await openSession(door, false)).token}`
})
afterEach(() => door.close())

const get = (search = '', headers: Record<string, string> = { Cookie: cookie }) =>
  door.mount(conversationsCsvRoutes(door)).request(`/api/admin/conversations.csv${search}`, { headers })

async function talk(id: string, bot: string, question: string, answered = true): Promise<void> {
  const { conversations } = door.store
  await conversations.accept({ ...buildMessage(bot, `secret-session-${id}`, id), content: question }, NOON)
  const source = { title: 'FAQ', excerpt: '', relevance: 0.9, text: '' }
  const sources = [
    { ...source, url: 'https://shop.example/faq', used: answered },
    { ...source, title: 'Prices', url: null, used: answered },
    { ...source, title: 'Beside the point', url: null, used: false },
  ]
  const answer = { id: `${id}a`, conversation_id: `conversation of ${id}`, content: `From "nine",\nwe think.`, sources }
  await conversations.keepAnswer({ ...answer, answered, status: answered ? 'partial' : 'complete' }, LATER)
}

test('a stranger gets none of it', async () => {
  await door.addBot({ id: 'a' })
  await talk('1', 'a', 'bread?')
  const answer = await get('', {})
  expect(answer.status).toBe(401)
  expect(await answer.text()).not.toContain('bread')
})

test('the file has one line a message, named by the day, and runs no formula', async () => {
  await door.addBot({ id: 'a', name: '=Bakery' })
  await talk('1', 'a', '=HYPERLINK("https://evil.example")', false)
  await door.store.conversations.accept(buildMessage('a', 'secret-session-1', '2'), LATER)
  await door.store.conversations.refund('2')
  const answer = await get()
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="conversations-2026-03-01.csv"')
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(bytes.toString()).toBe(
    '\uFEFFBot,Conversation,Time,From,Text,Answered,Sources\r\n' +
      `'=Bakery,conversation of 1,${NOON},Visitor,"'=HYPERLINK(""https://evil.example"")",,\r\n` +
      `'=Bakery,conversation of 1,${LATER},Bot,"From ""nine"",\nwe think.",no,\r\n` +
      `'=Bakery,conversation of 1,${LATER},Visitor,question 2,failed,\r\n`,
  )
})

test('it holds what the list was narrowed to, over many pages', async () => {
  await door.addBot({ id: 'a', name: 'Anna' })
  await door.addBot({ id: 'b', name: 'Ben' })
  for (let i = 0; i < 120; i++) await talk(`${i}`, i % 2 ? 'a' : 'b', i === 60 ? 'cake?' : 'bread?', i % 3 > 0)
  const count = async (search: string) => (await (await get(search)).text()).split('\r\n').length - 2
  expect(await count('')).toBe(240)
  expect(await count('?bot_id=a')).toBe(120)
  expect(await count('?unanswered=true')).toBe(80)
  expect(await count('?query=bread')).toBe(238)
  expect(await count('?query=cake')).toBe(2)
  const text = await (await get('?bot_id=a')).text()
  expect(text).toContain(',cut off,https://shop.example/faq Prices\r\n')
  expect(text).not.toContain('secret-session')
})

test('what it does not know is refused in a sentence', async () => {
  const answer = await get('?session_id=x')
  expect(answer.status).toBe(400)
  expect(await answer.json()).toEqual({ error: { code: 'bad_input', message: 'Unknown field: session_id.' } })
})

test('a failure half way breaks the file off and is logged', async () => {
  await door.addBot({ id: 'a' })
  await talk('1', 'a', 'bread?')
  const listMessages = () => Promise.reject(new AppError('unavailable', 'The disk is broken.'))
  const store = { ...door.store, transcripts: { ...door.store.transcripts, listMessages } }
  const app = door.mount(conversationsCsvRoutes({ ...door, store }))
  const answer = await app.request('/api/admin/conversations.csv', { headers: { Cookie: cookie } })
  await expect(answer.text()).rejects.toThrow()
  expect(door.logged.join('')).toContain('An export of conversations broke off')
})
