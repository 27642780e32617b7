import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import type { Source } from '#shared/source.ts'
import { type AdminDoors, openAdminDoors } from '#server/testing/open-admin-doors.ts'

let doors: AdminDoors
let bot: Bot
beforeEach(async () => {
  doors = await openAdminDoors()
  await doors.signIn()
  bot = await doors.createBot()
})
afterEach(() => doors.close())

const path = (rest: string, id = bot.id) => `/api/admin/bots/${id}${rest}`
const TEXT = { source_type: 'text', source_content: 'We are open from 9 to 5.' }
const ingest = async (input: object = TEXT, id = bot.id): Promise<Source> => {
  const answer = await doors.rest('POST', path('/ingest', id), input)
  expect(answer.status).toBe(202)
  return (await answer.json()).source
}

describe('a source', () => {
  test('is queued, and the bot is in training at once', async () => {
    const source = await ingest()
    expect(source).toMatchObject({ bot_id: bot.id, type: 'text', content: TEXT.source_content, status: 'queued' })
    expect(await (await doors.rest('GET', path('/sources'))).json()).toEqual({ sources: [source] })
    expect(await (await doors.rest('GET', path(''))).json()).toMatchObject({
      status: 'training',
      source_type: 'text',
      source_content: TEXT.source_content,
    })
  })

  // Of all file systems this one has never any room.
  test.skipIf(process.platform !== 'linux')('is not trained on a disk that is nearly full', async () => {
    const source = await ingest()
    doors.deps.config.databasePath = '/proc/frontdesk.db'
    const attempts = [
      doors.rest('POST', path('/ingest'), TEXT),
      doors.rest('PUT', path(`/sources/${source.id}`), { source_content: 'Closed.' }),
      doors.rest('POST', path(`/sources/${source.id}/train`)),
      doors.rest('POST', '/api/admin/retrain'),
    ]
    for (const answer of await Promise.all(attempts)) {
      expect(answer.status).toBe(503)
      expect((await answer.json()).error.message).toMatch(
        /^The disk is nearly full: 0 MB left. The rest is kept for mess/,
      )
    }
    expect(await (await doors.rest('GET', path('/sources'))).json()).toEqual({ sources: [source] })
    const { problem } = await (await doors.rest('GET', '/api/admin/settings/disk')).json()
    expect(problem).toMatchObject({
      kind: 'low',
      message: expect.stringMatching(/^The disk is nearly full: 0 MB left/),
    })
    expect(doors.logged.splice(0)).toHaveLength(attempts.length)
  })

  test.each([
    ['no type', { source_content: 'x' }],
    ['another type', { source_type: 'file', source_content: 'x' }],
    ['no content', { source_type: 'text' }],
    ['an empty text', { source_type: 'text', source_content: ' \n ' }],
    ['a text too long', { source_type: 'text', source_content: 'x'.repeat(50_001) }],
    ['no address', { source_type: 'url', source_content: 'our page' }],
    ['another scheme', { source_type: 'url', source_content: 'file:///etc/passwd' }],
    ['a password in the address', { source_type: 'url', source_content: 'https://me:secret@example.com' }],
    ['more than asked', { ...TEXT, embedder: 'mine' }],
  ])('with %s is refused in words', async (_name, input) => {
    const answer = await doors.rest('POST', path('/ingest'), input)
    expect(answer.status).toBe(400)
    expect((await answer.json()).error.message).toMatch(/^[A-Z][^{}]+\.$/)
    expect(await doors.deps.store.sources.list(bot.id)).toEqual([])
  })

  test('of the longest text fits, however it is escaped', async () => {
    const escaped = `{"source_type":"text","source_content":"${'\\u4e2d'.repeat(50_000)}"}`
    const answer = await doors.rest('POST', path('/ingest'), escaped)
    expect(answer.status).toBe(202)
  })

  test('can be trained anew and deleted, by its own bot alone', async () => {
    const source = await ingest()
    const other = await doors.createBot({ name: 'Bert' })
    await doors.deps.store.sources.fail(source.id, 'The page answered 404.', doors.deps.now().toISOString())

    expect((await doors.rest('DELETE', path(`/sources/${source.id}`, other.id))).status).toBe(404)
    expect((await doors.rest('POST', path(`/sources/${source.id}/train`, other.id))).status).toBe(404)
    const again = await doors.rest('POST', path(`/sources/${source.id}/train`))
    expect(again.status).toBe(202)
    expect((await again.json()).source).toMatchObject({ id: source.id, status: 'queued' })
    expect((await doors.rest('DELETE', path(`/sources/${source.id}`))).status).toBe(204)
    expect((await doors.rest('DELETE', path(`/sources/${source.id}`))).status).toBe(404)
  })
})

describe('what was learned from a source', () => {
  const NOW = '2026-03-01T12:00:00.000Z'
  const chunk = { index: 0, heading_path: ['Visit'], text: 'We open at nine.', vectors: [], passages: [] }
  const learned = { title: 'Visit', text: '# Visit', words: 4, embedder: null, detail: null, chunks: [chunk] }

  test('can be looked at, by its own bot alone', async () => {
    const source = await ingest()
    await doors.deps.store.knowledge.replace(source.id, learned, NOW)
    const other = await doors.createBot({ name: 'Bert' })
    expect(await (await doors.rest('GET', path(`/sources/${source.id}`))).json()).toEqual({
      text: '# Visit',
      chunks: [{ index: 0, heading_path: ['Visit'], text: 'We open at nine.', windows: 0, passages: 0 }],
    })
    expect((await doors.rest('GET', path(`/sources/${source.id}`, other.id))).status).toBe(404)
  })

  test('is replaced when its text is changed, once it is trained', async () => {
    const source = await ingest()
    const change = (source_content: string, id = source.id) =>
      doors.rest('PUT', path(`/sources/${id}`), { source_content })
    expect((await change('We open at ten.')).status).toBe(409)
    await doors.deps.store.knowledge.replace(source.id, learned, NOW)

    expect((await change(' ')).status).toBe(400)
    const changed = await change('We open at ten.')
    expect(changed.status).toBe(202)
    expect((await changed.json()).source).toMatchObject({ id: source.id, content: 'We open at ten.', status: 'queued' })
    expect((await doors.rest('GET', path(`/sources/${source.id}`)).then((answer) => answer.json())).text).toBe(
      '# Visit',
    )
    expect((await change('x', 'none')).status).toBe(404)
  })

  test('of a web page is not changed here', async () => {
    const page = await ingest({ source_type: 'url', source_content: 'https://example.com/faq' })
    const answer = await doors.rest('PUT', path(`/sources/${page.id}`), { source_content: 'x' })
    expect(answer.status).toBe(422)
    expect((await answer.json()).error.message).toContain('Re-train')
  })
})

describe('the progress', () => {
  const watch = async (id = bot.id) => {
    const left = new AbortController()
    const answer = await doors.query('sources.progress', { id }, { signal: left.signal })
    const reader = (answer.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    return {
      answer,
      leave: () => left.abort(),
      /** All sent, once it holds this. */
      async until(expected: string): Promise<string> {
        while (!text.includes(expected)) {
          const { done, value } = await reader.read()
          if (done) throw new Error(`The stream ended before ${expected}:\n${text}`)
          text += value
        }
        return text
      },
      async rest(): Promise<string> {
        for (;;) {
          const { done, value } = await reader.read()
          if (done) return text
          text += value
        }
      },
    }
  }

  test('begins with what is and goes on with every change of this bot', async () => {
    const source = await ingest()
    const stream = await watch()
    expect(stream.answer.headers.get('content-type')).toContain('text/event-stream')
    await stream.until('"status":"queued"')

    doors.progress({ ...source, bot_id: 'another bot', title: 'not for us', status: 'reading' })
    doors.progress({ ...source, status: 'embedding', progress_done: 40, progress_total: 120 })
    const text = await stream.until('"progress_done":40')
    expect(text).not.toContain('not for us')
    // A text of 50,000 characters would be sent with each step.
    expect(text).not.toContain('"content"')
    stream.leave()
  })

  test('keeps only the latest state for a slow listener', async () => {
    const source = await ingest()
    const stream = await watch()
    await stream.until('"status":"queued"')
    for (let done = 0; done <= 1000; done += 1) doors.progress({ ...source, status: 'embedding', progress_done: done })
    const text = await stream.until('"progress_done":1000')
    expect(text.match(/progress_done/g)?.length).toBeLessThan(5)
    stream.leave()
  })

  test('stops listening when the owner leaves', async () => {
    await ingest()
    const stream = await watch()
    await stream.until('"status":"queued"')
    expect(doors.listeners()).toBe(1)
    stream.leave()
    await expect.poll(() => doors.listeners()).toBe(0)
  })

  test('ends with the session', async () => {
    const source = await ingest()
    const stream = await watch()
    await stream.until('"status":"queued"')
    await doors.rest('POST', '/api/auth/logout-everywhere')
    doors.progress({ ...source, title: 'too late', status: 'reading' })
    expect(await stream.rest()).not.toContain('too late')
    expect(doors.listeners()).toBe(0)
  })

  test('of a bot that does not exist ends in words', async () => {
    const stream = await watch('nobody')
    await stream.until('event: serialized-error')
    const text = await stream.rest()
    expect(text).toContain('"code":"not_found","message":"This bot does not exist."')
  })
})
