import { launchBrowser } from '#server/testing/browser.ts'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { FakeServer } from './fake-server.ts'
import { type Visit, visit, type VisitOptions } from './visit.ts'

/**
 * A browser for all tests of a file, and for each test a server of its own. When a test ends, no page of its visitors may
 * have met an error.
 */
export function useShop() {
  let browser: Browser
  const visits: Visit[] = []
  const shop = {
    server: new FakeServer(),
    async arrive(options?: VisitOptions): Promise<Visit> {
      const visitor = await visit(browser, shop.server, options)
      visits.push(visitor)
      return visitor
    },
    async arriveAndOpen(): Promise<Visit> {
      const visitor = await shop.arrive()
      await visitor.launcher.click()
      return visitor
    },
  }

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    shop.server = await new FakeServer().open()
  })
  afterEach(async () => {
    for (const { page, errors } of visits.splice(0)) {
      expect(errors).toEqual([])
      await page.context().close()
    }
    await shop.server.close()
  })
  return shop
}

export const eventually = (read: () => unknown) => expect.poll(read, { timeout: 10_000 })
