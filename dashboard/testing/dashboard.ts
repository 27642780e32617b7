import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type AdminClient, OWNER, setUpAdmin } from '#server/testing/admin-client.ts'
import { launchBrowser } from '#server/testing/browser.ts'
import { type FakeWeb, startFakeWeb } from '#server/testing/fake-web.ts'
import { smallSite } from '#server/testing/small-site.ts'
import { type RunningFrontdesk, startFrontdesk } from '#server/testing/start-frontdesk.ts'

export const DESK = { width: 1280, height: 900 }

export type Dashboard = {
  readonly frontdesk: RunningFrontdesk
  /** The owner over plain HTTP, for what a test only needs to be there. */
  readonly admin: AdminClient
  /** A website that bots can be trained with. */
  readonly site: FakeWeb
  /** The owner's browser tab, signed in. */
  readonly page: Page
  open(path: string): Promise<unknown>
  /** Another tab of the same browser, or with options another browser, signed in too. */
  newPage(options?: BrowserContextOptions): Promise<Page>
}

type Options = {
  pages?: Parameters<typeof startFakeWeb>[0]
  environment?: Record<string, string>
  /** Fills the database before the process starts. */
  seed?: (databasePath: string) => Promise<unknown>
}

/** For one test file: the real process, set up, and a real browser that is signed in. */
export function useDashboard({ pages, environment, seed }: Options = {}): Dashboard {
  let folder: string | undefined
  let opened: { frontdesk: RunningFrontdesk; admin: AdminClient; site: FakeWeb; browser: Browser; page: Page }

  beforeAll(async () => {
    const site = await startFakeWeb({ ...smallSite, ...pages })
    if (seed) {
      folder = await mkdtemp(join(tmpdir(), 'frontdesk-'))
      await seed(join(folder, 'data', 'frontdesk.db'))
    }
    const limits = { ALLOW_PRIVATE_URLS: 'true', ADMIN_PER_IP: '10000' }
    const frontdesk = await startFrontdesk({ ...limits, ...environment }, folder)
    const admin = await setUpAdmin(frontdesk.url, frontdesk.setupUrl)
    const browser = await launchBrowser()
    opened = { frontdesk, admin, site, browser, page: await enter(frontdesk, browser, {}) }
  })
  afterAll(async () => {
    await opened.browser.close()
    await opened.frontdesk.stop()
    await opened.site.close()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })

  return {
    get frontdesk() {
      return opened.frontdesk
    },
    get admin() {
      return opened.admin
    },
    get site() {
      return opened.site
    },
    get page() {
      return opened.page
    },
    open: (path) => opened.page.goto(opened.frontdesk.url + path),
    newPage: async (options) =>
      options === undefined
        ? prepare(await opened.page.context().newPage())
        : enter(opened.frontdesk, opened.browser, options),
  }
}

async function enter({ url }: RunningFrontdesk, browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ viewport: DESK, reducedMotion: 'reduce', ...options })
  const login = await context.request.post(`${url}/api/auth/login`, { data: OWNER })
  if (!login.ok()) throw new Error(await login.text())
  return prepare(await context.newPage())
}

function prepare(page: Page): Page {
  page.setDefaultTimeout(10_000)
  return page
}
