import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import { useDashboard } from './testing/dashboard.ts'
import { expectSound } from './testing/expect-sound.ts'

// What each page shows while it waits, when it gets no answer, and when there is much of it.

const dashboard = useDashboard()
/** As long as a name may be. */
const LONG_NAME = 'The Old Mill Bakery, Patisserie and Tea Room on the Corner of Bridge Street 1234'
let bot: Bot
let page: Page

beforeAll(async () => {
  page = dashboard.page
  bot = await dashboard.admin.createBot({ name: LONG_NAME })
})

type Shown = { path: () => string; asks: string; loading: string; arrives: () => Promise<void> }

const heading = (name: string) => page.getByRole('heading', { name, exact: true }).first().waitFor()

const pages: Record<string, Shown> = {
  'the list of bots': {
    path: () => '/dashboard',
    asks: 'bots.list',
    // Asked together with who is signed in, so the page waits as a whole.
    loading: 'Loading',
    arrives: () => page.getByRole('article', { name: LONG_NAME }).waitFor(),
  },
  'the editor': {
    path: () => `/dashboard/bots/${bot.id}`,
    asks: 'bots.get',
    loading: 'Loading the bot',
    arrives: () => heading(LONG_NAME),
  },
  'the knowledge': {
    path: () => `/dashboard/bots/${bot.id}?tab=knowledge`,
    asks: 'sources.list',
    loading: 'Loading the sources',
    arrives: () => page.getByText('The bot answers only from what you put here').waitFor(),
  },
  'the test page': {
    path: () => `/dashboard/bots/${bot.id}/test`,
    asks: 'bots.get',
    loading: 'Loading',
    arrives: () => heading(`Test ${LONG_NAME}`),
  },
  'the settings': {
    path: () => '/dashboard/settings',
    asks: 'settings.get',
    loading: 'Loading the settings',
    arrives: () => heading('Engine'),
  },
}
const cases = Object.entries(pages)
const callOf = (name: string) => (url: URL) => url.pathname.split('/').at(-1)?.split(',').includes(name) === true

test.each(cases)('%s shows the shape of what comes while it waits', async (_name, { path, asks, loading, arrives }) => {
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await page.route(callOf(asks), async (route) => {
    await held
    await route.continue()
  })
  try {
    await dashboard.open(path())
    await page.getByRole('status', { name: loading, exact: true }).waitFor()
    await expectSound(page, loading)
  } finally {
    letGo()
  }
  await arrives()
  await page.unrouteAll({ behavior: 'wait' })
})

test.each(
  cases.flatMap(([name, shown]) =>
    [
      [500, 'internal', 'Something went wrong on our side. Please try again.'],
      [429, 'too_many_requests', 'Too many requests. Please wait a moment and try again.'],
    ].map(([status, code, message]) => [name, Number(status), String(code), String(message), shown] as const),
  ),
)('%s says a %s and tries again', async (name, status, code, message, { path, asks, arrives }) => {
  await page.route(callOf(asks), async (route) => {
    const calls = new URL(route.request().url()).pathname.split('/').at(-1)?.split(',') ?? []
    const answers: unknown[] = await (await route.fetch()).json()
    const refusal = { error: { code: -32603, message, data: { app: { code, message } } } }
    await route.fulfill({
      status: calls.length === 1 ? status : 207,
      json: answers.map((answer, index) => (calls[index] === asks ? refusal : answer)),
    })
  })
  await dashboard.open(path())
  const problem = page.getByRole('alert').filter({ hasText: message })
  await problem.first().waitFor()
  await expectSound(page, `${name} with a problem`)
  await page.unrouteAll({ behavior: 'wait' })
  await problem.first().getByRole('button', { name: 'Try again' }).click()
  await arrives()
})

test('thirty bots with the longest of names stay in their frames', async () => {
  for (let number = 1; number < 30; number++) {
    await dashboard.admin.createBot({ name: `${number} ${LONG_NAME}`.slice(0, 80) })
  }
  await dashboard.open('/dashboard')
  await expect.poll(() => page.getByRole('article').count()).toBe(30)
  await expectSound(page, 'thirty bots')
  for (const { path, arrives } of Object.values(pages)) {
    await dashboard.open(path())
    await arrives()
    await expectSound(page, path())
  }
})
