import type { Locator, Route } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ask } from '#server/testing/admin-client.ts'
import type { Bot } from '#shared/bot.ts'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound } from '../testing/expect-sound.ts'

const LONG_NAME = 'The Old Mill Bakery and Tea Room on the Corner of Bridge Street'
const LIST = /\/api\/trpc\/[^?]*bots\.list/
const DELETE = /\/api\/trpc\/bots\.delete/

const dashboard = useDashboard()
beforeEach(async () => {
  const { bots } = await (await dashboard.admin.request('GET', '/api/admin/bots')).json()
  for (const { id } of bots) await dashboard.admin.request('DELETE', `/api/admin/bots/${id}`)
})
afterEach(() => dashboard.page.unrouteAll({ behavior: 'ignoreErrors' }))

const card = (name: string): Locator => dashboard.page.getByRole('article', { name, exact: true })
const open = () => dashboard.open('/dashboard')
const createBots = async (...names: string[]): Promise<Bot[]> => {
  const bots: Bot[] = []
  for (const name of names) bots.push(await dashboard.admin.createBot({ name }))
  return bots
}

test('an empty desk starts the path', async () => {
  await open()
  await dashboard.page.getByText('Your front desk is empty').waitFor()
  await expectSound(dashboard.page, 'the empty list')
  await dashboard.page.getByRole('link', { name: 'New bot' }).click()
  await dashboard.page.getByRole('textbox', { name: 'Bot name' }).waitFor()
})

test('a card tells when its bot was asked and where it was seen, and leads to its conversations', async () => {
  const [bot, , failed] = await createBots('Bakery', LONG_NAME, 'Mill')
  if (bot === undefined || failed === undefined) throw new Error('No bot was made.')
  await dashboard.admin.train(bot.id, { source_type: 'text', source_content: 'We open at nine and close at five.' })
  await dashboard.admin.train(failed.id, { source_type: 'url', source_content: `${dashboard.site.origin}/nowhere` })
  await open()
  await card('Bakery').getByText('No questions yet').waitFor()
  await card('Bakery').getByText('Not seen on any site yet').waitFor()
  await card(LONG_NAME).getByRole('link', { name: 'Continue set-up' }).waitFor()
  await card('Mill').getByText('The page answered 404.').waitFor()

  await ask(dashboard.frontdesk.url, bot, 'When do you open?')
  await fetch(`${dashboard.frontdesk.url}/api/public/config/${bot.id}?api_key=${bot.api_key}`, {
    headers: { Origin: 'https://a-rather-long-name-for-a-shop.bakery.example' },
  })
  await dashboard.page.reload()
  await card('Bakery').getByText('Seen on a-rather-long-name-for-a-shop.bakery.example, just now').waitFor()
  await expectSound(dashboard.page, 'the list of bots')
  await card('Bakery').getByRole('link', { name: 'Last question just now' }).click()
  await expect.poll(() => dashboard.page.url()).toContain(`/dashboard/bots/${bot.id}/conversations`)
})

describe('a bot that is deleted', () => {
  const remove = async (name: string): Promise<void> => {
    await card(name).getByRole('button', { name: 'Delete' }).click()
    const dialog = dashboard.page.getByRole('alertdialog')
    await dialog.getByLabel("Type the bot's name to confirm").fill(name)
    await dialog.getByLabel("Type the bot's name to confirm").press('Enter')
  }

  test('leaves before the server has answered, and the keyboard goes on with the page', async () => {
    await createBots('Bakery', 'Mill')
    await open()
    await card('Mill').waitFor()
    let letGo = (): void => undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))
    await dashboard.page.route(DELETE, async (route: Route) => {
      await held
      await route.continue()
    })
    await remove('Bakery')
    await card('Bakery').waitFor({ state: 'detached' })
    await expect.poll(() => dashboard.page.evaluate(() => document.activeElement?.id)).toBe('content')
    expect(await card('Mill').count()).toBe(1)
    letGo()
    await dashboard.page.getByText('Bakery deleted').waitFor()
    await dashboard.page.reload()
    await card('Mill').waitFor()
    expect(await card('Bakery').count()).toBe(0)
  })

  test('comes back with a sentence when that failed', async () => {
    await createBots('Bakery', 'Mill')
    await open()
    await dashboard.page.route(DELETE, (route: Route) => route.abort())
    await remove('Bakery')
    await dashboard.page.getByText('Bakery was not deleted. The server could not be reached.').waitFor()
    await card('Bakery').waitFor()
    const names = await dashboard.page.getByRole('article').evaluateAll((all) => all.map(({ ariaLabel }) => ariaLabel))
    expect(names).toEqual(['Bakery', 'Mill'])
  })
})

describe('the search', () => {
  const search = (): Locator => dashboard.page.getByRole('searchbox', { name: 'Search bots' })
  const NAMES = ['Ahornhof', 'Bakery', 'Café Zoë', 'Dairy', 'Elm', 'Farm', 'Garden', 'Harbour', 'Inn', 'Jeweller']

  test('comes with the eleventh bot, and is worked by the keyboard', async () => {
    await createBots(...NAMES)
    await open()
    await card('Jeweller').waitFor()
    expect(await search().count()).toBe(0)

    const [kiosk] = await createBots('Kiosk')
    await dashboard.page.reload()
    await search().waitFor()
    await dashboard.page.keyboard.press('/')
    await dashboard.page.keyboard.type('zoe')
    await dashboard.page.getByText('1 of 11').waitFor()
    await card('Café Zoë').waitFor()
    expect(await dashboard.page.getByRole('article').count()).toBe(1)

    await dashboard.page.keyboard.press('Escape')
    await card('Kiosk').waitFor()
    await dashboard.page.keyboard.type('nothing like it')
    await dashboard.page.getByText('Nothing matches “nothing like it”.').waitFor()
    await expectSound(dashboard.page, 'a search without a match')
    await dashboard.page.getByRole('button', { name: 'Show all bots' }).click()
    await search().fill('kio')
    await search().press('Enter')
    await expect.poll(() => dashboard.page.url()).toContain(`/dashboard/bots/${kiosk?.id}`)
  })
})

test('a list that does not come says so, and is asked for again', async () => {
  await createBots('Bakery')
  let isDown = true
  await dashboard.page.route(LIST, async (route: Route) => {
    if (!isDown) return route.continue()
    // Of the calls that travel together this one fails.
    const answer = await route.fetch()
    const names = new URL(route.request().url()).pathname.replace('/api/trpc/', '').split(',')
    const app = { code: 'internal', message: 'Something went wrong on our side. Please try again.' }
    const error = { code: -32603, message: app.message, data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, app } }
    const parts: unknown[] = await answer.json()
    await route.fulfill({ json: parts.map((part, i) => (names[i] === 'bots.list' ? { error } : part)) })
  })
  await open()
  await dashboard.page.getByRole('button', { name: 'Try again' }).waitFor()
  await expectSound(dashboard.page, 'a list that did not come')
  isDown = false
  await dashboard.page.getByRole('button', { name: 'Try again' }).click()
  await card('Bakery').waitFor()
})
