import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { setUpAdmin } from '#server/testing/admin-client.ts'
import { launchBrowser } from '#server/testing/browser.ts'
import { seedDatabase, type SeededBot } from '#server/testing/seed.ts'
import { startFrontdesk } from '#server/testing/start-frontdesk.ts'
import type { Row } from '../../table.ts'
import { SLOWDOWN, toMedian } from '../widget/measure.ts'
import { type Asked, askServer } from './ask-server.ts'
import { type Step, walkFirstPath } from './first-path.ts'
import { listPages } from './pages.ts'
import { type View, viewPage } from './view-page.ts'

export async function measureDashboard(
  runs: number,
): Promise<{ views: Row[]; asked: Asked[]; path: { words: number; steps: Step[] } }> {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-bench-'))
  const database = join(folder, 'data', 'frontdesk.db')
  const browser = await launchBrowser()
  try {
    console.error('Writing 100,000 messages.')
    const [bot] = await seedDatabase(database)
    if (!bot) throw new Error('Nothing was seeded.')
    console.error(`Viewing ${listPages(bot).length} pages ${runs} times at two speeds.`)
    const views = await viewPages(browser, folder, bot, runs)
    console.error('Asking the server.')
    const questions = listPages(bot).flatMap(({ name, asks }) => asks.map((ask) => ({ page: name, ...ask })))
    const asked = await askServer(database, questions, runs * 4)
    console.error('Walking the first path.')
    return { views, asked, path: await walkFirstPath(browser) }
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function viewPages(browser: Browser, folder: string, bot: SeededBot, runs: number): Promise<Row[]> {
  const frontdesk = await startFrontdesk({ ADMIN_PER_IP: '100000', CONFIG_PER_BOT: '100000' }, folder)
  try {
    await setUpAdmin(frontdesk.url, frontdesk.setupUrl)
    const pages = listPages(bot).map((page) => ({ page, normal: [] as View[], slow: [] as View[] }))
    // In turns, so that a busy machine meets all of them alike.
    for (let run = 0; run < runs; run++) {
      for (const { page, normal, slow } of pages) {
        normal.push(await viewPage(browser, frontdesk.url, { ...page, slowdown: 1 }))
        slow.push(await viewPage(browser, frontdesk.url, { ...page, slowdown: SLOWDOWN }))
      }
    }
    const baseline = shownMs(pages[0]?.slow ?? [])
    return pages.map(({ page, normal, slow }) => ({
      page: page.name,
      'shown, ms': Math.round(shownMs(normal)),
      [`${SLOWDOWN}× slower`]: Math.round(shownMs(slow)),
      'to signing in': `${(shownMs(slow) / baseline).toFixed(1)}×`,
      'blocking, ms': Math.round(toMedian(slow.map(({ blockingMs }) => blockingMs)) ?? 0),
      shift: Math.max(...[...normal, ...slow].map(({ shift }) => shift)),
    }))
  } finally {
    // Its folder is asked for the queries behind the pages.
    await frontdesk.stop()
  }
}

const shownMs = (views: View[]): number => toMedian(views.map((view) => view.shownMs)) ?? 0
