import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import { type AdminClient, setUpAdmin } from '#server/testing/admin-client.ts'
import { launchBrowser } from '#server/testing/browser.ts'
import { type FakeWeb, startFakeWeb } from '#server/testing/fake-web.ts'
import { smallSite } from '#server/testing/small-site.ts'
import { type RunningFrontdesk, startFrontdesk } from '#server/testing/start-frontdesk.ts'
import { DESK } from './testing/dashboard.ts'
import { expectSound, findOnce } from './testing/expect-sound.ts'

// Every page of the real process, light, dark and on a small phone: nothing axe objects to, nothing wider than the screen,
// and each control found by its role and name, once.

const LONG_NAME = 'The Old Mill Bakery and Tea Room on the Corner of Bridge Street'

let site: FakeWeb
let frontdesk: RunningFrontdesk
let browser: Browser
let page: Page
let admin: AdminClient
let bot: Bot
let letPageAnswer: () => void = () => undefined

beforeAll(async () => {
  const held = new Promise<void>((resolve) => (letPageAnswer = resolve))
  site = await startFakeWeb({
    ...smallSite,
    '/slow': (_request, response) => void held.then(() => response.end('<h1>Slow</h1><p>It came after all.</p>')),
  })
  frontdesk = await startFrontdesk({ ALLOW_PRIVATE_URLS: 'true', ADMIN_PER_IP: '1000' })
  browser = await launchBrowser()
  page = await (await browser.newContext({ viewport: DESK, reducedMotion: 'reduce' })).newPage()
  page.setDefaultTimeout(10_000)
})
afterAll(async () => {
  letPageAnswer()
  await browser.close()
  await frontdesk.stop()
  await site.close()
})

const button = (name: string): Locator => page.getByRole('button', { name })
const field = (name: string): Locator => page.getByRole('textbox', { name })
const open = (path: string) => page.goto(frontdesk.url + path)

test('the doors: set-up and sign-in', async () => {
  await page.goto(frontdesk.setupUrl ?? '')
  await findOnce(field('Username'), page.getByLabel('Password'), button('Create account'))
  await page.getByLabel('Password').fill('short')
  await button('Create account').click()
  await findOnce(page.getByText('Enter a username.'), page.getByText(/password is too short/))
  expect(await page.getByLabel('Password').inputValue()).toBe('short')
  await expectSound(page, '/setup')

  admin = await setUpAdmin(frontdesk.url, frontdesk.setupUrl)
  bot = await admin.createBot({ name: 'Test bot' })
  await admin.createBot({ name: LONG_NAME })
  await admin.train(bot.id, { source_type: 'url', source_content: `${site.origin}/faq` })

  await open('/login')
  await findOnce(field('Username'), page.getByRole('checkbox', { name: 'Remember me' }))
  await field('Username').fill('owner')
  await page.getByLabel('Password').fill('not it at all')
  await button('Sign in').click()
  await page.getByRole('alert').waitFor()
  expect(await field('Username').inputValue()).toBe('owner')
  await expectSound(page, '/login')
  await page.getByLabel('Password').fill('correct horse battery')
  await page.keyboard.press('Enter')
  await page.getByRole('article').first().waitFor()
})

test('the list of bots, and what asks before deleting', async () => {
  await findOnce(page.getByRole('link', { name: 'Settings' }), button('Sign out'))
  await findOnce(page.getByRole('link', { name: 'New bot' }))
  const card = page.getByRole('article', { name: 'Test bot' })
  await findOnce(card.getByText('0 / 1000 messages'), card.getByRole('link', { name: 'Edit' }))
  await findOnce(card.getByRole('link', { name: 'Test' }), card.getByRole('button', { name: 'Copy code' }))
  await expectSound(page, 'the list')

  for (const width of [320, 390, 700, 1024, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    const actions = [card.getByRole('link', { name: 'Edit' }), card.getByRole('button', { name: 'Delete' })]
    const boxes = await Promise.all(actions.map((action) => action.boundingBox()))
    expect(new Set(boxes.map((box) => box?.y)).size, `the rows of actions at ${width} px`).toBe(1)
  }
  await page.setViewportSize(DESK)

  await card.getByRole('button', { name: 'Delete' }).focus()
  await page.keyboard.press('Enter')
  await findOnce(field("Type the bot's name to confirm"), button('Delete bot'))
  await expectSound(page, 'the dialog')
  await page.keyboard.press('Escape')
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Delete')
})

test('the four tabs of a bot', async () => {
  await page.getByRole('article', { name: 'Test bot' }).getByRole('link', { name: 'Edit' }).click()
  await findOnce(...['Basics', 'Appearance', 'Knowledge', 'Settings'].map((name) => page.getByRole('tab', { name })))
  await findOnce(field('Bot name'), field('Welcome message'), button('Save changes'))
  await expectSound(page, 'Basics')

  await page.getByRole('tab', { name: 'Appearance' }).click()
  await page.getByRole('switch', { name: 'Show button text' }).click()
  await findOnce(field('Accent color'), field('Button text'), button('Save changes'), page.getByLabel('Avatar'))
  const positions = page.getByRole('radiogroup', { name: 'Position' })
  await findOnce(
    ...['Bottom right', 'Bottom left', 'Bottom center'].map((name) => positions.getByRole('radio', { name })),
  )
  await field('Accent color').fill('#12')
  await button('Save changes').click()
  await page.getByText(/must be a hex color/).waitFor()
  expect(await field('Accent color').inputValue()).toBe('#12')
  await expectSound(page, 'Appearance')

  await page.getByRole('tab', { name: 'Knowledge' }).click()
  await findOnce(page.getByRole('radio', { name: 'Web page' }), button('Test URL'), button('Re-train'))
  await field('Address').fill('our shop')
  await button('Train bot').click()
  await page.getByText(/This is not a web address/).waitFor()
  expect(await field('Address').inputValue()).toBe('our shop')
  await page.getByRole('radio', { name: 'Text' }).click()
  await findOnce(field('Content'), button('Train bot'))
  await expectSound(page, 'Knowledge')
  await page.getByRole('radio', { name: 'Web page' }).click()
  await field('Address').fill(`${site.origin}/slow`)
  await button('Train bot').click()
  await findOnce(page.getByRole('progressbar', { name: 'Training' }))
  await expectSound(page, 'training')
  letPageAnswer()
  await page.getByRole('progressbar', { name: 'Training' }).waitFor({ state: 'detached' })

  await page.getByRole('tab', { name: 'Settings' }).click()
  await findOnce(page.getByRole('slider', { name: 'When to answer' }))
  await findOnce(field('Monthly message limit'), field('API key'), button('Delete bot'), button('Save changes'))
  await expectSound(page, 'Settings of a bot')
  await button('Regenerate key').click()
  await page.getByRole('alertdialog').waitFor()
  await expectSound(page, 'the question before a new key')
})

test('the test page and the widget in it', async () => {
  await open(`/dashboard/bots/${bot.id}/test`)
  await findOnce(button('Reset conversation'), button('Copy embed code'))
  const widget = page.frameLocator('iframe')
  await findOnce(widget.getByRole('button', { name: 'Open chat' }), widget.getByRole('dialog', { name: 'Test bot' }))
  await findOnce(widget.getByRole('button', { name: 'Close chat' }), widget.getByRole('button', { name: 'Start over' }))
  await widget.getByRole('textbox', { name: 'Message' }).fill('Can you collect my bicycle at home?')
  await widget.getByRole('button', { name: 'Send message' }).click()
  await widget.getByRole('log', { name: 'Conversation' }).getByText('€12').waitFor()
  await page.getByText('Answered').waitFor()
  await page.getByRole('meter').first().waitFor()
  await expectSound(page, 'the test page')
})

test('the settings', async () => {
  await open('/dashboard/settings')
  await findOnce(page.getByLabel('New password'), button('Sign out'))
  await page.getByLabel('Current password').fill('not it at all')
  await page.getByLabel('New password').fill('long enough now')
  await button('Change password').click()
  await page.getByText('The current password is not right.').waitFor()
  expect(await page.getByLabel('Current password').getAttribute('aria-invalid')).toBe('true')
  expect(await page.getByLabel('New password').inputValue()).toBe('long enough now')
  await expectSound(page, '/dashboard/settings')
})

test('what leads nowhere', async () => {
  for (const path of ['/nothing', '/dashboard/nothing', '/dashboard/bots/nobody']) {
    await open(path)
    await page.getByRole('link', { name: 'Go to your bots' }).waitFor()
    await expectSound(page, path)
  }
})

test('the description of the API, by keyboard', async () => {
  const asked: string[] = []
  const said: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).origin))
  page.on('console', (message) => said.push(message.text()))
  await open('/api/docs')
  const create = page.locator('summary', { hasText: 'Create a bot' })
  await create.focus()
  await page.keyboard.press('Enter')
  await page.getByText('1 to 80 characters').first().waitFor()
  // An address leads into what is closed.
  await open('/api/docs#path-chat')
  await page.getByText('No such bot, or not its key').first().waitFor()
  await page.getByRole('link', { name: 'ChatEvent' }).first().click()
  await page.getByRole('heading', { name: 'ChatEvent', exact: true }).waitFor()
  await create.click()
  // All are made alike, and axe takes seconds for sixty of them.
  await page.evaluate(() => {
    for (const closed of [...document.querySelectorAll('details:not([open])')].slice(3)) closed.remove()
  })
  await expectSound(page, '/api/docs')
  expect(new Set(asked)).toEqual(new Set([frontdesk.url]))
  expect(said).toEqual([])
})
