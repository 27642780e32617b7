import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import type { Source } from '#shared/source.ts'
import type { Unanswered } from '#shared/unanswered.ts'
import { AppError } from '#server/errors.ts'
import { type AdminDoors, openAdminDoors } from '#server/testing/open-admin-doors.ts'
import { seedConversations } from '#server/testing/seed-conversations.ts'

let doors: AdminDoors
let bot: Bot
beforeEach(async () => {
  doors = await openAdminDoors()
  await doors.signIn()
  bot = await doors.createBot({ name: 'Anna' })
})
afterEach(() => doors.close())

const NOW = '2026-03-01T12:00:00.000Z'
const path = (rest: string, id = bot.id) => `/api/admin/bots/${id}/unanswered${rest}`
const list = async (id?: string): Promise<Unanswered> =>
  (await doors.rest('GET', id === undefined ? '/api/admin/unanswered' : path('', id))).json()
const questionsOf = async (id?: string) => (await list(id)).groups.map(({ question }) => question)

let asked = 0
/** A visitor asks, each time in a conversation of their own, and is refused. Returns the question's id. */
async function refuse(content: string, botId = bot.id): Promise<string> {
  const id = `question-${++asked}`
  const { conversations } = doors.deps.store
  const conversation_id = `conversation-${asked}`
  await conversations.accept(
    { bot_id: botId, session_id: id, conversation_id, message_id: id, content, month: '2026-03' },
    NOW,
  )
  await conversations.keepAnswer(
    { id: `answer-${asked}`, conversation_id, content: 'No idea.', answered: false, status: 'complete', sources: [] },
    NOW,
  )
  return id
}

async function learn(source: Source, text: string): Promise<void> {
  const chunk = { index: 0, heading_path: [], text, vectors: [Float32Array.of(1, 0)], passages: [] }
  const { id: embedder } = doors.deps.embedder
  await doors.deps.store.knowledge.replace(
    source.id,
    { title: source.title, text, words: 4, embedder, detail: null, chunks: [chunk] },
    NOW,
  )
}

describe('what no bot could answer', () => {
  test('comes in groups of what is alike, most often asked first, of all bots or of one', async () => {
    const other = await doors.createBot({ name: 'Bert' })
    const first = await refuse('Do you deliver on Sundays?')
    await refuse('Is there a dog?')
    const second = await refuse('Sunday delivery')
    await refuse('Sunday delivery?', other.id)

    expect(await list(bot.id)).toEqual({
      groups: [
        {
          bot_id: bot.id,
          question: 'Do you deliver on Sundays?',
          last_asked_at: NOW,
          wordings: [
            { text: 'Do you deliver on Sundays?', count: 1, last_asked_at: NOW, conversation_id: expect.any(String) },
            { text: 'Sunday delivery', count: 1, last_asked_at: NOW, conversation_id: expect.any(String) },
          ],
          question_ids: [first, second],
        },
        expect.objectContaining({ question: 'Is there a dog?' }),
      ],
      total: 2,
      is_bounded: false,
    })
    expect((await questionsOf()).toSorted()).toEqual([
      'Do you deliver on Sundays?',
      'Is there a dog?',
      'Sunday delivery?',
    ])
    expect((await doors.rest('GET', path('', 'nobody'))).status).toBe(404)
  })

  test('is looked at as far as the newest 2,000 go, and the 200 groups asked most often are listed', async () => {
    const bots = [
      bot,
      await doors.createBot({ name: 'Bert' }),
      await doors.createBot({ name: 'Carl' }),
      await doors.createBot({ name: 'Dora' }),
    ]
    seedConversations(
      doors.path,
      bots.map(({ id }) => id),
      30_000,
      new Date(NOW),
    )
    const { groups, total, is_bounded } = await list()
    expect(is_bounded).toBe(true)
    expect(groups).toHaveLength(200)
    expect(total).toBeGreaterThan(200)
    const counts = groups.map(({ question_ids }) => question_ids.length)
    expect(counts).toEqual(counts.toSorted((a, b) => b - a))
  })

  test('is dismissed and taken back, by its own bot alone', async () => {
    const other = await doors.createBot({ name: 'Bert' })
    const question_ids = [await refuse('Is there a dog?')]
    expect(await (await doors.rest('POST', path('/dismiss', other.id), { question_ids })).json()).toEqual({
      questions: 0,
    })
    expect(await (await doors.rest('POST', path('/dismiss'), { question_ids })).json()).toEqual({ questions: 1 })
    expect(await questionsOf()).toEqual([])
    await doors.rest('POST', path('/restore'), { question_ids })
    expect(await questionsOf()).toEqual(['Is there a dog?'])
    expect((await doors.rest('POST', path('/dismiss'), { question_ids: [] })).status).toBe(400)
  })
})

describe('an answer', () => {
  const ANSWER = { question: 'Is there a dog', answer: 'Yes, Bruno.', wordings: ['dog?'] }

  test('becomes a source that is named by its question, and is trained', async () => {
    const answered = await doors.rest('POST', path('/answer'), ANSWER)
    expect(answered.status).toBe(202)
    expect((await answered.json()).source).toMatchObject({
      bot_id: bot.id,
      type: 'text',
      title: 'Is there a dog?',
      content: '# Is there a dog?\n\nYes, Bruno.\n\n---\n\ndog?',
      status: 'queued',
    })
  })

  test.each([
    ['no question', { ...ANSWER, question: ' ' }],
    ['no answer', { ...ANSWER, answer: '' }],
    ['a question too long', { ...ANSWER, question: 'x'.repeat(201) }],
    ['an answer too long', { ...ANSWER, answer: 'x'.repeat(45_001) }],
    ['too many wordings', { ...ANSWER, wordings: Array.from({ length: 101 }, () => 'x') }],
  ])('with %s is refused in words', async (_name, input) => {
    const refused = await doors.rest('POST', path('/answer'), input)
    expect(refused.status).toBe(400)
    expect((await refused.json()).error.message).toMatch(/^[A-Z][^{}]+\.$/)
    expect(await doors.deps.store.sources.list(bot.id)).toEqual([])
  })

  test('settles what it answers once it is trained, and comes back when it is asked and refused again', async () => {
    const question_ids = [await refuse('Is there a dog?'), await refuse('is there a dog')]
    const check = async () => (await doors.rest('POST', path('/check'), { question_ids })).json()
    expect(await check()).toEqual({ answered: 0, refused: ['is there a dog'] })
    expect(await questionsOf()).toEqual(['is there a dog'])

    const { source } = await (await doors.rest('POST', path('/answer'), ANSWER)).json()
    await learn(source, 'There is a dog, Bruno.')
    expect(await check()).toEqual({ answered: 2, refused: [] })
    expect(await questionsOf()).toEqual([])
    expect(await check()).toEqual({ answered: 0, refused: [] })

    await refuse('Is there a dog?')
    expect(await questionsOf()).toEqual(['Is there a dog?'])
  })
})

describe('a question that is tried', () => {
  const ask = async (question: string, id = bot.id) =>
    (await doors.rest('POST', `/api/admin/bots/${id}/try`, { question })).json()
  beforeEach(async () => {
    const { source } = await (await doors.rest('POST', path('/answer'), { question: 'Dog?', answer: 'Bruno.' })).json()
    await learn(source, 'There is a dog, Bruno.')
  })

  test('shows what is found and whether it would be answered, and leaves no trace', async () => {
    expect(await ask(' Is there a dog? ')).toEqual({
      outcome: 'answers',
      cut: 0.7,
      chunks: [
        {
          title: 'Dog?',
          url: null,
          excerpt: 'There is a dog, Bruno.',
          text: 'There is a dog, Bruno.',
          relevance: expect.any(Number),
          used: true,
        },
      ],
      remark: null,
    })
    expect((await doors.deps.store.usage.countMessages('2026-03')).size).toBe(0)
    expect(await ask('hello')).toMatchObject({ outcome: 'small_talk', chunks: [] })
    expect((await doors.rest('POST', `/api/admin/bots/${bot.id}/try`, { question: ' ' })).status).toBe(400)
    expect((await doors.rest('POST', '/api/admin/bots/nobody/try', { question: 'x' })).status).toBe(404)
  })

  test('is refused below the cut of its bot', async () => {
    doors.deps.embedder.embed = async (texts) => texts.map(() => Float32Array.of(0, 1))
    expect(await ask('Which wine goes with salmon?')).toMatchObject({ outcome: 'refuses', chunks: [{ used: false }] })
  })

  test('says when the engine failed and words alone were searched', async () => {
    doors.deps.embedder.embed = () => Promise.reject(new AppError('upstream', 'The key was refused.'))
    expect(await ask('Is there a dog?')).toMatchObject({ outcome: 'answers', remark: 'The key was refused.' })
  })
})
