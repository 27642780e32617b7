import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '#server/testing/browser.ts'
import { type RunningFrontdesk, startFrontdesk } from '#server/testing/start-frontdesk.ts'
import { OWNER } from '../demo/bakery.ts'
import { openSite, type Site } from '../demo/open-site.ts'
import { seed } from '../demo/seed.ts'
import { filmFirstMinutes } from './first-minutes.ts'
import { photographConversation, photographWidget } from './stills.ts'
import { writeFilm, writeStill } from './write.ts'

/** The ports that the documents name. */
const PORT = 8000
/** Pixels for one of the page: sharp on the screens of today. */
const SCALE = 2
/** The width at which a README shows it. */
const FILM_SIZE = { width: 900, height: 680 }
const STILL_SIZE = { width: 1100, height: 800 }
const toPath = (name: string) => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url))

export async function makePictures(): Promise<void> {
  const site = await openSite(PORT + 1)
  const browser = await launchBrowser()
  try {
    await film(browser, site)
    await photograph(browser, site)
  } finally {
    await browser.close()
    site.close()
  }
}

async function film(browser: Browser, site: Site): Promise<void> {
  await withFrontdesk({}, async ({ setupUrl }) => {
    const page = await openPage(browser, FILM_SIZE)
    const frames = await filmFirstMinutes(page, setupUrl ?? '', site)
    await writeFilm(frames, SCALE, toPath('first-minutes.webp'))
  })
}

async function photograph(browser: Browser, site: Site): Promise<void> {
  const account = { ADMIN_USERNAME: OWNER.username, ADMIN_PASSWORD: OWNER.password }
  await withFrontdesk(account, async ({ url }) => {
    await seed(url, site)
    const page = await openPage(browser, STILL_SIZE)
    await writeStill(await photographConversation(page, url), toPath('dashboard.png'))
    await writeStill(await photographWidget(page, site), toPath('widget.png'))
  })
}

async function withFrontdesk(
  settings: Record<string, string>,
  work: (frontdesk: RunningFrontdesk) => Promise<void>,
): Promise<void> {
  const frontdesk = await startFrontdesk({ PORT: String(PORT), ALLOW_PRIVATE_URLS: 'true', ...settings })
  try {
    await work(frontdesk)
  } finally {
    await frontdesk.stop()
  }
}

/** Nothing fades or slides in it: a picture taken half way shows neither what was nor what comes. */
async function openPage(browser: Browser, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: SCALE,
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  return context.newPage()
}
