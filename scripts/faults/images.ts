import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Drill, Finding } from './drill.ts'
import { drawGif, drawPng, readParts } from './pictures.ts'
import { openShop, type Shop } from './shop.ts'

const AT_ONCE = 100
const MAX_GROWTH_MB = 150
/** What a picture needs to be seen, and nothing that tells of where it comes from. */
const SEEN = new Set(['IHDR', 'pHYs', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'VP8', 'VP8L', 'VP8X', 'ALPH'])
const SECRET = 'told-by-the-camera'

const casesSchema = z.array(z.object({ file: z.string(), expect: z.string() }))

/** Odd, broken and monstrous pictures for an avatar. */
export const images: Drill = {
  name: 'images',
  about: 'odd, broken and monstrous pictures for an avatar',
  needs: { data: true },
  async *run({ folder, data }) {
    const shop = await openShop(folder, { environment: { AVATAR_MAX_SIZE_KB: '5120' } })
    try {
      await send(shop, drawPng(64, 64))
      const before = readMemory(shop)
      const given = join(data ?? '', 'images')
      const cases = casesSchema.parse(JSON.parse(readFileSync(join(given, 'cases.json'), 'utf8')))
      yield* sendCases(
        shop,
        cases.map((one) => ({ ...one, bytes: readFileSync(join(given, one.file)) })),
      )
      yield* sendMonsters(shop)
      yield await sendAtOnce(shop)
      const growth = readMemory(shop) - before
      yield {
        promise: `memory grows by less than ${MAX_GROWTH_MB} MB at the most`,
        seen: `${growth} MB`,
        kept: growth < MAX_GROWTH_MB,
      }
      const { status } = await fetch(`${shop.frontdesk.url}/api/health`)
      yield { promise: 'the process is up', seen: `health ${status}`, kept: status === 200 }
    } finally {
      await shop.close()
    }
  },
}

type Picture = { file: string; expect: string; bytes: Buffer }

async function* sendCases(shop: Shop, cases: Picture[]): AsyncGenerator<Finding> {
  const wrong = { accept: new Array<string>(), reject: new Array<string>() }
  for (const { file, expect, bytes } of cases) {
    const { status, sentence } = await send(shop, bytes)
    if (status === 200 && expect !== 'reject') {
      const found = await look(shop)
      if (found !== '') wrong.accept.push(`${file} (${found})`)
    } else if (expect === 'accept') wrong.accept.push(`${file} (${status} ${sentence})`)
    else if (status < 400 || status >= 500 || !sentence.endsWith('.')) wrong.reject.push(`${file} (${status})`)
  }
  const all = cases.filter(({ expect }) => expect === 'accept').length
  yield { promise: 'pictures are drawn anew in four files, without metadata', ...count(all, wrong.accept) }
  yield { promise: 'broken and foreign files are refused with a sentence', ...count(cases.length - all, wrong.reject) }
}

async function* sendMonsters(shop: Shop): AsyncGenerator<Finding> {
  const told: [string, Buffer][] = [
    ['tEXt', Buffer.from(`Author\0${SECRET}`)],
    ['eXIf', Buffer.from(`MM\0*${SECRET}`)],
  ]
  const monsters: [name: string, picture: Buffer, status: number][] = [
    ['a PNG of 256 megapixels', drawPng(16_000, 16_000), 400],
    ['a PNG a million pixels wide', drawPng(1_000_000, 24), 200],
    ['an animation of 10,000 frames', drawGif(10_000), 200],
    ['a byte more than 5 MB', Buffer.concat([drawPng(64, 64), Buffer.alloc(5 * 1024 * 1024)]), 413],
    [
      'text and camera data inside, a page behind',
      Buffer.concat([drawPng(80, 80, told), Buffer.from(`<script>${SECRET}</script>`)]),
      200,
    ],
  ]
  for (const [name, picture, expected] of monsters) {
    const start = performance.now()
    const { status, sentence } = await send(shop, picture)
    const found = status === 200 ? await look(shop) : ''
    const seconds = ((performance.now() - start) / 1000).toFixed(2)
    yield {
      promise: name,
      seen: `${status} ${sentence}${found} in ${seconds} s`,
      kept: status === expected && found === '',
    }
  }
}

async function sendAtOnce(shop: Shop): Promise<Finding> {
  const picture = drawPng(4000, 4000)
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => send(shop, picture)))
  const count = (wanted: number) => answers.filter(({ status }) => status === wanted).length
  return {
    promise: `${AT_ONCE} of 16 megapixels at once are drawn one by one or put off`,
    seen: `${count(200)} drawn, ${count(503)} put off`,
    kept: count(200) > 0 && count(200) + count(503) === AT_ONCE && (await look(shop)) === '',
  }
}

const refusalSchema = z.object({ error: z.object({ message: z.string() }) })

async function send({ frontdesk, owner, bot }: Shop, picture: Buffer): Promise<{ status: number; sentence: string }> {
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(picture)], { type: 'image/png' }), 'me.png')
  const headers = { Cookie: owner.cookie }
  const response = await fetch(`${frontdesk.url}/api/admin/bots/${bot.id}/avatar`, { method: 'POST', headers, body })
  const refusal = refusalSchema.safeParse(await response.json())
  return { status: response.status, sentence: refusal.data?.error.message ?? '' }
}

/** What is wrong with the avatar as visitors get it; empty when nothing is. */
async function look({ frontdesk, bot }: Shop): Promise<string> {
  for (const size of [64, 128]) {
    for (const format of ['png', 'webp']) {
      const url = `${frontdesk.url}/api/public/avatar/${bot.id}?size=${size}`
      const response = await fetch(url, { headers: { Accept: format === 'webp' ? 'image/webp' : 'image/png' } })
      const bytes = Buffer.from(await response.arrayBuffer())
      const picture = readParts(bytes)
      const strange = picture?.parts.filter((part) => !SEEN.has(part)) ?? ['no picture']
      if (strange.length > 0) return `${format} ${size} has ${strange.join()}`
      if (picture?.width !== size || picture.format !== format)
        return `${format} ${size} is ${picture?.format} ${picture?.width}`
      if (response.headers.get('content-type') !== `image/${format}`) return `${format} ${size} says another type`
      if (bytes.includes(SECRET)) return `${format} ${size} tells what was hidden`
    }
  }
  return ''
}

/** The most it ever held, in MB. */
const readMemory = ({ frontdesk }: Shop): number =>
  Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${frontdesk.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)

const count = (all: number, wrong: string[]): Pick<Finding, 'seen' | 'kept'> => ({
  seen: `${all - wrong.length} of ${all}${wrong.length > 0 ? `; not ${wrong.slice(0, 5).join(', ')}` : ''}`,
  kept: wrong.length === 0,
})
