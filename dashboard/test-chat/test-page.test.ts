import { expect, test } from 'vitest'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound } from '../testing/expect-sound.ts'

const dashboard = useDashboard()

test('the widget is tried on a desktop’s and on a phone’s screen, in one conversation', async () => {
  const { page, admin } = dashboard
  const bot = await admin.createBot({ name: 'Corner Bakery' })
  await admin.train(bot.id, { source_type: 'text', source_content: 'A croissant costs €1.90.' })
  await dashboard.open(`/dashboard/bots/${bot.id}/test`)
  const widget = page.frameLocator('iframe')
  const frame = page.locator('iframe')
  const panel = widget.getByRole('dialog', { name: 'Corner Bakery' })
  await widget.getByRole('textbox', { name: 'Message' }).fill('How much is a croissant?')
  await widget.getByRole('button', { name: 'Send message' }).click()
  await panel.getByText('€1.90').first().waitFor()
  const widthOf = async (box: typeof frame) => Math.round((await box.boundingBox())?.width ?? 0)
  expect(await widthOf(panel)).toBe(380)

  await page.getByRole('radio', { name: 'Phone' }).click()
  await expect.poll(() => widthOf(frame)).toBe(388)
  await expect.poll(() => widthOf(panel)).toBe(388)
  await panel.getByText('€1.90').first().waitFor()
  await page.getByRole('meter', { name: 'Relevance' }).first().waitFor()
  await expectSound(page, 'the test page with a phone')
})

test('on a phone the chat comes first, and what the answers were made from under it', async () => {
  const { url } = dashboard.frontdesk
  const bot = await dashboard.admin.createBot({
    name: 'The Old Mill Bakery and Tea Room on the Corner of Bridge Street',
  })
  const phone = await dashboard.newPage({ viewport: { width: 390, height: 844 } })
  await phone.goto(`${url}/dashboard/bots/${bot.id}/test`)
  const chat = await phone.locator('iframe').boundingBox()
  const chunks = await phone.getByRole('region', { name: 'Where answers come from' }).boundingBox()
  expect(chunks?.y).toBeGreaterThan((chat?.y ?? 0) + (chat?.height ?? 0))
  expect(await phone.getByRole('radio', { name: 'Phone' }).isVisible()).toBe(false)
  await phone.getByText('This bot knows nothing yet').waitFor()
  await expectSound(phone, 'the test page on a phone')
})
