import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AdminClient, OWNER, setUpAdmin, signIn } from '#server/testing/admin-client.ts'
import { launchBrowser } from '#server/testing/browser.ts'
import { type FakeWeb, startFakeWeb } from '#server/testing/fake-web.ts'
import { type RunningFrontdesk, startFrontdesk } from '#server/testing/start-frontdesk.ts'

// Between the browser and the real process stands a proxy that does what proxies do: it cuts streams, and answers 502.

const ENVIRONMENT = { ALLOW_PRIVATE_URLS: 'true', ADMIN_PER_IP: '10000' }
const IS_STREAM = /^\/api\/trpc\/sources\.progress/

let frontdesk: RunningFrontdesk
let admin: AdminClient
let browser: Browser
let site: FakeWeb
let proxy: Awaited<ReturnType<typeof startProxy>>
let page: Page
let letPageAnswer: () => void

beforeAll(async () => {
  frontdesk = await startFrontdesk(ENVIRONMENT)
  admin = await setUpAdmin(frontdesk.url, frontdesk.setupUrl)
  browser = await launchBrowser()
  proxy = await startProxy()
})
afterAll(async () => {
  await browser.close()
  await proxy.close()
  await frontdesk.stop()
})

beforeEach(async () => {
  proxy.letThrough = () => true
  const held = new Promise<void>((resolve) => (letPageAnswer = resolve))
  const answer = '<title>Bakery</title><main><h1>Opening hours</h1><p>We bake every day and open at seven.</p></main>'
  site = await startFakeWeb({
    '/slow': (_request, response) => {
      response.setHeader('content-type', 'text/html')
      void held.then(() => response.end(answer))
    },
  })
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  await context.request.post(`${proxy.url}/api/auth/login`, { data: OWNER })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
})
afterEach(async () => {
  letPageAnswer()
  await page.context().close()
  await site.close()
})

/** The owner watches a page being fetched that does not come. */
async function watchTraining(): Promise<Locator> {
  const { id } = await admin.createBot({ name: 'Bakery' })
  await admin.request('POST', `/api/admin/bots/${id}/ingest`, {
    source_type: 'url',
    source_content: `${site.origin}/slow`,
  })
  await page.goto(`${proxy.url}/dashboard/bots/new?bot=${id}&step=train`)
  const sources = page.getByRole('list', { name: 'Sources' })
  await sources.getByText('Fetching the page').waitFor()
  await expect.poll(() => proxy.openStreams()).toBe(1)
  return sources
}

test('a stream that was cut and then refused is opened again, and the training goes on without a reload', async () => {
  const sources = await watchTraining()
  let refused = 0
  // No list either: what moves is the stream.
  proxy.letThrough = (path) => !(IS_STREAM.test(path) && refused++ < 2) && !path.includes('sources.list')
  proxy.cutStreams()
  await expect.poll(() => refused, { timeout: 20_000 }).toBe(3)
  await expect.poll(() => proxy.openStreams()).toBe(1)
  letPageAnswer()
  await sources.getByText(/trained just now/).waitFor()
  await page
    .getByRole('status')
    .getByText(/1 page, \d+ words, 1 chunk in \d+ seconds?/)
    .waitFor()
})

test('where no stream comes through, the training is seen to its end all the same', async () => {
  const sources = await watchTraining()
  proxy.letThrough = (path) => !IS_STREAM.test(path)
  proxy.cutStreams()
  letPageAnswer()
  await sources.getByText(/trained just now/).waitFor()
  await page.getByRole('link', { name: 'Ask it something' }).click()
  await page.getByRole('heading', { name: 'Ask it something' }).waitFor()
})

test('a restart in the middle of a training is told, with what to do', async () => {
  const sources = await watchTraining()
  await frontdesk.stop('SIGKILL')
  frontdesk = await startFrontdesk(ENVIRONMENT, frontdesk.folder)
  admin = await signIn(frontdesk.url)
  await sources.getByText('Training was interrupted by a restart. Press Re-train to run it again.').waitFor()
  letPageAnswer()
  await sources.getByRole('button', { name: 'Re-train' }).click()
  await sources.getByText(/trained just now/).waitFor()
})

test('a session that ended elsewhere is noticed while the owner watches', async () => {
  await watchTraining()
  await admin.request('POST', '/api/auth/logout-everywhere')
  letPageAnswer()
  await page.getByLabel('Password').waitFor()
  admin = await signIn(frontdesk.url)
})

async function startProxy() {
  const streams = new Set<ServerResponse>()
  const proxied = {
    letThrough: (_path: string): boolean => true,
    openStreams: () => streams.size,
    cutStreams: () => streams.forEach((response) => response.destroy()),
  }
  const server: Server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
    const path = incoming.url ?? '/'
    const refuse = (): void => void (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end())
    if (!proxied.letThrough(path)) return refuse()
    const { hostname, port } = new URL(frontdesk.url)
    const forwarded = request(
      { hostname, port, path, method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        if (IS_STREAM.test(path) && answer.statusCode === 200) {
          streams.add(outgoing)
          outgoing.once('close', () => {
            streams.delete(outgoing)
            forwarded.destroy()
          })
        }
        answer.on('error', refuse).pipe(outgoing)
      },
    )
    incoming.pipe(forwarded.on('error', refuse))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It listens on no port.')
  return Object.assign(proxied, {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  })
}
