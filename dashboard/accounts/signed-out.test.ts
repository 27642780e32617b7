import { expect, test } from 'vitest'
import { OWNER, signIn } from '#server/testing/admin-client.ts'
import { expectSound, findOnce } from '../testing/expect-sound.ts'
import { useDashboard } from '../testing/dashboard.ts'

const dashboard = useDashboard()

/** Ends every session, the browser's too, as another device would. */
const endSessions = async () => {
  const admin = await signIn(dashboard.frontdesk.url)
  expect((await admin.request('POST', '/api/auth/logout-everywhere')).status).toBe(204)
}

test('a session that ended in the middle of a form is opened again over it, and the save goes on', async () => {
  const { page } = dashboard
  const bot = await dashboard.admin.createBot({ name: 'Corner Bakery' })
  await dashboard.open(`/dashboard/bots/${bot.id}`)
  await page.getByLabel('Welcome message').fill('Good morning from the bakery')
  await endSessions()
  await page.getByRole('button', { name: 'Save changes' }).click()

  const dialog = page.getByRole('alertdialog', { name: 'You have been signed out' })
  await findOnce(
    dialog.getByText('Sign in as owner to go on.'),
    dialog.getByRole('button', { name: 'Leave this page' }),
  )
  await expectSound(page, 'the dialog to sign in again')
  await page.keyboard.press('Escape')
  await dialog.getByLabel('Password').fill('not it at all')
  await page.keyboard.press('Enter')
  await dialog.getByText('Username or password is not right.').waitFor()
  await dialog.getByLabel('Password').fill(OWNER.password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await dialog.waitFor({ state: 'detached' })

  await page.getByText('Saved', { exact: true }).waitFor()
  expect(await page.getByLabel('Welcome message').inputValue()).toBe('Good morning from the bakery')
  const admin = await signIn(dashboard.frontdesk.url)
  expect(await admin.getBot(bot.id)).toMatchObject({ welcome_message: 'Good morning from the bakery' })
})

test('signing out asks before unsaved changes are left, and leads to the sign-in page', async () => {
  const { page } = dashboard
  const admin = await signIn(dashboard.frontdesk.url)
  const bot = await admin.createBot({ name: 'Florist' })
  await dashboard.open(`/dashboard/bots/${bot.id}`)
  await page.getByLabel('Bot name').fill('Florist on the square')
  await page.getByRole('button', { name: 'Sign out' }).click()
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })
  await question.getByRole('button', { name: 'Stay' }).click()
  expect(await page.getByLabel('Bot name').inputValue()).toBe('Florist on the square')

  await page.getByRole('button', { name: 'Sign out' }).click()
  await question.getByRole('button', { name: 'Leave' }).click()
  await page.getByLabel('Username').waitFor()
  await dashboard.open('/dashboard/settings')
  await page.getByLabel('Username').waitFor()
  expect(new URL(page.url()).pathname).toBe('/login')
})
