import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import { ask } from '#server/testing/admin-client.ts'
import { DESK, useDashboard } from './testing/dashboard.ts'

// What a page shows first keeps its place when the rest arrives.

/** Long enough that the page is drawn before its first answer. */
const ANSWER_MS = 150

const dashboard = useDashboard()
let bot: Bot

beforeAll(async () => {
  const { admin, site, frontdesk } = dashboard
  bot = await admin.createBot({ name: 'Wheelwright Cycles' })
  await admin.createBot({ name: 'Old Mill Bakery' })
  for (const path of ['/faq', '/prices', '/contact']) {
    await admin.train(bot.id, { source_type: 'url', source_content: `${site.origin}${path}` })
  }
  await ask(frontdesk.url, bot, 'How much is a yearly service for an e-bike?')
  await ask(frontdesk.url, bot, 'Which wine goes with salmon?')
})

describe.each([
  ['wide', DESK],
  ['a phone', { width: 390, height: 844 }],
])('on a screen that is %s', (_name, viewport) => {
  test.each([
    ['the list of bots', () => '/dashboard', 'article'],
    ['a bot', () => `/dashboard/bots/${bot.id}`, '[role=tabpanel] input'],
    ['its look', () => `/dashboard/bots/${bot.id}?tab=appearance`, '[role=tabpanel] input'],
    ['its knowledge', () => `/dashboard/bots/${bot.id}?tab=knowledge`, '[aria-label=Sources] li'],
    ['its settings', () => `/dashboard/bots/${bot.id}?tab=settings`, 'pre'],
    ['its test page', () => `/dashboard/bots/${bot.id}/test`, 'iframe'],
    ['the conversations', () => '/dashboard/conversations', '[aria-label=Conversations] li'],
    ['the unanswered', () => '/dashboard/unanswered', 'main li'],
    ['the settings', () => '/dashboard/settings', 'input[type=password]'],
    ['a step of the first path', () => `/dashboard/bots/new?bot=${bot.id}&step=code`, 'pre'],
  ])('nothing moves before %s is whole', async (_name, path, shows) => {
    const page = await dashboard.newPage({ viewport })
    await page.route('**/api/trpc/**', async (route) => {
      await wait(ANSWER_MS)
      await route.continue()
    })
    await page.goto(dashboard.frontdesk.url + path())
    await page.locator(shows).first().waitFor()
    await page.waitForLoadState('networkidle')
    await expect.poll(() => page.locator('[role=status][aria-label^=Loading]').count()).toBe(0)
    expect(await listShifts(page)).toEqual([])
    await page.context().close()
  })
})

/** What moved, and how far in all. */
const listShifts = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const found: string[] = []
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const { value, sources = [] }: { value?: number; sources?: { node?: Node }[] } = Object.assign({}, entry, {
              value: Reflect.get(entry, 'value'),
              sources: Reflect.get(entry, 'sources'),
            })
            const moved = sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 90) : ''))
            found.push(`${value?.toFixed(4)} ${moved.join(' | ')}`)
          }
        }).observe({ type: 'layout-shift', buffered: true })
        requestAnimationFrame(() => setTimeout(() => resolve(found)))
      }),
  )
