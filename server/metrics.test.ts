import { expect, test } from 'vitest'
import type { ChatEvent } from '#shared/chat.ts'
import { AppError } from './errors.ts'
import { createMetrics } from './metrics.ts'

const token: ChatEvent = { type: 'token', content: 'Seven.' }
const done = (answered: boolean): ChatEvent => ({ type: 'done', message_id: '1', answered, sources: [] })

const play =
  (...steps: (ChatEvent | Error)[]) =>
  async (send: (event: ChatEvent) => void) => {
    for (const step of steps) {
      if (step instanceof Error) throw step
      send(step)
    }
  }

async function watch(...steps: (ChatEvent | Error)[]) {
  let timeMs = 0
  const metrics = createMetrics(() => (timeMs += 200))
  const seen: ChatEvent[] = []
  const failure = await metrics
    .watchAnswer(play(...steps), (event) => void seen.push(event))
    .catch((error: unknown) => error)
  const { messages, firstToken } = metrics.show()
  return { seen, failure, outcomes: [...messages].filter(([, count]) => count > 0), firstToken }
}

test.each([
  ['answered', [token, done(true)]],
  ['unanswered', [token, done(false)]],
  ['upstream', [token, new AppError('upstream', 'It failed.')]],
  ['overloaded', [token, new AppError('overloaded', 'Restarting.')]],
  ['error', [new TypeError('a bug')]],
  ['left', [token, new DOMException('The visitor left.', 'AbortError')]],
] satisfies [string, (ChatEvent | Error)[]][])(
  'counts an answer as %s, and passes all of it on',
  async (outcome, steps) => {
    const { seen, failure, outcomes } = await watch(...steps)
    expect(outcomes).toEqual([[outcome, 1]])
    expect([...seen, ...(failure === undefined ? [] : [failure])]).toEqual(steps)
  },
)

test('times the first piece alone', async () => {
  const { firstToken } = await watch(token, token, done(true))
  expect([firstToken.count, firstToken.sum]).toEqual([1, 0.2])
  expect(firstToken.bounds[firstToken.counts.indexOf(1)]).toBe(0.25)
  expect((await watch(done(false))).firstToken.count).toBe(0)
})

test('counts refusals by limits, not what is no message', () => {
  const metrics = createMetrics()
  for (const code of ['monthly_limit', 'too_many_messages', 'unauthorized', 'bad_input'] as const) {
    metrics.countRefusal(new AppError(code, 'No.'))
  }
  expect([...metrics.show().messages.values()].reduce((sum, count) => sum + count)).toBe(2)
  expect(metrics.show().messages.get('limited')).toBe(2)
})

test('counts trainings when they have ended', () => {
  const metrics = createMetrics()
  for (const status of ['queued', 'fetching', 'done', 'error', 'done']) metrics.countTraining({ status })
  expect(Object.fromEntries(metrics.show().trainings)).toEqual({ done: 2, error: 1 })
})
