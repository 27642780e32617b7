import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'
import { describe, expect, test, type TestContext } from 'vitest'
import { startFakeOpenAi } from '#server/testing/fake-openai.ts'
import { startFakeWeb } from '#server/testing/fake-web.ts'
import { smallSite } from '#server/testing/small-site.ts'
import { startFrontdesk } from '#server/testing/start-frontdesk.ts'
import { toAnswerCheck } from './check-answer.ts'
import { type Answer, type Names, openCurl, openNode, readExamples, type Runner } from './examples.ts'
import { apiDocsPath } from './write.ts'

/** As `npm start` runs it. */
const START = fileURLToPath(new URL('../start.js', import.meta.url))
/** Two servers start, and each makes four backups: seconds, on a machine that does much else. */
const TIMES = { timeout: 120_000 }
const POLL_MS = 100
const METRICS_TOKEN = 'a token for the metrics'

type Step = {
  path: string
  /** What later examples need of the answer: a name, and where it stands. */
  learn?: Names
  /** Asked again until the field has this value. */
  until?: [field: string, value: unknown]
}

const bot: Step = { path: 'GET /api/admin/bots/{id}', until: ['status', 'ready'] }
const backups: Step = { path: 'GET /api/admin/backups', until: ['work', null] }

/** All of them once, in an order in which each finds what it needs. */
const STEPS: (string | Step)[] = [
  'GET /api/auth/state',
  'POST /api/auth/setup',
  'POST /api/auth/logout',
  'POST /api/auth/login',
  'GET /api/health',
  'GET /api/ready',
  'GET /metrics',
  'GET /api/openapi.json',
  'GET /widget.js',
  { path: 'POST /api/admin/bots', learn: { BOT_ID: 'id', API_KEY: 'api_key' } },
  'GET /api/admin/bots',
  { path: 'POST /api/admin/bots/{id}/ingest', learn: { SOURCE_ID: 'source.id' } },
  bot,
  { path: 'POST /api/chat', learn: { MESSAGE_ID: 'message_id' } },
  'GET /api/admin/answers/{message_id}',
  'POST /api/admin/bots/{id}/try',
  'GET /api/admin/bots/{id}/suggested-questions',
  'GET /api/public/config/{bot_id}',
  'GET /api/admin/bots/{id}/sightings',
  'PUT /api/admin/bots/{id}',
  'POST /api/admin/bots/{id}/avatar',
  'GET /api/public/avatar/{bot_id}',
  'DELETE /api/admin/bots/{id}/avatar',
  'POST /api/admin/check-url',
  'POST /api/admin/bots/{id}/check-site',
  { path: 'GET /api/admin/unanswered', learn: { QUESTION_ID: 'groups.0.question_ids.0' } },
  'GET /api/admin/bots/{id}/unanswered',
  'POST /api/admin/bots/{id}/unanswered/check',
  'POST /api/admin/bots/{id}/unanswered/dismiss',
  'POST /api/admin/bots/{id}/unanswered/restore',
  'POST /api/admin/bots/{id}/unanswered/answer',
  {
    path: 'GET /api/admin/conversations',
    learn: { CONVERSATION_ID: 'conversations.0.id' },
  },
  'GET /api/admin/conversations/{id}',
  'GET /api/admin/conversations.csv',
  'DELETE /api/admin/conversations/{id}',
  'GET /api/admin/old-conversations',
  'POST /api/admin/old-conversations/delete',
  bot,
  'GET /api/admin/bots/{id}/sources',
  'GET /api/admin/bots/{id}/sources/{source_id}',
  'PUT /api/admin/bots/{id}/sources/{source_id}',
  bot,
  'POST /api/admin/bots/{id}/sources/{source_id}/train',
  bot,
  'POST /api/admin/retrain',
  'DELETE /api/admin/bots/{id}/sources/{source_id}',
  'GET /api/admin/settings',
  'PUT /api/admin/settings',
  'GET /api/admin/settings/storage',
  'GET /api/admin/settings/disk',
  'POST /api/admin/settings/check-engine',
  'GET /api/admin/backup',
  'POST /api/admin/backups/upload',
  'POST /api/admin/backups/discard',
  'POST /api/admin/backups',
  { ...backups, learn: { BACKUP_NAME: 'outcome.name' } },
  'GET /api/admin/backups/{name}',
  'POST /api/admin/backups/inspect',
  { ...backups, learn: { INSPECTION_ID: 'inspection.id' } },
  'POST /api/admin/backups/restore',
  backups,
  'DELETE /api/admin/backups/{name}',
  'POST /api/admin/bots/{id}/regenerate-key',
  'DELETE /api/admin/bots/{id}',
  'POST /api/auth/password',
  'POST /api/auth/logout-everywhere',
]

const markdown = await readFile(apiDocsPath, 'utf8')
const hasCurl = spawnSync('curl', ['--version']).status === 0

test('every path has its two examples', () => {
  const steps = new Set(STEPS.map((step) => (typeof step === 'string' ? step : step.path)))
  for (const language of ['sh', 'js'] as const) {
    expect([...readExamples(markdown, language).keys()].toSorted()).toEqual([...steps].toSorted())
  }
})

// Both at once: each waits much for its server.
describe.concurrent('as they are written, the examples for', () => {
  test.skipIf(!hasCurl)(hasCurl ? 'curl' : 'curl, WHICH IS NOT INSTALLED HERE', TIMES, (context) =>
    runAll('sh', openCurl, context),
  )
  test('JavaScript', TIMES, (context) => runAll('js', openNode, context))
})

/** Each against a server of its language's own; what it answers is what the document says. */
async function runAll(
  language: 'sh' | 'js',
  open: (folder: string) => Runner | Promise<Runner>,
  { onTestFinished }: TestContext,
): Promise<void> {
  const examples = readExamples(markdown, language)
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-examples-'))
  const site = await startFakeWeb(smallSite)
  const model = await startFakeOpenAi()
  const engine = { OPENAI_API_KEY: 'a key', OPENAI_BASE_URL: model.baseUrl }
  const environment = { ALLOW_PRIVATE_URLS: 'true', ADMIN_PER_IP: '10000', METRICS_TOKEN, ...engine }
  const frontdesk = await startFrontdesk(environment, undefined, START)
  const checkAnswer = toAnswerCheck(await (await fetch(`${frontdesk.url}/api/openapi.json`)).json())
  const runner = await open(folder)
  onTestFinished(async () => {
    await Promise.all([runner.close(), frontdesk.stop(), site.close(), model.close()])
    await rm(folder, { recursive: true })
  })
  await sharp({ create: { width: 80, height: 80, channels: 3, background: '#0b6e4f' } }).toFile(
    join(folder, 'avatar.png'),
  )
  const SETUP_TOKEN = new URL(frontdesk.setupUrl ?? '').searchParams.get('token') ?? ''
  const names: Names = { FRONTDESK: frontdesk.url, PAGE_URL: `${site.origin}/faq`, METRICS_TOKEN, SETUP_TOKEN }

  for (const step of STEPS) {
    const { path, learn = {}, until }: Step = typeof step === 'string' ? { path: step } : step
    const source = examples.get(path) ?? ''
    if (path === 'GET /api/admin/unanswered') await askInVain(names)
    const ask = async () => {
      const answer = await runner.run(source, names)
      return { answer, body: checkAnswer(path, answer) }
    }
    let { answer, body } = await ask()
    while (!isReached(body, until)) {
      await wait(POLL_MS)
      ;({ answer, body } = await ask())
    }
    const file = /-o (\S+)|writeFile\('(.+)',/.exec(source)
    if (file) expect((await stat(join(folder, file[1] ?? file[2] ?? ''))).size, path).toBeGreaterThan(50)
    for (const [name, field] of Object.entries(learn)) {
      expect(find(body, field), `${path}: ${field}`).toBeTypeOf('string')
      names[name] = String(find(body, field))
    }
    Object.assign(names, readCookie(answer))
  }
}

/** Of `{ groups: [{ id: 'x' }] }` at "groups.0.id": x. */
const find = (body: unknown, field: string): unknown =>
  field.split('.').reduce<unknown>((at, name) => Object.entries(at ?? {}).find(([key]) => key === name)?.[1], body)

const isReached = (body: unknown, until: Step['until']): boolean => !until || find(body, until[0]) === until[1]

const readCookie = ({ cookies }: Answer): Names => {
  const cookie = cookies.map((one) => one.split(';')[0]).join('; ')
  return /session_token=./.test(cookie) ? { COOKIE: cookie } : {}
}

async function askInVain({ FRONTDESK, BOT_ID, API_KEY }: Names): Promise<void> {
  const request = {
    bot_id: BOT_ID,
    api_key: API_KEY,
    session_id: 'another-visitor',
    message: 'Do you sell skateboards?',
  }
  const headers = { 'Content-Type': 'application/json' }
  await (await fetch(`${FRONTDESK}/api/chat`, { method: 'POST', headers, body: JSON.stringify(request) })).text()
}
