import type { Locator } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound } from '../testing/expect-sound.ts'
import { toSites } from './allowed-sites.ts'

test.each([
  ['', []],
  [' \n\n', []],
  ['https://shop.example\nhttps://*.shop.example', ['https://shop.example', 'https://*.shop.example']],
  ['Shop.example/', ['https://shop.example']],
  ['shop.example, http://localhost:3000\r\nshop.example', ['https://shop.example', 'http://localhost:3000']],
  ['bäcker.example', ['https://xn--bcker-gra.example']],
  ['*.shop.example', ['https://*.shop.example']],
  ['shop.example/menu', ['https://shop.example/menu']],
  ['not a site', ['https://not a site']],
])('%j is read as %j', (lines, sites) => {
  expect(toSites(lines)).toEqual(sites)
})

const shop = { body: '' }
const dashboard = useDashboard({
  pages: {
    '/shop': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>Shop</h1>${shop.body}`)
    },
  },
})
let bot: Bot
beforeAll(async () => {
  bot = await dashboard.admin.createBot({ name: 'Wheelwright' })
  await dashboard.admin.train(bot.id, { source_type: 'text', source_content: 'A wheel costs 40 euros.' })
  await dashboard.open(`/dashboard/bots/${bot.id}?tab=settings`)
  shop.body = await dashboard.page.getByRole('group', { name: 'Embed code' }).innerText()
})

const field = (): Locator => dashboard.page.getByRole('textbox', { name: 'Allowed sites' })
const save = async (): Promise<void> => {
  await dashboard.page.getByRole('button', { name: 'Save changes' }).click()
  await dashboard.page.getByText('Saved', { exact: true }).waitFor()
}

/** A visitor's tab at the shop, and what Frontdesk said in its console. */
async function visit() {
  const visitor = await dashboard.newPage()
  const lines: string[] = []
  visitor.on('console', (message) => message.text().startsWith('Frontdesk:') && lines.push(message.text()))
  await visitor.goto(`${dashboard.site.origin}/shop`)
  return { visitor, lines }
}

test('says what is wrong as the field is left', async () => {
  await dashboard.page.getByText('It does not stop programs; limits do.').waitFor()
  await field().fill('shop.example/menu')
  await field().press('Tab')
  await dashboard.page.getByText('is more than a site’s address. Write https://shop.example instead.').waitFor()
  expect(await field().getAttribute('aria-invalid')).toBe('true')
  await expectSound(dashboard.page, 'a site that cannot be matched')
})

test('kept to another site the widget stays away from this one, with one line in the console, and the check says so', async () => {
  await field().fill('Shop.example/')
  await save()
  expect(await field().inputValue()).toBe('https://shop.example')
  expect((await dashboard.admin.getBot(bot.id)).allowed_origins).toEqual(['https://shop.example'])

  const { visitor, lines } = await visit()
  await expect
    .poll(() => lines)
    .toEqual([
      'Frontdesk: This bot is not allowed on this site. Its owner can add the address under Settings, Allowed sites.',
    ])
  expect(await visitor.locator('#chatbot-widget-host, chatbot-widget-host').count()).toBe(0)
  await visitor.close()

  await dashboard.page.getByLabel('Your site’s address').fill(`${dashboard.site.origin}/shop`)
  await dashboard.page.getByRole('button', { name: 'Check', exact: true }).click()
  await dashboard.page.getByText('This site is not among the bot’s allowed sites').waitFor()
  await dashboard.page.getByText(dashboard.site.origin, { exact: true }).waitFor()
  await expectSound(dashboard.page, 'the check of a site that is not on the list')
})

test('the preview and the test chat go on meanwhile', async () => {
  const { page } = dashboard
  await page.getByRole('tab', { name: 'Appearance' }).click()
  await page.frameLocator('iframe').getByRole('dialog', { name: 'Wheelwright' }).waitFor()
  await dashboard.open(`/dashboard/bots/${bot.id}/test`)
  const widget = page.frameLocator('iframe')
  await widget.getByRole('textbox', { name: 'Message' }).fill('How much is a wheel?')
  await widget.getByRole('button', { name: 'Send message' }).click()
  await widget.getByText('40 euros').first().waitFor()
})

test('with this site on the list it is there and answers', async () => {
  await dashboard.open(`/dashboard/bots/${bot.id}?tab=settings`)
  await field().fill(`${await field().inputValue()}\n${dashboard.site.origin}`)
  await save()
  const { visitor, lines } = await visit()
  await visitor.getByRole('button', { name: 'Open chat' }).click()
  await visitor.getByRole('textbox', { name: 'Message' }).fill('How much is a wheel?')
  await visitor.getByRole('button', { name: 'Send message' }).click()
  await visitor.getByText('40 euros').first().waitFor()
  expect(lines).toEqual([])
  await visitor.close()
})
