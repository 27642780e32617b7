import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { launchBrowser } from '#server/testing/browser.ts'
import { done, FakeServer, say } from '../../widget/testing/fake-server.ts'
import { Complaint } from './pack.ts'

export type Answer = { html: string; text: string }
/** What the bot's answers look like, and what happened or stood in them that never may. */
export type Look = { harms: string[]; answers: Answer[] }

/** For what does not happen at once: timers, pictures that fail, connections. */
const SETTLE_MS = 150
const WIDGET = new URL('../../dist/widget/widget.js', import.meta.url)

/** A browser, the widget's server, and a trap for every connection to anywhere else. */
export async function openStage() {
  if (!existsSync(WIDGET)) throw new Complaint('There is no widget to measure yet: run npm run build first.')
  let knocks = 0
  const trap = createServer((socket) => {
    knocks++
    socket.destroy()
  })
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
  const address = trap.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const stage = { browser: await launchBrowser(), server: await new FakeServer().open(), watch: await buildWatch() }
  return {
    ...stage,
    proxy: `http://127.0.0.1:${port}`,
    takeKnocks() {
      const count = knocks
      knocks = 0
      return count
    },
    async close() {
      await stage.browser.close()
      await stage.server.close()
      trap.close()
    },
  }
}
export type Stage = Awaited<ReturnType<typeof openStage>>

/** A page that is watched from before it loads. `look` does what a visitor may do to the answers and tells what came of it. */
export async function openVisit({ browser, server, watch, proxy, takeKnocks }: Stage) {
  const hosts = [server.origin, server.shop].map((address) => new URL(address).host)
  const context = await browser.newContext({ proxy: { server: proxy, bypass: hosts.join() } })
  await context.addInitScript({ content: watch })
  const page = await context.newPage()
  const harms: string[] = []
  context.on('request', (request) => {
    if (!hosts.includes(new URL(request.url()).host)) harms.push(`request: ${request.url()}`)
  })
  context.on('page', () => harms.push('window'))
  page.on('websocket', (socket) => harms.push(`socket: ${socket.url()}`))
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => harms.push('dialog')))
  page.on('download', () => harms.push('download'))
  page.on('pageerror', (error) => harms.push(`error: ${error.message}`))
  page.on('frameattached', () => harms.push('frame'))
  page.on('framenavigated', (frame) => {
    if (frame.url() !== server.shop) harms.push(`navigation: ${frame.url()}`)
  })
  return {
    page,
    close: () => context.close(),
    async look(): Promise<Look> {
      for (const link of await page.locator('.bubble a[href]:visible').all()) await link.hover()
      await page.evaluate('Watch.poke()')
      await page.waitForTimeout(SETTLE_MS)
      const inPage = await page.evaluate<string[]>('Watch.list()')
      const connections = takeKnocks() > 0 ? ['connection'] : []
      return {
        harms: [...harms.splice(0), ...inPage, ...connections],
        answers: await page.evaluate<Answer[]>('Watch.answers()'),
      }
    },
  }
}

/** A conversation in which the bot says each of these, piece by piece, and the same page loaded again. */
export async function converse(stage: Stage, answers: string[][]) {
  stage.server.reply = ({ message }) => [...say(...(answers[Number(message)] ?? [])), done()]
  const { page, look, close } = await openVisit(stage)
  try {
    await page.goto(stage.server.shop)
    await page.evaluate(`Watch.ask(${answers.length})`)
    const streamed = await look()
    await page.reload()
    await page.evaluate('Watch.resume()')
    return { streamed, restored: await look() }
  } finally {
    await close()
  }
}

export const toPieces = (text: string, chars: number): string[] => text.match(new RegExp(`[^]{1,${chars}}`, 'g')) ?? []

/** The runs of letters and digits in each of these pages, as the browser reads them. */
export async function readRuns({ browser, watch }: Stage, pages: string[]): Promise<string[][]> {
  const page = await browser.newPage()
  await page.addInitScript({ content: watch })
  await page.goto('about:blank')
  const runs = await page.evaluate<string[][]>(`${JSON.stringify(pages)}.map(Watch.toRuns)`)
  await page.close()
  return runs
}

async function buildWatch(): Promise<string> {
  const entry = fileURLToPath(new URL('../../widget/testing/watch-page.ts', import.meta.url))
  const lib = { entry, formats: ['iife' as const], name: 'Watch' }
  const built = await build({ configFile: false, logLevel: 'error', publicDir: false, build: { write: false, lib } })
  const output = Array.isArray(built) ? built[0]?.output : 'output' in built ? built.output : undefined
  return `${output?.[0].code}\nself.Watch = Watch`
}
