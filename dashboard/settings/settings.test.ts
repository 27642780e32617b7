import { expect, test } from 'vitest'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound, findOnce } from '../testing/expect-sound.ts'

const dashboard = useDashboard()

test('the theme is chosen here or in the top bar, and both show it', async () => {
  const { page } = dashboard
  await dashboard.open('/dashboard/settings')
  const theme = page.getByRole('radiogroup', { name: 'Theme' })
  await theme.getByRole('radio', { name: 'Dark' }).click()
  await page.getByRole('button', { name: 'Theme: Dark' }).waitFor()
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')

  const other = await dashboard.newPage()
  await other.goto(`${dashboard.frontdesk.url}/dashboard/settings`)
  await other.getByRole('radio', { name: 'Light' }).click()
  await page.getByRole('button', { name: 'Theme: Light' }).click()
  await expect.poll(() => theme.getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true)
  await theme.getByRole('radio', { name: 'Auto' }).click()
  await page.getByRole('button', { name: 'Theme: Auto' }).waitFor()
  await other.close()
})

test('the default limit is judged as it is left, and saved', async () => {
  const { page } = dashboard
  const limit = page.getByRole('textbox', { name: 'Default message limit' })
  await limit.fill('12 thousand')
  await page.keyboard.press('Tab')
  await page.getByText('Monthly message limit must be a number.').waitFor()
  await limit.fill('1200')
  await page.getByText('Monthly message limit must be a number.').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Save default' }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  expect(await dashboard.admin.createBot({ name: 'Bakery' })).toMatchObject({ message_limit: 1200 })
})

test('passwords are judged as they are left, and not for being empty', async () => {
  const { page } = dashboard
  await page.getByLabel('Current password').focus()
  await page.getByLabel('New password').fill('short')
  await page.getByRole('button', { name: 'Change password' }).focus()
  await findOnce(page.getByText('The password is too short. Use at least 8 characters.'))
  expect(await page.getByText('Enter the password you sign in with now.').count()).toBe(0)
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('Enter the password you sign in with now.').waitFor()
})

test('ending every session asks first', async () => {
  const { page } = dashboard
  const button = page.getByRole('button', { name: 'End all sessions' })
  await button.click()
  const question = page.getByRole('alertdialog', { name: 'End all sessions?' })
  await question.waitFor()
  await expectSound(page, 'the question before all sessions end')
  await page.keyboard.press('Escape')
  // The focus comes back a moment after the question has gone.
  await button.and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Enter')
  await question.getByRole('button', { name: 'End them all' }).click()
  await page.getByLabel('Username').waitFor()
  expect((await dashboard.admin.request('GET', '/api/admin/bots')).status).toBe(401)
})
