import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Drill, Finding } from './drill.ts'
import { drawPng } from './pictures.ts'
import { askRaw } from './raw.ts'
import { openShop, type Shop } from './shop.ts'

const AT_ONCE = 10
const POLL_MS = 100
/** Node takes none shorter. */
const BOUNDARY = 'x'.repeat(40)
const CANARY = 'canary-that-no-route-serves'

/** Every path below every route that serves or takes a file, sent as it is written. */
export const traversal: Drill = {
  name: 'traversal',
  about: 'paths that lead out of a folder, under every route of files, and as names of files',
  needs: { data: true },
  async *run({ folder, data }) {
    const shop = await openShop(folder)
    try {
      const paths = readPaths(data ?? '')
      for (const place of ['canary.txt', 'data/canary.txt', 'data/uploads/canary.txt', 'data/backups/canary.txt']) {
        mkdirSync(dirname(join(folder, place)), { recursive: true })
        writeFileSync(join(folder, place), CANARY)
      }
      await makeBackup(shop)
      await upload(shop, 'me.png')
      const { status } = await askRaw(shop.frontdesk.url, toRequest(shop, `/api/public/avatar/${shop.bot.id}`))
      yield {
        promise: 'control: what may be seen is seen this way',
        seen: `the avatar: ${status}`,
        kept: status === 200,
      }
      yield* sendPaths(shop, paths)
      yield await nameUploads(shop, folder, paths)
    } finally {
      await shop.close()
    }
  },
}

const readPaths = (data: string): string[] =>
  z
    .array(z.object({ path: z.string() }))
    .parse(JSON.parse(readFileSync(join(data, 'traversal', 'paths.json'), 'utf8')))
    .map(({ path }) => path)

async function makeBackup({ owner, frontdesk }: Shop): Promise<void> {
  await owner.request('POST', '/api/admin/backups')
  const folder = join(frontdesk.folder, 'data', 'backups')
  while (!readdirSync(folder).some((name) => name.endsWith('.tar.gz'))) await wait(POLL_MS)
}

async function* sendPaths(shop: Shop, paths: string[]): AsyncGenerator<Finding> {
  const { frontdesk, bot } = shop
  // The dashboard finds its way by itself below its address.
  const { body: page } = await askRaw(frontdesk.url, toRequest(shop, '/dashboard'))
  const secrets = [
    CANARY,
    'root:x:0:0',
    'SQLite format 3',
    '"private": true',
    readFileSync(join(frontdesk.folder, 'data', 'secret.key'), 'utf8').trim(),
  ]
  const routes = ['', '/', '/assets/', '/dashboard/', '/widget.js/', '/api/docs/', '/api/public/avatar/'].concat([
    `/api/public/avatar/${bot.id}/`,
    '/api/public/config/',
    '/api/admin/backups/',
    `/api/admin/bots/${bot.id}/avatar/`,
  ])
  for (const route of routes) {
    const seen = new Map<number, number>()
    const bad: string[] = []
    await eachOf(paths, async (path) => {
      const { status, body } = await askRaw(frontdesk.url, toRequest(shop, route + path))
      seen.set(status, (seen.get(status) ?? 0) + 1)
      const isOwnPage = status === 200 && body === page
      if ((status < 300 && !isOwnPage) || status >= 500 || secrets.some((secret) => body.includes(secret)))
        bad.push(path)
    })
    const statuses = [...seen].toSorted(([a], [b]) => a - b).map(([status, times]) => `${times} × ${status}`)
    const named = bad.length > 0 ? `; ${bad.slice(0, 5).join(' ')}` : ''
    yield {
      promise: `nothing is served below ${route.replace(bot.id, 'BOT') || 'the bare host'}`,
      seen: statuses.join(', ') + named,
      kept: bad.length === 0,
    }
  }
}

const toRequest = ({ owner }: Shop, path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: shop.example\r\nCookie: ${owner.cookie}\r\nConnection: close\r\n\r\n`

async function nameUploads(shop: Shop, folder: string, paths: string[]): Promise<Finding> {
  const { frontdesk, owner } = shop
  const before = listOutside(folder)
  const statuses = new Set<number>()
  await eachOf(paths, async (path) => {
    statuses.add((await upload(shop, path)).status)
    const piece = `POST /api/admin/backups/upload?upload=${path} HTTP/1.1\r\nHost: shop.example\r\nCookie: ${owner.cookie}\r\nContent-Type: application/gzip\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx`
    statuses.add((await askRaw(frontdesk.url, piece)).status)
  })
  const added = listOutside(folder).filter((file) => !before.includes(file))
  const avatars = readdirSync(join(folder, 'data', 'uploads', 'avatars'))
  const strange = avatars.filter((name) => !/^[0-9a-f-]{36}-(64|128)\.(png|webp)$/.test(name))
  return {
    promise: 'no name of an upload becomes the name of a file',
    seen: `answers ${[...statuses].toSorted((a, b) => a - b).join()}, ${avatars.length} files of the avatar, added elsewhere: ${added.join() || 'none'}`,
    kept: added.length === 0 && strange.length === 0 && avatars.length === 4 && Math.max(...statuses) < 500,
  }
}

const listOutside = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => !/uploads.avatars|\.db-|logs/.test(file))

async function upload({ frontdesk, owner, bot }: Shop, name: string): Promise<{ status: number; body: string }> {
  const body = Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: image/png\r\n\r\n`,
    ),
    drawPng(16, 16),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ])
  const head = `POST /api/admin/bots/${bot.id}/avatar HTTP/1.1\r\nHost: shop.example\r\nCookie: ${owner.cookie}\r\nContent-Type: multipart/form-data; boundary=${BOUNDARY}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`
  return askRaw(frontdesk.url, Buffer.concat([Buffer.from(head), body]))
}

async function eachOf<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
  const queue = [...all]
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}
