import { stat } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Hono } from 'hono'
import type { Deps } from '#server/deps.ts'
import { AppError } from '#server/errors.ts'
import type { Histogram } from '#server/metrics.ts'
import { isSameSecret } from '#server/same-secret.ts'
import type { Streams } from './streams.ts'

/** A loop that is never late reads as this in Node's histogram. */
const LOOP_CHECK_MS = 10

type MetricsDeps = Pick<Deps, 'config' | 'metrics' | 'circuits' | 'backups'>

/** Prometheus' text format, for who knows METRICS_TOKEN; without that setting there is nothing here. */
export function metricsRoutes(deps: MetricsDeps, streams: Streams): Hono {
  const app = new Hono()
  const token = deps.config.metricsToken
  if (token === undefined) return app

  const loopDelay = monitorEventLoopDelay({ resolution: LOOP_CHECK_MS })
  loopDelay.enable()

  app.get('/metrics', async (c) => {
    const given = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (given === undefined || !isSameSecret(given, token)) {
      throw new AppError('unauthorized', 'Send METRICS_TOKEN as a bearer token.')
    }
    const { messages, trainings, firstToken } = deps.metrics.show()
    const { databasePath } = deps.config
    const lastBackup = (await deps.backups.show()).backups.find(({ is_last_good }) => is_last_good)
    const lines = [
      ...family(
        'frontdesk_messages_total',
        'counter',
        "Visitors' messages by how they ended",
        [...messages],
        'outcome',
      ),
      ...family('frontdesk_trainings_total', 'counter', 'Sources trained, by how it ended', [...trainings], 'status'),
      ...histogram(
        'frontdesk_first_token_seconds',
        'From an accepted message to the first piece of its answer',
        firstToken,
      ),
      ...family(
        'frontdesk_model_server_up',
        'gauge',
        '0 while the model server is left alone, since it failed',
        Object.entries(deps.circuits).map(([use, circuit]) => [use, circuit.trouble() === undefined ? 1 : 0]),
        'use',
      ),
      ...gauge('frontdesk_open_streams', 'Answers streaming now', streams.count()),
      ...family(
        'frontdesk_event_loop_delay_seconds',
        'gauge',
        'How late the event loop was since the last scrape',
        [0.5, 0.99, 1].map((quantile) => [String(quantile), toSeconds(loopDelay.percentile(quantile * 100))]),
        'quantile',
      ),
      ...gauge('process_resident_memory_bytes', 'Memory in use', process.memoryUsage.rss()),
      ...gauge('process_start_time_seconds', 'When it started', Math.round(performance.timeOrigin / 1000)),
      ...gauge('frontdesk_database_bytes', 'Size of the database file', await sizeOf(databasePath)),
      ...gauge('frontdesk_database_wal_bytes', 'Size of its write-ahead log', await sizeOf(`${databasePath}-wal`)),
      ...(lastBackup === undefined
        ? []
        : gauge(
            'frontdesk_last_backup_timestamp_seconds',
            'The last good backup',
            Date.parse(lastBackup.made_at) / 1000,
          )),
    ]
    loopDelay.reset()
    c.header('Cache-Control', 'no-store')
    c.header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
    return c.body(`${lines.join('\n')}\n`)
  })

  return app
}

function family(name: string, type: string, help: string, values: [string, number][], label: string): string[] {
  return [...head(name, type, help), ...values.map(([of, value]) => `${name}{${label}="${of}"} ${value}`)]
}

const gauge = (name: string, help: string, value: number): string[] => [
  ...head(name, 'gauge', help),
  `${name} ${value}`,
]

function histogram(name: string, help: string, { bounds, counts, sum, count }: Histogram): string[] {
  let below = 0
  const buckets = bounds.map((bound, index) => `${name}_bucket{le="${bound}"} ${(below += counts[index] ?? 0)}`)
  const rest = [`${name}_bucket{le="+Inf"} ${count}`, `${name}_sum ${sum}`, `${name}_count ${count}`]
  return [...head(name, 'histogram', help), ...buckets, ...rest]
}

const head = (name: string, type: string, help: string): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
]

const toSeconds = (delayNs: number): number => Math.max(0, delayNs / 1e9 - LOOP_CHECK_MS / 1000)

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0
