import { beforeAll, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound } from '../testing/expect-sound.ts'

const ADDRESS = 'A very long address line without any space: ' + 'mill'.repeat(60)
const HOURS = `# Opening hours\n\nWe open at nine & close at <b>five</b>.\n\n${ADDRESS}`
const ANSWER = '# Do you deliver on Sundays?\n\nYes, within Millbrook until noon.\n\n---\n\nSunday delivery?'

const dashboard = useDashboard()
let bot: Bot
beforeAll(async () => {
  bot = await dashboard.admin.createBot({ name: 'Wheelwright Cycles' })
  await dashboard.admin.train(bot.id, { source_type: 'url', source_content: `${dashboard.site.origin}/prices` })
  await dashboard.admin.train(bot.id, { source_type: 'text', source_content: HOURS })
  await dashboard.admin.train(bot.id, { source_type: 'text', source_content: ANSWER })
})

const openKnowledge = () => dashboard.open(`/dashboard/bots/${bot.id}?tab=knowledge`)
const row = (title: string) => dashboard.page.getByRole('listitem').filter({ hasText: title })
const sheet = (title: string) => dashboard.page.getByRole('dialog', { name: title })

test('each source says what kind it is, and answers stand by themselves', async () => {
  const { page } = dashboard
  await openKnowledge()
  const sources = page.getByRole('region', { name: 'Sources' })
  await sources.getByText(/^Web page · \d+ words · \d+ chunks? · trained/).waitFor()
  await sources.getByText(/^Text · \d+ words · 1 chunk · trained/).waitFor()
  const answers = page.getByRole('region', { name: 'Answers' })
  await answers.getByText(/^Answer · /).waitFor()
  await answers.getByText('Yes, within Millbrook until noon.').waitFor()
  await expectSound(page, 'the knowledge tab')
})

test('the text as it was read and its chunks are looked at by the keyboard, as text alone', async () => {
  const { page } = dashboard
  await openKnowledge()
  const view = row('Opening hours').getByRole('button', { name: 'View' })
  await view.focus()
  await page.keyboard.press('Enter')
  const text = sheet('Opening hours').getByRole('tabpanel', { name: /^Text/ })
  await text.getByText('We open at nine & close at <b>five</b>.').waitFor()
  expect(await text.locator('b').count()).toBe(0)
  await expectSound(page, 'the text of a source')

  await sheet('Opening hours').getByRole('tab', { name: /^Text/ }).focus()
  await page.keyboard.press('ArrowRight')
  const chunks = sheet('Opening hours').getByRole('tabpanel', { name: /^Chunks/ })
  await chunks.getByRole('listitem').getByText('Opening hours', { exact: true }).waitFor()
  await chunks.getByText(/^\d windows?, \d passages?$/).waitFor()
  await expectSound(page, 'the chunks of a source')
  await page.keyboard.press('Escape')
  await sheet('Opening hours').waitFor({ state: 'detached' })
  expect(await view.evaluate((button) => button === document.activeElement)).toBe(true)
})

test('of a source trained before texts were kept there are the chunks', async () => {
  const { page } = dashboard
  await page.route('**/api/trpc/sources.view*', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({
      response: answer,
      body: (await answer.text()).replace(/"text":"(# Opening[^"]*)"/, '"text":null'),
    })
  })
  await openKnowledge()
  await row('Opening hours').getByRole('button', { name: 'View' }).click()
  await sheet('Opening hours')
    .getByRole('tabpanel', { name: /^Chunks/ })
    .getByText('We open at nine')
    .waitFor()
  await sheet('Opening hours').getByRole('tab', { name: /^Text/ }).click()
  await sheet('Opening hours').getByText('Re-train to see the text as it was read.').waitFor()
  await page.unroute('**/api/trpc/sources.view*')
})

test('what cannot be fetched says so, and is fetched again', async () => {
  const { page } = dashboard
  await openKnowledge()
  let refused = true
  await page.route('**/api/trpc/sources.view*', (route) => (refused ? route.abort() : route.continue()))
  await row('Opening hours').getByRole('button', { name: 'View' }).click()
  await sheet('Opening hours').getByRole('status', { name: 'Loading the text' }).waitFor()
  const again = sheet('Opening hours').getByRole('alert').getByRole('button', { name: 'Try again' })
  await again.waitFor()
  refused = false
  await again.click()
  await sheet('Opening hours').getByText('We open at nine').waitFor()
  await page.unroute('**/api/trpc/sources.view*')
})

test('a text is edited where it stands, and nothing typed is lost by Esc, Cancel or leaving', async () => {
  const { page } = dashboard
  await openKnowledge()
  await row('Opening hours').getByRole('button', { name: 'Edit' }).click()
  const form = page.getByRole('form', { name: 'Edit Opening hours' })
  const content = form.getByRole('textbox', { name: 'Content' })
  expect(await content.inputValue()).toBe(HOURS)
  await content.fill(' ')
  await page.keyboard.press('Tab')
  await form.getByText('The text is empty.').waitFor()
  await content.fill('# Opening hours\n\nWe open at ten.')
  await expectSound(page, 'editing a text')

  await page.keyboard.press('Escape')
  await form.getByRole('button', { name: 'Cancel' }).click()
  const discard = page.getByRole('alertdialog', { name: 'Discard your changes?' })
  await discard.getByRole('button', { name: 'Keep editing' }).click()
  await page.getByRole('link', { name: 'Test', exact: true }).click()
  await page.getByRole('alertdialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).click()
  expect(await content.inputValue()).toContain('ten')

  await form.getByRole('button', { name: 'Save and train' }).click()
  await form.waitFor({ state: 'detached' })
  await row('Opening hours').getByText('We open at ten.').waitFor()
  await row('Opening hours')
    .getByText(/trained just now/)
    .waitFor()
  await row('Opening hours').getByRole('button', { name: 'View' }).click()
  await sheet('Opening hours').getByRole('tabpanel').getByText('We open at ten.').waitFor()
})

test('an answer is edited as a question and an answer', async () => {
  const { page } = dashboard
  await openKnowledge()
  await row('Do you deliver').getByRole('button', { name: 'Edit' }).click()
  const form = page.getByRole('form', { name: 'Edit Do you deliver on Sundays?' })
  expect(await form.getByRole('textbox', { name: 'Other wordings' }).inputValue()).toBe('Sunday delivery?')
  const answer = form.getByRole('textbox', { name: 'Answer' })
  await answer.fill('')
  await page.keyboard.press('Tab')
  await form.getByText('The answer is empty.').waitFor()
  await answer.fill('No, on Saturdays.')
  await expectSound(page, 'editing an answer')
  await form.getByRole('button', { name: 'Save and train' }).click()
  await row('Do you deliver').getByText('No, on Saturdays.').waitFor()
})

test('of many sources the newest are shown, and all on demand', async () => {
  const { page } = dashboard
  const many = await dashboard.admin.createBot({ name: 'Many' })
  for (let i = 1; i <= 13; i++) {
    const content = `# Note ${i}\n\nThe shelf number ${i} is full.`
    await dashboard.admin.train(many.id, { source_type: 'text', source_content: content })
  }
  await dashboard.open(`/dashboard/bots/${many.id}?tab=knowledge`)
  const rows = page.getByRole('list', { name: 'Sources' }).getByRole('listitem')
  await rows.first().waitFor()
  expect(await rows.count()).toBe(12)
  await rows.first().getByRole('heading', { name: 'Note 13' }).waitFor()
  await page.getByRole('button', { name: 'Show all 13' }).click()
  await rows.last().getByRole('heading', { name: 'Note 1', exact: true }).waitFor()
})

test('what is typed as a new source is checked as one leaves the field', async () => {
  const { page } = dashboard
  await openKnowledge()
  const address = page.getByRole('textbox', { name: 'Address' })
  await address.fill('https://me:secret@example.com')
  await page.keyboard.press('Tab')
  await page.getByText('Leave the user name and password out of the address.').waitFor()
  await address.fill('example.com')
  await page.getByText('Leave the user name and password out of the address.').waitFor({ state: 'detached' })
  await page.getByRole('radio', { name: 'Text' }).click()
  const content = page.getByRole('textbox', { name: 'Content' })
  await content.fill(' ')
  await page.keyboard.press('Tab')
  await page.getByText('The text is empty.').waitFor()
})
