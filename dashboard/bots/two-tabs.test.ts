import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound, findOnce } from '../testing/expect-sound.ts'

const dashboard = useDashboard()

const save = async (page: Page) => {
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
}
const look = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('focus')))

const openTwice = async (name: string) => {
  const bot = await dashboard.admin.createBot({ name, welcome_message: 'Hello' })
  const [one, two] = [dashboard.page, await dashboard.newPage()]
  for (const page of [one, two]) {
    await page.goto(`${dashboard.frontdesk.url}/dashboard/bots/${bot.id}`)
    await page.getByLabel('Bot name').waitFor()
  }
  return { bot, one, two }
}

test('changes of different fields in two tabs stand beside each other', async () => {
  const { bot, one, two } = await openTwice('Bakery')
  await one.getByLabel('Bot name').fill('Old Mill Bakery')
  await two.getByLabel('Welcome message').fill('Good morning')
  await save(one)
  await save(two)
  expect(await dashboard.admin.getBot(bot.id)).toMatchObject({
    name: 'Old Mill Bakery',
    welcome_message: 'Good morning',
  })
})

test('of two changes of one field both are shown, and the owner chooses', async () => {
  const { bot, one, two } = await openTwice('Café')
  await one.getByLabel('Bot name').fill('Café One')
  await two.getByLabel('Bot name').fill('Café Two')
  await save(one)
  await two.getByRole('button', { name: 'Save changes' }).click()
  const notice = two.getByRole('alert')
  await notice.getByText('In another tab the name was changed to “Café One”. Yours is “Café Two”.').waitFor()
  await expectSound(two, 'two versions')
  expect(await dashboard.admin.getBot(bot.id)).toMatchObject({ name: 'Café One' })
  await notice.getByRole('button', { name: 'Keep mine' }).click()
  await save(two)
  expect(await dashboard.admin.getBot(bot.id)).toMatchObject({ name: 'Café Two' })

  await one.getByLabel('Bot name').fill('Café Three')
  await look(one)
  await one.getByRole('button', { name: 'Take theirs' }).click()
  expect(await one.getByLabel('Bot name').inputValue()).toBe('Café Two')
  await findOnce(one.getByRole('heading', { name: 'Café Two' }))
})

test('a form nobody touched shows what another tab saved, as soon as it is looked at', async () => {
  const { one, two } = await openTwice('Kiosk')
  await one.getByLabel('Welcome message').fill('Papers and coffee')
  await save(one)
  await look(two)
  await expect.poll(() => two.getByLabel('Welcome message').inputValue()).toBe('Papers and coffee')
})
