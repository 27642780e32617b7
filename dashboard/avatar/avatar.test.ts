import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound, findOnce } from '../testing/expect-sound.ts'

const dashboard = useDashboard()
let bot: Bot
let page: Page

/** Red on the left, blue on the right. */
const twoHalves = () =>
  sharp({ create: { width: 1200, height: 600, channels: 3, background: '#0000ff' } })
    .composite([
      { input: { create: { width: 600, height: 600, channels: 3, background: '#ff0000' } }, left: 0, top: 0 },
    ])
    .jpeg()

const choose = (name: string, mimeType: string, buffer: Buffer) =>
  page.getByLabel('Avatar').setInputFiles({ name, mimeType, buffer })
const dialog = () => page.getByRole('alertdialog', { name: 'Crop the picture' })
const usePicture = async () => {
  const answer = page.waitForResponse((response) => response.url().endsWith('/avatar'))
  await dialog().getByRole('button', { name: 'Use picture' }).click()
  expect((await answer).status()).toBe(200)
  await expect.poll(shownAvatar).toMatch(/^\/api\/public\/avatar\//)
}
const shownAvatar = () => page.locator('main form img').getAttribute('src')

/** Which color the stored picture has at the given place, each 0 to 1. */
async function colorAt(x: number, y: number): Promise<string> {
  const { avatar_url } = await dashboard.admin.getBot(bot.id)
  const answer = await fetch(`${dashboard.frontdesk.url}${avatar_url}&size=128`)
  const { data, info } = await sharp(await answer.arrayBuffer())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const start = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
  const [red = 0, , blue = 0] = data.subarray(start)
  return red > blue ? 'red' : 'blue'
}

beforeAll(async () => {
  page = dashboard.page
  bot = await dashboard.admin.createBot({ name: 'Corner Bakery' })
  await dashboard.open(`/dashboard/bots/${bot.id}?tab=appearance`)
})

test('a photo is moved into place by keys, cropped, and shown everywhere', async () => {
  await page.getByLabel('Avatar').focus()
  await choose('photo.jpg', 'image/jpeg', await twoHalves().toBuffer())
  await findOnce(dialog().getByRole('slider', { name: 'Zoom' }), dialog().getByRole('button', { name: 'Cancel' }))
  await expectSound(page, 'the crop dialog')
  await page.keyboard.press('Tab')
  await page.keyboard.press('End')
  await page.keyboard.press('Shift+Tab')
  for (let press = 0; press < 20; press++) await page.keyboard.press('ArrowRight')
  await usePicture()
  expect([await colorAt(0.1, 0.5), await colorAt(0.9, 0.5)]).toEqual(['red', 'red'])
  const inPreview = page.frameLocator('iframe').locator('img').first()
  await expect.poll(() => inPreview.getAttribute('src')).toContain('/api/public/avatar/')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('file')
})

test('it is dragged too, and a phone’s photo stands upright', async () => {
  await choose('phone.jpg', 'image/jpeg', await twoHalves().withMetadata({ orientation: 6 }).toBuffer())
  await dialog().waitFor()
  const stage = await dialog().getByRole('application').boundingBox()
  if (stage === null) throw new Error('The picture is not shown.')
  // Turned to the right, its red half is at the top; dragged down, more of it comes into the square.
  await page.mouse.move(stage.x + 50, stage.y + 20)
  await page.mouse.down()
  await page.mouse.move(stage.x + 50, stage.y + 190, { steps: 5 })
  await page.mouse.up()
  await usePicture()
  expect([await colorAt(0.5, 0.1), await colorAt(0.1, 0.9)]).toEqual(['red', 'red'])
})

test('a huge picture is made small before it is sent', async () => {
  const huge = await sharp({ create: { width: 9000, height: 6000, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer()
  await choose('huge.png', 'image/png', huge)
  const sent = page.waitForRequest((request) => request.url().endsWith('/avatar') && request.method() === 'POST')
  await dialog().waitFor()
  await usePicture()
  expect((await (await sent).sizes()).requestBodySize).toBeLessThan(50_000)
})

test('a picture is dropped or pasted, and what is none is refused at once', async () => {
  const hand = (way: 'drop' | 'paste', name: string, type: string) =>
    page.evaluate(
      async ([event, file, kind]) => {
        const canvas = document.createElement('canvas')
        canvas.getContext('2d')?.fillRect(0, 0, 10, 10)
        const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
        const data = new DataTransfer()
        data.items.add(new File([blob ?? ''], file, { type: kind }))
        const target = document.querySelector('input[type=file]')?.parentElement
        const init = { bubbles: true, cancelable: true }
        target?.dispatchEvent(
          event === 'drop'
            ? new DragEvent('drop', { ...init, dataTransfer: data })
            : new ClipboardEvent('paste', { ...init, clipboardData: data }),
        )
      },
      [way, name, type] as const,
    )
  for (const way of ['drop', 'paste'] as const) {
    await hand(way, 'logo.png', 'image/png')
    await dialog().waitFor()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  }
  await hand('drop', 'logo.svg', 'image/svg+xml')
  await page.getByText('This kind of file cannot be used. Choose a PNG, JPEG, GIF or WebP picture.').waitFor()
  await choose('torn.png', 'image/png', Buffer.from('no picture'))
  await page.getByText('This picture is damaged, or not what its name says.').waitFor()
})

test('a refused picture is taken back, and removing one asks first', async () => {
  const before = await shownAvatar()
  await page.route('**/avatar', (route) => route.abort(), { times: 1 })
  await choose('photo.jpg', 'image/jpeg', await twoHalves().toBuffer())
  await dialog().getByRole('button', { name: 'Use picture' }).click()
  await page.getByText('The picture could not be sent.').waitFor()
  expect(await shownAvatar()).toBe(before)

  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('button', { name: 'Remove picture' }).click()
  await page.locator('main form img').waitFor({ state: 'detached' })
  await expect.poll(async () => (await dashboard.admin.getBot(bot.id)).avatar_url).toBeNull()
})
