import type { Locator } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound } from '../testing/expect-sound.ts'

/** The owner's site, as it is at the moment. */
const shop: { body: string; headers: Record<string, string> } = { body: '', headers: {} }
const dashboard = useDashboard({
  pages: {
    '/shop': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', ...shop.headers }).end(`<h1>Shop</h1>${shop.body}`)
    },
  },
})

let bot: Bot
beforeEach(async () => {
  shop.body = ''
  shop.headers = {}
  bot = await dashboard.admin.createBot({ name: 'Wheelwright' })
  await dashboard.open(`/dashboard/bots/${bot.id}?tab=settings`)
  await dashboard.page.getByText('Not seen on any site yet').waitFor()
})

const button = (name: string): Locator => dashboard.page.getByRole('button', { name, exact: true })
const address = (): Locator => dashboard.page.getByLabel('Your site’s address')
const code = (): Promise<string> => dashboard.page.getByRole('group', { name: 'Embed code' }).innerText()
const shopUrl = (): string => `${dashboard.site.origin}/shop`

describe('the code', () => {
  test.each(['Plain HTML', 'WordPress', 'Shopify', 'Google Tag Manager'])('for %s brings the chat', async (kind) => {
    await dashboard.page.getByRole('tab', { name: kind }).click()
    await dashboard.page.getByText('This code works only on this computer').waitFor()
    expect(await dashboard.page.getByRole('tabpanel', { name: kind }).getByRole('listitem').count()).toBeGreaterThan(3)
    shop.body = await code()
    const visitor = await dashboard.newPage()
    await visitor.goto(shopUrl())
    await visitor.getByRole('button', { name: 'Open chat' }).waitFor()
    await visitor.close()
    await dashboard.page.getByText('The bell rings. Your bot is open on').waitFor()
  })

  test('is chosen by keyboard and copied', async () => {
    await dashboard.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await dashboard.page.getByRole('tab', { name: 'Plain HTML' }).focus()
    await dashboard.page.keyboard.press('End')
    await dashboard.page.getByText('choose All Pages').waitFor()
    await button('Copy code').click()
    await dashboard.page.getByText('Code copied').waitFor()
    expect(await dashboard.page.evaluate(() => navigator.clipboard.readText())).toBe(await code())
  })
})

describe('the check', () => {
  test('finds the code, by keyboard alone', async () => {
    shop.body = await code()
    await address().fill(shopUrl())
    await address().press('Enter')
    await dashboard.page.getByText('The code is on this page, and its key is right.').waitFor()
    await expectSound(dashboard.page, 'the check of a site that is well')
  })

  test('says each thing that is wrong, and what to add to a policy', async () => {
    shop.body = (await code()).replace(bot.api_key ?? '', 'mistyped')
    shop.headers = { 'content-security-policy': "script-src 'self'" }
    await address().fill(shopUrl())
    await button('Check').click()
    await dashboard.page.getByText('The key in the code is not this bot’s').waitFor()
    await dashboard.page.getByText('Add this to its script-src:').waitFor()
    await dashboard.page.getByText(dashboard.frontdesk.url, { exact: true }).waitFor()
    await expectSound(dashboard.page, 'the check of a site that is not well')

    shop.body = ''
    shop.headers = {}
    await button('Check').click()
    await dashboard.page.getByText('The code was not found on this page.').waitFor()
    expect(await dashboard.page.getByText('Add this to its script-src:').count()).toBe(0)
  })

  test('takes an address as people type it, and says what it cannot read', async () => {
    await address().fill('')
    await button('Check').click()
    await dashboard.page.getByText('Enter the address of a web page').waitFor()
    await address().fill('ftp://example.com')
    await address().press('Tab')
    await dashboard.page.getByText('This is not a web address.').waitFor()
    await address().fill(`${dashboard.site.origin}/nowhere`)
    await address().press('Enter')
    const refused = dashboard.page.getByText('The page answered 404. Check the address.')
    await refused.waitFor()
    await address().press('Tab')
    await button('Check').focus()
    expect(await refused.count()).toBe(1)
    expect(await address().getAttribute('aria-invalid')).toBe('true')
  })
})

test('a site that was seen is there after a reload, on the path and on the card too', async () => {
  shop.body = await code()
  const visitor = await dashboard.newPage()
  await visitor.goto(shopUrl())
  await visitor.getByRole('button', { name: 'Open chat' }).waitFor()
  await visitor.close()
  await dashboard.page.getByText('The bell rings.').waitFor()
  const { host } = new URL(dashboard.site.origin)
  await dashboard.page.reload()
  await dashboard.page.getByText(`Last seen on ${host}, just now`).waitFor()
  expect(await address().inputValue()).toBe(`https://${host}`)
})
