import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import { ask } from '#server/testing/admin-client.ts'
import { PAYLOADS } from '../../widget/testing/payloads.ts'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound, findOnce } from '../testing/expect-sound.ts'

const dashboard = useDashboard({ environment: { CHAT_PER_SESSION: '1000', CHAT_PER_IP: '1000' } })
const LONG = 'Do you have a table for two near the window on Saturday evening, and may our dog come along?'

let bot: Bot
beforeAll(async () => {
  bot = await dashboard.admin.createBot({ name: 'Anna' })
})

const rows = (page: Page) => page.getByRole('list', { name: 'Conversations' }).getByRole('link')
const pane = (page: Page) => page.getByRole('region', { name: 'Conversation', exact: true })

test('before the first question it says how one comes about', async () => {
  const { page } = dashboard
  await dashboard.open('/dashboard/conversations')
  await page.getByText('No one has asked anything yet').waitFor()
  await page.getByRole('link', { name: 'Go to your bots' }).waitFor()
  await dashboard.open(`/dashboard/bots/${bot.id}/conversations`)
  await findOnce(page.getByRole('button', { name: 'Copy code' }), page.getByRole('link', { name: 'Test' }))
  await expectSound(page, 'no conversations yet')
})

test('what was asked and answered is read, with what the answer was made from', async () => {
  const { page, admin, site, frontdesk } = dashboard
  await admin.train(bot.id, { source_type: 'url', source_content: `${site.origin}/faq` })
  await ask(frontdesk.url, bot, 'Can you collect my bicycle at home?', 'visitor-one')
  await ask(frontdesk.url, bot, LONG, 'visitor-two')

  await dashboard.open('/dashboard/conversations')
  await page
    .getByRole('status')
    .filter({ hasText: /^2 conversations$/ })
    .waitFor()
  expect(await rows(page).allInnerTexts()).toEqual([
    expect.stringMatching(/^Do you have a table[^]*Anna ·[^]*2 messages[^]*1 unanswered$/),
    expect.stringMatching(/^Can you collect[^]*€12[^]*2 messages$/),
  ])
  await rows(page).nth(1).click()
  await page.waitForURL(/\?c=/)
  await pane(page).getByText('Can you collect my bicycle at home?').waitFor()
  const sources = pane(page).getByRole('list', { name: 'Sources used' })
  await sources.getByText(/\d\d %/).click()
  await sources.getByRole('link', { name: `${site.origin}/faq` }).waitFor()
  expect(await pane(page).getByText('Not answered').count()).toBe(0)
  await expectSound(page, 'a conversation')

  await rows(page).nth(0).click()
  await pane(page).getByText('Not answered').waitFor()
  await pane(page).getByRole('link', { name: 'Answer it' }).click()
  // Its own question is open for an answer.
  expect(await page.getByRole('textbox', { name: 'Question' }).inputValue()).toMatch(/^Do you have a table/)
  await page.goBack()
  await page.reload()
  await pane(page).getByText(LONG).waitFor()
})

test('the keyboard goes from row to row and opens one', async () => {
  const { page } = dashboard
  await dashboard.open('/dashboard/conversations')
  await rows(page).first().focus()
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toContain('Can you collect')
  await page.keyboard.press('Home')
  expect(await focused()).toContain('Do you have a table')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await pane(page).getByText('Can you collect my bicycle at home?').waitFor()
  expect(await focused()).toContain('Can you collect')
})

test('on a phone a conversation takes the place of the list, and gives it back', async () => {
  const phone = await dashboard.newPage({ viewport: { width: 390, height: 844 } })
  await phone.goto(`${dashboard.frontdesk.url}/dashboard/conversations`)
  await rows(phone).nth(1).click()
  await pane(phone).getByText('Can you collect my bicycle at home?').waitFor()
  expect(await rows(phone).first().isVisible()).toBe(false)
  await expect.poll(() => phone.evaluate(() => document.activeElement?.textContent)).toBe('Back to the list')
  await expectSound(phone, 'a conversation on a phone')
  await phone.keyboard.press('Enter')
  await rows(phone).first().waitFor()
  await expect.poll(() => phone.evaluate(() => document.activeElement?.textContent)).toContain('Can you collect')
  await expectSound(phone, 'the list on a phone')
})

test('nothing that a visitor wrote runs, loads or becomes markup', async () => {
  const { frontdesk } = dashboard
  const page = await dashboard.newPage()
  const foreign: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== frontdesk.url && request.url().startsWith('http')) foreign.push(request.url())
  })
  await page.addInitScript(() => Object.assign(window, { attack: () => Object.assign(window, { attacked: true }) }))
  for (const payload of PAYLOADS) await ask(frontdesk.url, bot, payload, 'visitor-attacker')

  await page.goto(`${frontdesk.url}/dashboard/conversations?q=attack`)
  await rows(page).first().click()
  const messages = pane(page).getByRole('group', { name: 'Messages' })
  await messages.getByText(PAYLOADS[0] ?? '', { exact: true }).waitFor()
  await pane(page).getByRole('button', { name: 'Show more messages' }).click()
  for (const payload of PAYLOADS) await messages.getByText(payload.trim(), { exact: true }).first().waitFor()
  const markup = messages.locator(
    'img, script, iframe, svg, object, embed, style, form, input, video, b, base, meta, a',
  )
  expect(await markup.count()).toBe(0)
  expect(await page.evaluate(() => 'attacked' in window)).toBe(false)
  expect(foreign).toEqual([])
  await page.close()
})

test('the export is the list as it is narrowed', async () => {
  const { page } = dashboard
  await dashboard.open('/dashboard/conversations?q=bicycle')
  await rows(page).first().waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^conversations-\d{4}-\d\d-\d\d\.csv$/)
  const file = await readFile(await download.path(), 'utf8')
  expect(file).toContain('Visitor,Can you collect my bicycle at home?')
  expect(file).not.toContain('table for two')
})

test('one that is new is told, and shown when asked for', async () => {
  const { page, frontdesk } = dashboard
  await dashboard.open('/dashboard/conversations')
  await rows(page).first().waitFor()
  await ask(frontdesk.url, bot, 'Is there parking?', 'visitor-late')
  const other = await dashboard.newPage()
  await other.bringToFront()
  await page.bringToFront()
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await page.getByRole('button', { name: 'Show 1 new' }).click()
  await expect.poll(() => rows(page).first().innerText()).toContain('Is there parking?')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Is there parking?')
  expect(await rows(page).evaluateAll((links) => links.filter((link) => link.tabIndex === 0).length)).toBe(1)
  await other.close()
})

test('one is deleted after a question, and one that is gone says so', async () => {
  const { page } = dashboard
  await dashboard.open('/dashboard/conversations')
  await rows(page).first().click()
  await pane(page).getByText('Is there parking?').waitFor()
  const address = page.url()
  await pane(page).getByRole('button', { name: 'Delete conversation' }).click()
  await expectSound(page, 'the question before deleting a conversation')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete conversation' }).click()
  await page.getByText('Choose a conversation to read it.').waitFor()
  expect((await rows(page).allInnerTexts()).join()).not.toContain('Is there parking?')
  await page.goto(address)
  await page.getByText('This conversation does not exist').waitFor()
  await expectSound(page, 'a conversation that is gone')
})

test('older ones are counted before they are deleted', async () => {
  const { page } = dashboard
  await dashboard.open('/dashboard/conversations')
  await page.getByRole('button', { name: 'Delete older' }).click()
  await page.getByText('No conversation is that old.').waitFor()
  expect(await page.getByRole('button', { name: 'Delete', exact: true }).isDisabled()).toBe(true)
  await page.getByRole('textbox', { name: 'Days without a message' }).fill('none')
  await page.getByText('Enter a whole number from 1 to 36,500.').waitFor()
  await expectSound(page, 'the dialog of older conversations')
  await page.keyboard.press('Escape')
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
})

test('a search without a match offers the way back, a failure another try', async () => {
  const { page } = dashboard
  await dashboard.open('/dashboard/conversations')
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill('nosuchword')
  await page.getByText('Nothing found').waitFor()
  await expectSound(page, 'no match')
  await page.getByRole('button', { name: 'Show all' }).click()
  await rows(page).first().waitFor()
  expect(await page.getByRole('searchbox').inputValue()).toBe('')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search')

  await page.route(/conversations\.list/, (route) => route.fulfill({ status: 500, body: 'broken' }))
  await page.reload()
  await page.getByRole('alert').waitFor({ timeout: 20_000 })
  await expectSound(page, 'a list that failed')
  await page.unroute(/conversations\.list/)
  await page.getByRole('button', { name: 'Try again' }).first().click()
  await rows(page).first().waitFor()
})

test('a bot that is deleted takes its rows with it', async () => {
  const { page } = dashboard
  await dashboard.open('/dashboard/conversations')
  await rows(page).first().waitFor()
  await page.getByRole('link', { name: '1 bot' }).click()
  await page.getByRole('article', { name: 'Anna' }).getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('textbox', { name: "Type the bot's name to confirm" }).fill('Anna')
  await page.getByRole('button', { name: 'Delete bot' }).click()
  await page.getByText('Anna deleted').waitFor()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Conversations' }).click()
  await page.getByText('No one has asked anything yet').waitFor()
})
