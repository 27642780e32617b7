import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AdminClient, ask, signIn } from '#server/testing/admin-client.ts'

/** Some eight seconds where nothing else runs. */
const START_TIMEOUT_MS = 120_000
const script = fileURLToPath(new URL('demo.ts', import.meta.url))

let folder: string
let port: number
let demo: { child: ChildProcess; output: () => string }
let owner: AdminClient

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-demo-'))
  port = await findTwoPorts()
  demo = await start()
  const [, username = '', password = ''] = /username (\S+), password (\S+)/.exec(demo.output()) ?? []
  owner = await signIn(dashboard(), { username, password })
}, START_TIMEOUT_MS)
afterAll(async () => {
  demo.child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

/** Resolves when it says that all is ready, or when it ended. */
async function start() {
  const child = spawn(process.execPath, [script], {
    cwd: folder,
    env: { PATH: process.env['PATH'], PORT: String(port), OPENAI_API_KEY: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        output += String(data)
        if (output.includes('Ctrl-C ends both')) resolve()
      })
    }
    child.once('close', () => resolve())
  })
  await ready
  return { child, output: () => output }
}

const dashboard = () => `http://localhost:${port}`
const site = () => `http://localhost:${port + 1}`
/** What a second start must not do again. */
async function readShop() {
  const { bots } = await owner.demand<{ bots: { id: string; api_key: string; message_count: number }[] }>(
    'GET',
    '/api/admin/bots',
  )
  const sources = await owner.demand<{ sources: { id: string; content: string; status: string }[] }>(
    'GET',
    `/api/admin/bots/${bots[0]?.id}/sources`,
  )
  return { bots: bots.map(({ id, api_key, message_count }) => ({ id, api_key, message_count })), ...sources }
}

test('prints both links and a password, to a bakery with knowledge and open questions', async () => {
  expect(demo.output()).toContain(dashboard())
  expect(demo.output()).toContain(site())
  const { bots, sources } = await readShop()
  expect(bots).toHaveLength(1)
  expect(sources.map(({ status }) => status)).toEqual(sources.map(() => 'done'))
  const { groups } = await owner.demand<{ groups: unknown[] }>('GET', '/api/admin/unanswered')
  expect(groups).not.toEqual([])
})

test.each(['/', '/breads', '/visit', '/questions'])('the page %s carries the tag of the bot', async (path) => {
  const page = await (await fetch(site() + path)).text()
  expect(page).toContain('<h1>')
  const tag = /<script src="(.+)" data-bot-id="(.+)" data-api-key="(.+)" async><\/script><\/body>/.exec(page)
  expect(tag?.[1]).toBe(`${dashboard()}/widget.js`)
  const config = await fetch(`${dashboard()}/api/public/config/${tag?.[2]}?api_key=${tag?.[3]}`)
  expect(await config.json()).toMatchObject({ name: 'Oatwell Bakery' })
})

test('a visitor who asks about bread is answered from the page with the prices', async () => {
  const { bots } = await readShop()
  const { text, last } = await ask(dashboard(), bots[0] ?? { id: '', api_key: '' }, 'How much is the dark rye?')
  expect(text).toContain('£5.20')
  expect(last).toMatchObject({ answered: true, sources: [{ url: expect.stringContaining(`${site()}/breads#`) }] })
})

test('Ctrl-C ends both, and a second start makes nothing twice', async () => {
  const before = await readShop()
  demo.child.kill('SIGINT')
  expect(await once(demo.child, 'close')).toEqual([0, null])
  await expect(fetch(site())).rejects.toThrow()
  await expect(fetch(dashboard())).rejects.toThrow()

  demo = await start()
  expect(await readShop()).toEqual(before)
})

test('a port that is taken is named, with what to do', async () => {
  const { child, output } = await start()
  expect(child.exitCode).toBe(1)
  expect(output()).toBe(
    `The bakery's site needs port ${port + 1}, and that is in use by another program. Stop it, or set PORT: the site takes the port after it.\n`,
  )
})

/** The first of two neighbours that are both free. */
async function findTwoPorts(): Promise<number> {
  for (;;) {
    const first = createServer().listen(0, '127.0.0.1')
    await once(first, 'listening')
    const found = first.address()
    const free = typeof found === 'object' && found ? found.port : 0
    const second = createServer().listen(free + 1, '127.0.0.1')
    const both = await once(second, 'listening').then(
      () => true,
      () => false,
    )
    await Promise.all([first, second].map(close))
    if (both) return free
  }
}

const close = (server: Server) => new Promise((resolve) => server.close(resolve))
