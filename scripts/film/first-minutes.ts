import type { Page } from 'playwright-core'
import type { Site } from '../demo/open-site.ts'
import { BOT, OWNER } from '../demo/bakery.ts'
import { type Frame, openCamera } from './camera.ts'

/** What an owner does first, from the printed link to the answer on the site. */
export async function filmFirstMinutes(page: Page, setupUrl: string, site: Site): Promise<Frame[]> {
  const camera = openCamera(page)
  const button = (name: string) => page.getByRole('button', { name })
  const link = (name: string) => page.getByRole('link', { name })

  await page.goto(setupUrl)
  await page.getByLabel('Username').waitFor()
  await camera.hold(900)
  await camera.type(page.getByLabel('Username'), OWNER.username)
  await camera.type(page.getByLabel('Password'), OWNER.password)
  await camera.click(button('Create account'))

  await page.getByLabel('Bot name').waitFor()
  await camera.hold(500)
  await camera.type(page.getByLabel('Bot name'), BOT.name)
  await camera.click(button('Create bot'))

  await page.getByLabel('Address').waitFor()
  await camera.hold(700)
  await camera.type(page.getByLabel('Address'), `${site.url}/breads`)
  await camera.hold(600)
  await camera.click(button('Train bot'))
  await camera.watch(link('Ask it something'))
  await camera.hold(1800)
  await camera.click(link('Ask it something'))

  const test = page.frameLocator('iframe')
  await test.getByRole('textbox', { name: 'Message' }).waitFor()
  await page.locator('iframe').scrollIntoViewIfNeeded()
  await camera.hold(700)
  await camera.type(test.getByRole('textbox', { name: 'Message' }), 'How much is the walnut loaf?')
  await camera.click(test.getByRole('button', { name: 'Send message' }))
  await camera.watch(test.getByRole('log').getByRole('link'))
  await camera.hold(3000)
  await camera.click(link('Get the code'))

  await page.getByText('data-bot-id').first().waitFor()
  await camera.hold(1500)
  await camera.click(button('Copy code'))
  await camera.hold(1300)
  site.embed(await page.evaluate<string>('navigator.clipboard.readText()'))
  await page.getByText('Code copied').waitFor({ state: 'hidden' })
  await camera.click(link('Change its looks'))
  await page.getByLabel('Accent color').waitFor()
  await camera.hold(700)
  await camera.type(page.getByLabel('Accent color'), BOT.accent_color)
  await camera.hold(900)
  await camera.click(button('Save changes'))
  await page.getByText('Saved').waitFor()
  await camera.hold(900)

  await page.goto(site.url)
  await button('Open chat').waitFor()
  await camera.hold(1800)
  await camera.click(button('Open chat'))
  const chat = page.getByRole('dialog')
  await chat.getByRole('textbox', { name: 'Message' }).waitFor()
  await camera.hold(600)
  await camera.type(chat.getByRole('textbox', { name: 'Message' }), 'When do you bake the dark rye?')
  await camera.click(chat.getByRole('button', { name: 'Send message' }))
  await camera.watch(chat.getByRole('log').getByRole('link'))
  await camera.hold(4000)
  return camera.frames
}
