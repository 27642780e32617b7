import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { AppError } from '#server/errors.ts'
import { toErrorResponse, toVisitorError } from './errors.ts'

function failing(error: Error) {
  const lines: string[] = []
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) })
  const app = new Hono()
    .use(cors())
    .get('/', () => {
      throw error
    })
    .onError((failure) => toErrorResponse(failure, log))
  return { lines, ask: () => app.request('/') }
}

describe('toErrorResponse', () => {
  test('tells the code and the sentence, and when to come back', async () => {
    const { ask, lines } = failing(new AppError('too_many_requests', 'Too many.', { retryAfterSeconds: 4.2 }))
    const response = await ask()
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('5')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toEqual({ error: { code: 'too_many_requests', message: 'Too many.' } })
    expect(lines).toEqual([])
  })

  test('keeps a bug to the log, once, with its cause', async () => {
    const { ask, lines } = failing(new Error('secret detail'))
    const response = await ask()
    const body = await response.text()
    expect(response.status).toBe(500)
    expect(body).not.toMatch(/secret detail|stack|errors\.test/)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('secret detail')
  })
})

test('a visitor is not told what the owner is told', () => {
  const owner = new AppError('upstream', 'OpenAI refused the key sk-…')
  expect(toVisitorError(owner).message).not.toContain('key')
  expect(toVisitorError(owner)).toMatchObject({ code: 'upstream', cause: owner })
  expect(toVisitorError(new AppError('monthly_limit', 'Limit.')).message).toBe('Limit.')
})
