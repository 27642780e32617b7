import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Finding } from '../drill.ts'
import { NOT_ALLOWED, PUBLIC } from './turning-hosts.ts'
import type { Visits } from './visit.ts'

const HOST = 'busy.example'
const OURS = ['accept', 'accept-encoding', 'accept-language', 'connection', 'host', 'user-agent']
const INNER_PORTS = [
  21, 22, 23, 25, 53, 80, 110, 143, 443, 445, 2375, 3000, 3306, 5432, 6379, 8080, 8443, 9200, 11211, 27017,
]
/** An open and a closed port answer alike to the eye; the machine itself is busy by more than this now and then. */
const SAME_TIME_MS = 100
const SETTLE_MS = 500
const POLL_MS = 100

/** All that makes a browser or a crawler fetch more. */
const BUSY_PAGE = `<!doctype html><html><head><title>A busy page</title><base href="http://10.0.0.1/">
<meta http-equiv="refresh" content="0;url=http://10.0.0.1/refresh"><link rel="icon" href="http://10.0.0.1/favicon.ico">
<link rel="canonical" href="http://10.0.0.1/canonical"><link rel="stylesheet" href="http://10.0.0.1/a.css">
<link rel="preconnect" href="http://10.0.0.1"><link rel="alternate" type="application/rss+xml" href="http://10.0.0.1/feed">
<meta property="og:image" content="http://10.0.0.1/og.png"><meta property="og:url" content="http://10.0.0.1/og">
<script src="http://10.0.0.1/a.js"></script><script>fetch('http://10.0.0.1/fetched')</script>
<script type="application/ld+json">{"@type":"Store","name":"Shop","image":"http://10.0.0.1/ld.png"}</script></head>
<body><p>Fresh bread every morning from seven, and cake on Sundays.</p><iframe src="http://10.0.0.1/frame"></iframe>
<img src="http://10.0.0.1/i.png" srcset="http://10.0.0.1/2.png 2x"><video src="http://10.0.0.1/v.mp4" poster="/p.png"></video>
<object data="http://10.0.0.1/o"></object><embed src="http://10.0.0.1/e"><a href="http://10.0.0.1/next" rel="next">next</a></body></html>`

export async function* secondFetches({ check, canaries }: Visits): AsyncGenerator<Finding> {
  const seen: string[] = []
  const headers = new Set<string>()
  for (const scheme of ['http', 'https']) {
    canaries.pages.set(HOST, (_request, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'a=1', link: '<http://10.0.0.1/l>; rel=preload' })
        .end(BUSY_PAGE)
    })
    const from = canaries.caught.length
    await check(`${scheme}://${HOST}/`, { [HOST]: [[PUBLIC]] })
    await wait(SETTLE_MS)
    for (const { address, requests } of canaries.caught.slice(from)) {
      for (const { url, headers: sent } of requests) {
        seen.push(`${address}${url}`)
        Object.keys(sent).forEach((name) => headers.add(name))
      }
    }
  }
  canaries.pages.delete(HOST)
  yield {
    promise: 'a page is one request: nothing that it names is fetched',
    seen: seen.join(' '),
    kept: seen.join() === [`${PUBLIC}/`, `${PUBLIC}/`].join(),
  }
  const strange = [...headers].filter((name) => !OURS.includes(name))
  yield {
    promise: 'a request carries nothing of ours',
    seen: [...headers].toSorted().join(),
    kept: strange.length === 0,
  }
}

const sourcesSchema = z.object({
  sources: z.array(z.object({ id: z.string(), status: z.string(), status_detail: z.string().nullable() })),
})

export async function turnsPrivate({ owner, bot, names, watch }: Visits): Promise<Finding> {
  names.set({ [HOST]: [[PUBLIC]] })
  const source = await owner.train(bot.id, { source_type: 'url', source_content: `http://${HOST}/` })
  names.set({ [HOST]: [['10.0.0.1']] })
  const { result: detail, caught } = await watch(async () => {
    await owner.request('POST', `/api/admin/bots/${bot.id}/sources/${source.id}/train`)
    for (;;) {
      const listed = await owner.request('GET', `/api/admin/bots/${bot.id}/sources`)
      const now = sourcesSchema.parse(await listed.json()).sources.find(({ id }) => id === source.id)
      if (now?.status === 'error' || now?.status === 'done') return now.status_detail ?? now.status
      await wait(POLL_MS)
    }
  })
  return {
    promise: 'what was learned from a public page is not read again where it turned private',
    seen: `first ${source.status}, then: ${detail} ${caught.length} connections`,
    kept: source.status === 'done' && detail === NOT_ALLOWED && caught.length === 0,
  }
}

export async function portScan({ check, names }: Visits): Promise<Finding> {
  names.set({ 'inner.example': [['10.0.0.5']] })
  const visits = []
  for (const host of ['10.0.0.5', 'inner.example']) {
    for (const port of INNER_PORTS) visits.push(await fastest(() => check(`http://${host}:${port}/`)))
  }
  const times = visits.map(({ ms }) => ms)
  const spread = Math.max(...times) - Math.min(...times)
  const sentences = new Set(visits.map(({ sentence }) => sentence))
  return {
    promise: `${INNER_PORTS.length} inner ports, open or closed, answer alike within ${SAME_TIME_MS} ms`,
    seen: `${sentences.size} sentence, ${Math.min(...times).toFixed()} to ${Math.max(...times).toFixed()} ms`,
    kept: sentences.size === 1 && spread < SAME_TIME_MS,
  }
}

async function fastest<T extends { ms: number }>(ask: () => Promise<T>): Promise<T> {
  const tries = [await ask(), await ask(), await ask()]
  return tries.reduce((best, one) => (one.ms < best.ms ? one : best))
}
