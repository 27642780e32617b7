import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound, findOnce } from '../testing/expect-sound.ts'

const dashboard = useDashboard()
let bot: Bot
let page: Page

const tab = (name: string) => page.getByRole('tab', { name })
const field = (name: string) => page.getByRole('textbox', { name })

beforeAll(async () => {
  page = dashboard.page
  bot = await dashboard.admin.createBot({ name: 'Corner Bakery' })
})

test('a field says what is wrong as it is left, and no longer once it is right', async () => {
  await dashboard.open(`/dashboard/bots/${bot.id}`)
  const problem = page.getByText('Bot name is empty. Write at least one character.')
  await field('Bot name').fill('')
  expect(await problem.count()).toBe(0)
  await page.keyboard.press('Tab')
  await problem.waitFor()
  expect(await field('Bot name').getAttribute('aria-invalid')).toBe('true')
  expect(await tab('Basics').evaluate((element) => element.ariaDescribedByElements?.[0]?.textContent)).toBe(
    'Needs a look',
  )
  await field('Bot name').fill('C')
  await problem.waitFor({ state: 'detached' })
  expect(await tab('Basics').evaluate((element) => element.ariaDescribedByElements?.[0]?.textContent)).toBe(
    'Not saved yet',
  )
})

test('a sentence that appears takes no button away from under the pointer', async () => {
  await tab('Settings').click()
  await field('Monthly message limit').fill('many')
  const save = await page.getByRole('button', { name: 'Save changes' }).boundingBox()
  if (save === null) throw new Error('There is no button.')
  const problem = page.getByText('Monthly message limit must be a number.')
  await page.mouse.move(save.x + 20, save.y + 10)
  await page.mouse.down()
  expect(await problem.count()).toBe(0)
  await page.mouse.up()
  await problem.waitFor()
  expect((await dashboard.admin.getBot(bot.id)).name).toBe('Corner Bakery')
  await field('Monthly message limit').fill('200')
})

test('the keyboard saves, from any tab, and the marks go', async () => {
  await tab('Appearance').click()
  await page.keyboard.press('Control+s')
  await page.getByText('Saved', { exact: true }).waitFor()
  expect(await dashboard.admin.getBot(bot.id)).toMatchObject({ name: 'C', message_limit: 200 })
  expect(await tab('Basics').getAttribute('aria-describedby')).toBeNull()
})

test('a color that is hard to see is said to be, with one that is not', async () => {
  await tab('Appearance').click()
  await field('Accent color').fill('#FDE047')
  await page.getByText('Text on it is black. The button is hard to see on a white page.').waitFor()
  await expectSound(page, 'a color that is hard to see')
  await page.getByRole('button', { name: 'Use #A7942F instead' }).click()
  expect(await field('Accent color').inputValue()).toBe('#A7942F')
  await page.getByText('It stands out from white and from dark pages.').waitFor()
  await page.getByRole('button', { name: 'Violet' }).click()
  expect(await field('Accent color').inputValue()).toBe('#7C5CDB')
  expect(await page.getByRole('button', { name: 'Violet' }).getAttribute('aria-pressed')).toBe('true')
})

test('all four tabs are used by keyboard alone', async () => {
  await dashboard.open(`/dashboard/bots/${bot.id}`)
  await tab('Basics').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('End')
  await page.keyboard.type(' and Café')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('ArrowRight')
  await findOnce(page.getByLabel('Avatar'))
  for (let presses = 0; presses < 40; presses++) {
    if (await page.getByRole('radio', { name: 'Bottom right' }).evaluate((radio) => radio === document.activeElement))
      break
    await page.keyboard.press('Tab')
  }
  // The key is held until it has worked: on a busy machine it would be up before radix moves the focus.
  await page.keyboard.down('ArrowLeft')
  await expect.poll(() => page.getByRole('radio', { name: 'Bottom center' }).isChecked()).toBe(true)
  await page.keyboard.up('ArrowLeft')
  await tab('Appearance').focus()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('radio', { name: 'Web page' }).waitFor()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('slider', { name: 'When to answer' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Control+s')
  await page.getByText('Saved', { exact: true }).waitFor()
  expect(await dashboard.admin.getBot(bot.id)).toMatchObject({
    name: 'C and Café',
    position: 'bottom-center',
    relevance_cut: 0.65,
  })
})
