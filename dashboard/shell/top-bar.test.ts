import { expect, test } from 'vitest'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound, findOnce } from '../testing/expect-sound.ts'

const dashboard = useDashboard()

test('on a phone the menu is opened, used and closed by keyboard', async () => {
  const phone = await dashboard.newPage({ viewport: { width: 390, height: 844 } })
  await phone.goto(`${dashboard.frontdesk.url}/dashboard`)
  const settings = phone.getByRole('link', { name: 'Settings' })
  const menu = phone.getByRole('button', { name: 'Menu' })
  await menu.focus()
  expect(await settings.isVisible()).toBe(false)
  await phone.keyboard.press('Enter')
  await findOnce(settings, phone.getByRole('button', { name: 'Sign out' }))
  await expectSound(phone, 'the open menu')
  await phone.keyboard.press('Escape')
  await settings.waitFor({ state: 'hidden' })
  await phone.keyboard.press('Enter')
  await settings.focus()
  await phone.keyboard.press('Enter')
  await phone.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  await settings.waitFor({ state: 'hidden' })
})

test('a chosen theme stays over a reload', async () => {
  const { page } = dashboard
  await dashboard.open('/dashboard')
  await page.getByRole('button', { name: 'Theme: Auto' }).click()
  await page.getByRole('button', { name: 'Theme: Light' }).click()
  await page.reload()
  await page.getByRole('button', { name: 'Theme: Dark' }).waitFor()
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
})
