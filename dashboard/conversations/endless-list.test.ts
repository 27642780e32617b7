import { expect, test } from 'vitest'
import { seedDatabase } from '#server/testing/seed.ts'
import { RARE_WORD } from '#server/testing/seed-texts.ts'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound } from '../testing/expect-sound.ts'

// 100,000 messages in some 25,000 conversations, scrolled, searched and narrowed by the real browser.

const dashboard = useDashboard({ seed: (path) => seedDatabase(path) })
const list = () => dashboard.page.getByRole('list', { name: 'Conversations' })
const rows = () => list().getByRole('link')

test('thousands of rows are scrolled past, and the page stays as small as it was', async () => {
  const { page } = dashboard
  await dashboard.open('/dashboard/conversations')
  await rows().first().waitFor()
  const countNodes = () => page.evaluate(() => document.querySelectorAll('*').length)
  const atFirst = await countNodes()
  const loaded = () => list().evaluate((ul) => Number(ul.lastElementChild?.getAttribute('aria-posinset')))
  while ((await loaded()) < 3_000) {
    const before = await loaded()
    await list().evaluate((ul) => ul.parentElement?.scrollTo({ top: ul.clientHeight }))
    await expect.poll(loaded).toBeGreaterThan(before)
  }
  expect(await countNodes()).toBeLessThan(atFirst + 250)
  expect(await rows().count()).toBeLessThan(40)
  await page
    .getByRole('status')
    .filter({ hasText: /^3,\d\d\d conversations, more as you scroll$/ })
    .waitFor()

  await rows().nth(15).click()
  await page.getByRole('heading', { level: 2 }).waitFor()
  const place = await list().evaluate((ul) => ul.parentElement?.scrollTop)
  await page.getByRole('navigation', { name: 'Messages' }).getByRole('link', { name: 'Unanswered' }).click()
  await page.waitForURL('**/unanswered')
  await page.goBack()
  await rows().first().waitFor()
  expect(await list().evaluate((ul) => ul.parentElement?.scrollTop)).toBe(place)
  await page.getByRole('heading', { level: 2 }).waitFor()
})

test('a rare word is found among all, and the address keeps the search', async () => {
  const { page } = dashboard
  await dashboard.open('/dashboard/conversations')
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill(RARE_WORD.slice(0, 8).toLowerCase())
  await page
    .getByRole('status')
    .filter({ hasText: /^[67] conversations$/ })
    .waitFor()
  await page.waitForURL('**/conversations?q=zwetschg')
  await page.reload()
  await page
    .getByRole('status')
    .filter({ hasText: /^[67] conversations$/ })
    .waitFor()
  expect(await page.getByRole('searchbox').inputValue()).toBe('zwetschg')
  await rows().first().click()
  await page.getByRole('group', { name: 'Messages' }).getByText(RARE_WORD).first().waitFor()
  await expectSound(page, 'a search among 25,000 conversations')
})

test('only unanswered, of one bot: every row says so', async () => {
  const { page } = dashboard
  await dashboard.open('/dashboard/conversations')
  await page.getByRole('combobox', { name: 'Bot' }).selectOption('Old Mill Bakery')
  await page.getByRole('checkbox', { name: 'Only unanswered' }).click()
  await page.waitForURL('**/conversations?unanswered=1')
  await expect.poll(async () => (await rows().allInnerTexts()).every((text) => /\d unanswered/.test(text))).toBe(true)
  await rows().first().click()
  const pane = page.getByRole('region', { name: 'Conversation', exact: true })
  await pane.getByText('Not answered').first().waitFor()
  await pane.getByRole('link', { name: 'Answer it' }).waitFor()
})
