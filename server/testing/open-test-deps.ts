import { pino } from 'pino'
import type { Source } from '#shared/source.ts'
import { createLoginLimits } from '#server/accounts/login-limits.ts'
import { createSetupToken } from '#server/accounts/setup-token.ts'
import { createVault } from '#server/bots/vault.ts'
import { openBackupDesk } from '#server/backups/desk.ts'
import { parseConfig } from '#server/config.ts'
import type { Deps } from '#server/deps.ts'
import { createMetrics } from '#server/metrics.ts'
import { createBackupThreads } from '#server/open-backup-thread.ts'
import { createCircuit } from '#server/models/circuit.ts'
import { findPrices } from '#server/models/prices.ts'
import { isQuick, openQuickThread } from '#server/open-worker.ts'
import { openTestStore } from './open-test-store.ts'

export type TestDeps = {
  deps: Deps
  path: string
  /** What the log got, one JSON line each. */
  logged: string[]
  setNow(time: string): void
  /** Speaks as the worker does while it trains. */
  progress(source: Source): void
  /** How many listen to the training. */
  listeners(): number
  close(): Promise<void>
}

/** A real store; the clock, training and the models are given. */
export async function openTestDeps(environment: Record<string, string> = {}): Promise<TestDeps> {
  const testStore = await openTestStore()
  const logged: string[] = []
  const heard = new Set<(source: Source) => void>()
  let now = new Date('2026-03-01T12:00:00.000Z')
  let ids = 0
  const { path } = testStore
  const config = parseConfig({
    DATABASE_URL: `sqlite:${path}`,
    UPLOAD_PATH: `${path}-uploads`,
    BACKUP_PATH: `${path}-backups`,
    ...environment,
  })
  const log = pino({}, { write: (line: string) => void logged.push(line) })
  const quick = openQuickThread({ config, log })
  const given: Omit<Deps, 'backups'> = {
    config,
    prices: findPrices(config),
    log,
    metrics: createMetrics(),
    store: testStore.store,
    vault: createVault('a secret of sixteen'),
    embedder: {
      id: 'test-embedder@2',
      maxTokens: 256,
      countTokens: (text) => text.length,
      embed: async (texts) => texts.map(() => Float32Array.of(1, 0)),
    },
    writer: {
      engine: 'local',
      async write() {
        throw new Error('Nobody asks for this.')
      },
    },
    chatModel: undefined,
    circuits: { answers: createCircuit({ log, now: () => now }), search: createCircuit({ log, now: () => now }) },
    workshop: {
      run: (kind, input, signal) => (isQuick(kind) ? quick.run(kind, input, signal) : new Promise(() => {})),
      onProgress(listener) {
        heard.add(listener)
        return () => heard.delete(listener)
      },
      pause: (work) => work(),
      close: async () => {},
    },
    setupToken: createSetupToken(),
    loginLimits: createLoginLimits(),
    now: () => now,
    newId: () => `id-${++ids}`,
  }
  const runJob = createBackupThreads(given)
  const deps: Deps = { ...given, backups: openBackupDesk({ ...given, runJob, pauseChats: (work) => work() }) }
  return {
    deps,
    path,
    logged,
    setNow: (time) => (now = new Date(time)),
    progress: (source) => heard.forEach((listener) => listener(source)),
    listeners: () => heard.size,
    async close() {
      await quick.close()
      await testStore.close()
    },
  }
}
