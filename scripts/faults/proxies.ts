import { OWNER } from '#server/testing/admin-client.ts'
import type { Drill, Finding } from './drill.ts'
import { HOST, makeCertificate, openCaddy, openNginx, type Proxy, type Way } from './open-proxy.ts'
import { openShop, QUESTION, type Shop } from './shop.ts'
import { fetchThrough, open, sendRaw, timeStream } from './through-proxy.ts'

const TOKEN_DELAY_MS = 100
const REPLY = 'The bakery opens at seven in the morning.'
const WORDS = REPLY.split(' ').length
/** Of several, the quickest counts: others use this machine too. */
const TRIES = 3
const PROMISED_MS = 100
const MEGABYTE = new Uint8Array(1024 * 1024)
const TO_API = { 'Content-Type': 'application/json' }

/** The files of deploy/, by Debian's nginx and Caddy, before the real server. */
export const proxies: Drill = {
  name: 'proxies',
  about: 'nginx and Caddy with the files of deploy/ in front: streams, addresses, HTTPS, uploads',
  needs: { programs: ['nginx', 'caddy', 'openssl'] },
  async *run({ folder }) {
    const shop = await openShop(folder, { tokenDelayMs: TOKEN_DELAY_MS })
    const opened: Proxy[] = []
    try {
      await shop.frontdesk.stop()
      await shop.startAgain({ TRUST_PROXY: '1', FORCE_HTTPS: 'true' })
      const upstream = Number(new URL(shop.frontdesk.url).port)
      const certificate = makeCertificate(folder)
      const collecting = 'proxy_buffering on; proxy_ignore_headers X-Accel-Buffering;'
      opened.push(await openNginx(folder, upstream, certificate), await openCaddy(folder, upstream, certificate))
      const control = await openNginx(folder, upstream, certificate, collecting)
      opened.push(control)

      const direct: Way = { name: 'directly', port: upstream, tls: undefined }
      yield* findStreaming(shop, [direct, ...opened.slice(0, 2)], control)
      for (const way of opened.slice(0, 2)) yield* findThrough(shop, way)
      for (const way of [direct, ...opened.slice(0, 2)]) yield await findSmuggling(way)
    } finally {
      for (const proxy of opened) await proxy.close()
      await shop.close()
    }
  },
}

const toBody = ({ bot }: Shop): string =>
  JSON.stringify({ bot_id: bot.id, api_key: bot.api_key, session_id: crypto.randomUUID(), message: QUESTION })

async function* findStreaming(shop: Shop, ways: Way[], control: Way): AsyncGenerator<Finding> {
  const best = async (way: Way) => {
    const tries = []
    for (let n = 0; n < TRIES; n++) {
      shop.model.script('chat', { reply: REPLY })
      tries.push(await timeStream(way, toBody(shop)))
    }
    return tries.toSorted((a, b) => a.firstMs - b.firstMs)[0] ?? { firstMs: Infinity, lastMs: 0, pieces: 0 }
  }
  const directMs = (await best(ways[0] ?? control)).firstMs
  for (const way of ways) {
    const { firstMs, lastMs, pieces } = await best(way)
    yield {
      promise: `${way.name}: the first token comes at once, and one after the other`,
      seen: `first after ${firstMs.toFixed(0)} ms, ${pieces} pieces over ${(lastMs - firstMs).toFixed(0)} ms`,
      kept: firstMs - directMs < PROMISED_MS && pieces >= WORDS - 1 && lastMs - firstMs > (TOKEN_DELAY_MS * WORDS) / 2,
    }
  }
  const { firstMs, pieces } = await best(control)
  yield {
    promise: 'control: an nginx that collects is seen as such',
    seen: `first after ${firstMs.toFixed(0)} ms, ${pieces} pieces`,
    kept: firstMs - directMs > PROMISED_MS,
  }
}

async function* findThrough(shop: Shop, way: Proxy): AsyncGenerator<Finding> {
  const login = (body: object, headers = {}) =>
    fetchThrough(way, '/api/auth/login', {
      method: 'POST',
      headers: { ...TO_API, ...headers },
      body: JSON.stringify(body),
      from: '127.0.0.2',
    })
  const logged = shop.frontdesk.output().length
  await login({ ...OWNER, password: 'a wrong guess' }, { 'X-Forwarded-For': '203.0.113.9', 'X-Real-IP': '203.0.113.9' })
  const address = /"ip":"([^"]+)"/.exec(shop.frontdesk.output().slice(logged))?.[1]
  yield {
    promise: `${way.name}: the visitor's address is the one that the proxy saw, whatever the visitor says`,
    seen: `${address} for 127.0.0.2 that called itself 203.0.113.9`,
    kept: address === '127.0.0.2',
  }

  const signedIn = await login(OWNER, { Origin: `https://${HOST}` })
  const cookie = String(signedIn.headers['set-cookie']?.[0])
  yield {
    promise: `${way.name}: signed in over HTTPS with a cookie that no plain page can set, and HSTS`,
    seen: `${signedIn.status}, ${cookie.split('=')[0]}, ${signedIn.headers['strict-transport-security']}`,
    kept: signedIn.status === 200 && cookie.startsWith('__Host-') && 'strict-transport-security' in signedIn.headers,
  }

  const page = await fetchThrough(way, '/dashboard?a=b', { port: way.httpPort })
  const location = String(page.headers.location)
  yield {
    promise: `${way.name}: http moves to https`,
    seen: `${page.status} ${location}`,
    kept: [301, 308].includes(page.status) && /^https:\/\/chat\.example\.com(:\d+)?\/dashboard\?a=b$/.test(location),
  }

  const headers = { Cookie: cookie.split(';')[0] ?? '', Origin: `https://${HOST}` }
  const piece = { method: 'POST', headers: { ...headers, 'Content-Type': 'application/octet-stream' }, body: MEGABYTE }
  const upload = await fetchThrough(way, `/api/admin/backups/upload?upload=${crypto.randomUUID()}&offset=0`, piece)
  yield {
    promise: `${way.name}: a piece of 1 MB goes through`,
    seen: String(upload.status),
    kept: upload.status === 200,
  }

  yield await findSubscription(shop, way, headers)
  yield await findCancel(shop, way)
}

async function findSubscription(shop: Shop, way: Proxy, headers: Record<string, string>): Promise<Finding> {
  const input = encodeURIComponent(JSON.stringify({ id: shop.bot.id }))
  const [sending, stream] = await open(way, `/api/trpc/sources.progress?input=${input}`, { headers })
  const told = `Told through ${way.name}`
  const heard = new Promise<void>((resolve, reject) => {
    let seen = ''
    stream.setEncoding('utf8').on('data', (data: string) => {
      seen += data
      if (seen.split('\n').some((line) => line.includes(told) && line.includes('"status":"done"'))) resolve()
    })
    stream.on('end', () => reject(new Error(`The subscription ended: ${seen}`)))
  })
  await fetchThrough(way, `/api/admin/bots/${shop.bot.id}/ingest`, {
    method: 'POST',
    headers: { ...headers, ...TO_API },
    body: JSON.stringify({ source_type: 'text', source_content: `# ${told}\n\nThe oven is hot.` }),
  })
  const start = performance.now()
  await heard
  sending.destroy()
  return {
    promise: `${way.name}: the dashboard hears of a training as it goes`,
    seen: `done, heard after ${(performance.now() - start).toFixed(0)} ms`,
    kept: true,
  }
}

async function findCancel(shop: Shop, way: Proxy): Promise<Finding> {
  shop.model.script('chat', { hangAfterTokens: 2, reply: REPLY })
  const aborted = shop.model.nextAbort()
  const [sending, stream] = await open(way, '/api/chat', { method: 'POST', headers: TO_API, body: toBody(shop) })
  await new Promise((resolve) => stream.once('data', resolve))
  const start = performance.now()
  sending.destroy()
  await aborted
  const ms = performance.now() - start
  return { promise: `${way.name}: who leaves stops the model`, seen: `${ms.toFixed(0)} ms`, kept: ms < 1000 }
}

/** Two lengths for one body: whoever reads the shorter takes the rest for a request of its own. */
async function findSmuggling(way: Way): Promise<Finding> {
  const hidden = `GET /hidden HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`
  const heads: [string, string][] = [
    ['CL and TE', `Content-Length: ${hidden.length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`],
    ['two CL', `Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`],
    ['xchunked', `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`],
  ]
  const answers: string[] = []
  for (const [name, rest] of heads) {
    const back = await sendRaw(
      way,
      `POST /api/chat HTTP/1.1\r\nHost: ${HOST}\r\nContent-Type: application/json\r\n${rest}`,
    )
    answers.push(`${name} ${[...back.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status).join(' then ')}`)
  }
  return {
    promise: `${way.name}: a body with two lengths hides no request`,
    seen: answers.join(', '),
    kept: answers.every((answer) => /\D (400|501)$/.test(answer)),
  }
}
