import { expect, test } from 'vitest'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound } from '../testing/expect-sound.ts'

const dashboard = useDashboard()

test('it leads from page to page and from bot to bot, and says where one is', async () => {
  const { page, admin } = dashboard
  const anna = await admin.createBot({ name: 'Anna' })
  await dashboard.open('/dashboard')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Conversations' }).click()
  const nav = page.getByRole('navigation', { name: 'Messages' })
  await nav.getByRole('link', { name: 'Conversations' }).waitFor()
  expect(await page.getByRole('combobox', { name: 'Bot' }).count(), 'a choice with a single bot').toBe(0)

  await admin.createBot({ name: 'The Old Mill Bakery and Tea Room on the Corner of Bridge Street' })
  await page.reload()
  await page.getByRole('combobox', { name: 'Bot' }).selectOption('Anna')
  await page.waitForURL(`**/dashboard/bots/${anna.id}/conversations`)
  expect(await nav.getByRole('link', { name: 'Conversations' }).getAttribute('aria-current')).toBe('page')
  expect(await nav.getByRole('link', { name: 'Unanswered' }).getAttribute('href')).toBe(
    `/dashboard/bots/${anna.id}/unanswered`,
  )
  await expectSound(page, 'the messages of one bot')
  await page.getByRole('combobox', { name: 'Bot' }).selectOption('All bots')
  await page.waitForURL('**/dashboard/conversations')
  await expect
    .poll(() => nav.getByRole('link', { name: 'Unanswered' }).getAttribute('href'))
    .toBe('/dashboard/unanswered')
})
