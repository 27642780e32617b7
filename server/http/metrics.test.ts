import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Deps } from '#server/deps.ts'
import { createMetrics } from '#server/metrics.ts'
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts'
import { AppError } from '#server/errors.ts'
import { toErrorResponse } from './errors.ts'
import { createStreams } from './streams.ts'
import { metricsRoutes } from './metrics.ts'

const TROUBLE = { since: '2026-03-01T12:00:00Z', reason: 'It does not answer.' }
const TOKEN = 'a-token-of-sixteen-or-more'
let opened: TestDeps
beforeEach(async () => {
  opened = await openTestDeps({ METRICS_TOKEN: TOKEN })
})
afterEach(() => opened.close())

function openApp(metrics = createMetrics(), changes: Partial<Deps> = {}) {
  const deps = { ...opened.deps, metrics, ...changes }
  const streams = createStreams(deps.config.limits)
  const app = new Hono()
    .route('/', metricsRoutes(deps, streams))
    .onError((error) => toErrorResponse(error, opened.deps.log))
  return {
    streams,
    get: (authorization = `Bearer ${TOKEN}`) => app.request('/metrics', { headers: { authorization } }),
  }
}

test('tells what the process has seen, in the format that Prometheus reads', async () => {
  const metrics = createMetrics()
  metrics.countTraining({ status: 'done' })
  metrics.countRefusal(new AppError('monthly_limit', 'Full.'))
  const { get, streams } = openApp(metrics)
  streams.open('a visitor')
  const answer = await get()
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
  const text = await answer.text()
  expect(text).toContain('frontdesk_messages_total{outcome="limited"} 1\n')
  expect(text).toContain('frontdesk_trainings_total{status="done"} 1\n')
  expect(text).toContain('frontdesk_first_token_seconds_bucket{le="+Inf"} 0\n')
  expect(text).toContain('frontdesk_open_streams 1\n')
  expect(text).toContain('frontdesk_model_server_up{use="answers"} 1\n')
  const circuits = { ...opened.deps.circuits, answers: { ...opened.deps.circuits.answers, trouble: () => TROUBLE } }
  expect(await (await openApp(metrics, { circuits }).get()).text()).toContain('model_server_up{use="answers"} 0\n')
  expect(text).toMatch(/^frontdesk_database_bytes [1-9]\d+$/m)
  expect(text).not.toContain('last_backup')
  for (const line of text.trimEnd().split('\n')) {
    expect(line).toMatch(/^# (HELP|TYPE) \w+ .+$|^\w+(\{\w+="[^"]+"\})? [\d.e+-]+$/)
  }
})

test('counts buckets upwards and tells of the last good backup', async () => {
  const { deps } = opened
  deps.backups.create('manual')
  await deps.backups.ended()
  const metrics = createMetrics()
  const firstToken = { bounds: [0.1, 1], counts: [2, 3], sum: 2.5, count: 6 }
  const { get } = openApp({ ...metrics, show: () => ({ ...metrics.show(), firstToken }) })
  const text = await (await get()).text()
  const values = [...text.matchAll(/^frontdesk_first_token_seconds\S* (\S+)$/gm)].map(([, value]) => Number(value))
  expect(values).toEqual([2, 5, 6, 2.5, 6])
  expect(text).toMatch(/^frontdesk_last_backup_timestamp_seconds \d{10}(\.\d+)?$/m)
})

test.each(['', 'Bearer', 'Bearer x', `Basic ${TOKEN}`, `Bearer ${TOKEN}x`])('refuses "%s"', async (authorization) => {
  const { get } = openApp()
  const answer = await get(authorization)
  expect(answer.status).toBe(401)
  expect(await answer.json()).toEqual({
    error: { code: 'unauthorized', message: expect.stringContaining('METRICS_TOKEN') },
  })
})

test('is not there without the setting', async () => {
  const { get } = openApp(createMetrics(), { config: { ...opened.deps.config, metricsToken: undefined } })
  expect((await get()).status).toBe(404)
})
