import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { ensureAccount } from './accounts/ensure-account.ts'
import { createLoginLimits } from './accounts/login-limits.ts'
import { createSetupToken } from './accounts/setup-token.ts'
import { createApp } from './app.ts'
import { clearUp } from './backups/clear-up.ts'
import { openBackupDesk } from './backups/desk.ts'
import { pathsOf } from './backups/restore.ts'
import { keepSchedule } from './backups/schedule.ts'
import { assertNotLost, showWayOut } from './backups/way-out.ts'
import type { RunBackupJob } from './backups/work.ts'
import { finishDeletions } from './bots/bots.ts'
import { warnOfHiddenKeys } from './bots/hidden-keys.ts'
import { openSecret } from './bots/open-secret.ts'
import { createVault } from './bots/vault.ts'
import { createModelWriter } from './chat/model-writer.ts'
import { createQuoteWriter } from './chat/quote-writer.ts'
import { type Config, parseConfig } from './config.ts'
import type { Deps } from './deps.ts'
import { AppError, CANNOT_ANSWER, toAppError } from './errors.ts'
import { limitConnections } from './http/connections.ts'
import { listen } from './http/listen.ts'
import { createStreams, type Streams } from './http/streams.ts'
import { readStaticFiles } from './http/static-files.ts'
import { failInterrupted } from './knowledge/ingest.ts'
import { createLog, type Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import { createCircuit } from './models/circuit.ts'
import { guardChatModel, guardEmbedder } from './models/guarded.ts'
import { createOpenAiChatModel, createOpenAiEmbedder } from './models/openai.ts'
import { findPrices } from './models/prices.ts'
import { rememberQuestions } from './models/remember-questions.ts'
import { createWorkerEmbedder } from './models/worker-embedder.ts'
import { createBackupThreads } from './open-backup-thread.ts'
import { openWorkshop } from './open-worker.ts'
import { compareSketches } from './retrieval/find-nearest.ts'
import { ROOT } from './root.ts'
import { stopOnSignal } from './stop.ts'
import { openSqliteStore } from './store/sqlite/open.ts'
import type { Store } from './store/store.ts'

/** Open streams get this long after SIGTERM. */
const DRAIN_MS = 20_000
/** For what is written but not yet sent. A dashboard that listens to a training would stay for ever. */
const LAST_BYTES_MS = 500
/** Before a restore: most answers take less. */
const RESTORE_DRAIN_MS = 5_000
/** Slow senders hold a socket no longer than this. */
const HEADERS_TIMEOUT_MS = 15_000
const REQUEST_TIMEOUT_MS = 30_000
/** Node looks every 30 s unless told otherwise, and would double those times. */
const TIMEOUT_CHECK_MS = 5_000
const MAX_CONNECTIONS = 2_000
/** So many streams at once are still refused in words. */
const MAX_CONNECTIONS_OF_ONE = 500
const DIST = join(ROOT, 'dist')

await start().catch((error: unknown) => {
  // A person reads this in a terminal: sentences, no stack.
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})

async function start(): Promise<void> {
  const config = parseConfig(process.env)
  const log = createLog(config)
  // Node then says so on stderr and ends with 1, as always.
  process.on('uncaughtExceptionMonitor', (error) => log.fatal({ err: error }, 'Crashed.'))
  const streams = createStreams(config.limits)
  const deps = await openDeps(config, log, streams)
  const app = createApp(deps, { streams, files: await readStaticFiles(DIST) })
  const hasAccount = await ensureAccount(deps)
  await warnOfHiddenKeys(deps)
  await failInterrupted(deps)
  void finishDeletions(deps)
  await clearUp(deps)
  const schedule = await keepSchedule(deps)

  const server = createAdaptorServer({
    fetch: app.fetch,
    hostname: config.host,
    serverOptions: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    },
  })
  const ofOneAddress = config.trustProxy === 0 ? MAX_CONNECTIONS_OF_ONE : Infinity
  limitConnections(server, { most: MAX_CONNECTIONS, ofOneAddress })
  const listening = await listen(server, config).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === 'EADDRINUSE'
        ? `Port ${config.port} is in use by another program. Stop it, or set PORT to another number.`
        : `Cannot listen on ${config.host}:${config.port}: ${error.message}`,
      { cause: error },
    )
  })

  stopOnSignal(log, async () => {
    schedule.stop()
    // It goes on listening, so that visitors get a sentence instead of a closed door.
    await Promise.all([streams.drain(DRAIN_MS), deps.backups.ended()])
    await Promise.race([listening.close(), wait(LAST_BYTES_MS)])
    if ('closeAllConnections' in server) server.closeAllConnections()
    await deps.workshop.close()
    await deps.store.close()
  })
  // Last: who reads it may stop it at once.
  greet(config, log, listening.port, hasAccount ? undefined : deps.setupToken.value)
}

async function openDeps(config: Config, log: Log, streams: Streams): Promise<Deps> {
  const databaseExists = existsSync(config.databasePath)
  const runJob = createBackupThreads({ log })
  const opened = await openStore(config, runJob)
  const vault = createVault(await openSecret({ config, log, databaseExists }))
  const workshop = openWorkshop({ config, log })
  const store = { ...opened, knowledge: compareSketches(opened.knowledge, workshop) }
  const metrics = createMetrics()
  workshop.onProgress((source) => metrics.countTraining(source))
  const now = (): Date => new Date()
  const circuits = {
    answers: createCircuit({ log, now, refusal: CANNOT_ANSWER }),
    search: createCircuit({ log, now }),
  }
  const engine = config.openai ? openOpenAi(config.openai, log, circuits) : openLocal(createWorkerEmbedder(workshop))
  const newId = (): string => crypto.randomUUID()
  return {
    config,
    log,
    metrics,
    store,
    vault,
    workshop,
    backups: openBackupDesk({
      config,
      log,
      store,
      vault,
      workshop,
      now,
      newId,
      runJob,
      async pauseChats(work) {
        await streams.drain(RESTORE_DRAIN_MS)
        try {
          return await work()
        } finally {
          streams.resume()
        }
      },
    }),
    ...engine,
    embedder: rememberQuestions(engine.embedder),
    circuits,
    prices: findPrices(config),
    setupToken: createSetupToken(),
    loginLimits: createLoginLimits(),
    now,
    newId,
  }
}

async function openStore(config: Config, runJob: RunBackupJob): Promise<Store> {
  await assertNotLost(config)
  try {
    return await openSqliteStore(config.databasePath, { beforeMigrating: () => backUpFirst(config, runJob) })
  } catch (error) {
    throw await showWayOut(error, config)
  }
}

/** An update that goes wrong half way undoes itself; this is for one that goes wrong in some other way. */
async function backUpFirst(config: Config, runJob: RunBackupJob): Promise<void> {
  if (!config.backupEnabled) return
  try {
    await runJob('make', { config: pathsOf(config), kind: 'before_update' })
  } catch (cause) {
    throw new AppError(
      'unavailable',
      `The database must be brought up to this version, and the backup before that failed. ${toAppError(cause).message} Nothing was changed. BACKUP_ENABLED=false starts without one.`,
      { cause },
    )
  }
}

type Engine = Pick<Deps, 'embedder' | 'writer' | 'chatModel'>

function openOpenAi(openai: NonNullable<Config['openai']>, log: Log, circuits: Deps['circuits']): Engine {
  const chatModel = guardChatModel(createOpenAiChatModel(openai, log), circuits.answers)
  const embedder = guardEmbedder(createOpenAiEmbedder(openai, log), circuits.search)
  return { embedder, chatModel, writer: createModelWriter(chatModel) }
}

function openLocal(embedder: Deps['embedder']): Engine {
  return { embedder, chatModel: undefined, writer: createQuoteWriter() }
}

/** Says where it is; the set-up link works once and only until an account exists. */
function greet(config: Config, log: Log, port: number, setupToken: string | undefined): void {
  const url = config.publicUrl ?? `http://localhost:${port}`
  if (setupToken !== undefined) log.info(`Finish set-up: ${url}/setup?token=${setupToken}`)
  log.info(`Frontdesk is running at ${url}`)
}
