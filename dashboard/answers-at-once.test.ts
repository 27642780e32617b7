import type { Locator, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import { OWNER } from '#server/testing/admin-client.ts'
import { useDashboard } from './testing/dashboard.ts'

// Whatever the owner presses answers before the server does: with its result, or with a button that says it is at work.

const dashboard = useDashboard()
let bot: Bot
let page: Page

beforeAll(async () => {
  page = dashboard.page
  bot = await dashboard.admin.createBot({ name: 'Corner Bakery' })
  await dashboard.admin.train(bot.id, { source_type: 'text', source_content: '# Prices\n\nA croissant costs €1.90.' })
})

const button = (name: string, exact = false) => page.getByRole('button', { name, exact })
const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text)
const busy = (name: string): Locator => page.locator('button[aria-busy=true]', { hasText: name })
const confirm = (name: string) => page.getByRole('alertdialog').getByRole('button', { name, exact: true }).click()

type Press = { path: string; press: () => Promise<unknown>; shows: () => Locator }
const tab = (name: string) => `/dashboard/bots/${bot.id}?tab=${name}`

const presses: Record<string, () => Press> = {
  'bots.create': () => ({
    path: '/dashboard/bots/new',
    press: async () => {
      await fill('Bot name', 'Florist')
      await button('Create bot').click()
    },
    shows: () => busy('Create bot'),
  }),
  'bots.update': () => ({
    path: tab('basics'),
    press: async () => {
      await fill('Bot name', 'Old Mill Bakery')
      await button('Save changes').click()
    },
    shows: () => page.getByRole('heading', { name: 'Old Mill Bakery' }),
  }),
  'bots.delete': () => ({
    path: tab('settings'),
    press: async () => {
      await button('Delete bot').click()
      await fill("Type the bot's name to confirm", 'Corner Bakery')
      await confirm('Delete bot')
    },
    shows: () => page.getByRole('heading', { name: 'Bots', exact: true }),
  }),
  'bots.regenerateKey': () => ({
    path: tab('settings'),
    press: async () => {
      await button('Regenerate key').click()
      await confirm('Regenerate')
    },
    shows: () => busy('Regenerate'),
  }),
  'sources.ingest': () => ({
    path: tab('knowledge'),
    press: async () => {
      await fill('Address', dashboard.site.origin)
      await button('Train bot').click()
    },
    shows: () => busy('Train bot'),
  }),
  'sources.checkUrl': () => ({
    path: tab('knowledge'),
    press: async () => {
      await fill('Address', dashboard.site.origin)
      await button('Test URL').click()
    },
    shows: () => busy('Reading…'),
  }),
  'sources.retrain': () => ({
    path: tab('knowledge'),
    press: () => button('Re-train').click(),
    shows: () => busy('Re-train'),
  }),
  'sources.delete': () => ({
    path: tab('knowledge'),
    press: async () => {
      await button('Remove').click()
      await confirm('Remove source')
    },
    shows: () => page.getByRole('heading', { name: 'Give it something to know' }),
  }),
  'settings.update': () => ({
    path: '/dashboard/settings',
    press: async () => {
      await fill('Default message limit', '500')
      await button('Save default').click()
    },
    shows: () => busy('Save default'),
  }),
  'settings.checkEngine': () => ({
    path: '/dashboard/settings',
    press: () => button('Check', true).click(),
    shows: () => busy('Checking…'),
  }),
  'auth.changePassword': () => ({
    path: '/dashboard/settings',
    press: async () => {
      await fill('Current password', OWNER.password)
      await fill('New password', 'another horse battery')
      await button('Change password').click()
    },
    shows: () => busy('Change password'),
  }),
  'auth.signOutEverywhere': () => ({
    path: '/dashboard/settings',
    press: async () => {
      await button('End all sessions').click()
      await confirm('End them all')
    },
    shows: () => busy('End them all'),
  }),
  'auth.logout': () => ({
    path: '/dashboard',
    press: () => button('Sign out').click(),
    shows: () => page.getByRole('heading', { name: 'Signing out…' }),
  }),
}

test.each(Object.keys(presses))('%s', async (name) => {
  const { path, press, shows } = presses[name]?.() ?? expect.unreachable()
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  const isAsked = new Promise<void>((resolve) => {
    void page.route(`**/api/trpc/${name}?**`, async (route) => {
      resolve()
      await held
      await route.abort()
    })
  })
  try {
    await dashboard.open(path)
    await press()
    await isAsked
    await shows().waitFor()
  } finally {
    letGo()
    await page.unrouteAll({ behavior: 'wait' })
  }
})

test('what the server never got is taken back, and said', async () => {
  await page.route('**/api/trpc/sources.delete?**', (route) => route.abort())
  await dashboard.open(tab('knowledge'))
  await button('Remove').click()
  await confirm('Remove source')
  await page.getByText('“Prices” was not removed. The server could not be reached.').waitFor()
  await page.getByRole('list', { name: 'Sources' }).getByRole('heading', { name: 'Prices' }).waitFor()
  await page.unrouteAll()

  await page.route('**/api/trpc/settings.update?**', (route) => route.abort())
  await dashboard.open('/dashboard/settings')
  await fill('Default message limit', '500')
  await button('Save default').click()
  await page.getByText('The server could not be reached.').waitFor()
  expect(await page.getByLabel('Default message limit').inputValue()).toBe('500')
  expect(await button('Save default').isEnabled()).toBe(true)
})
