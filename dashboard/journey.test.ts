import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEFAULT_FALLBACK_MESSAGE } from '#shared/bot.ts'
import { launchBrowser } from '#server/testing/browser.ts'
import { type FakeWeb, startFakeWeb } from '#server/testing/fake-web.ts'
import { smallSite } from '#server/testing/small-site.ts'
import { type RunningFrontdesk, startFrontdesk } from '#server/testing/start-frontdesk.ts'

// The main job, as the owner and a visitor do it: one browser, the real process, the built dashboard and widget.

let site: FakeWeb
let frontdesk: RunningFrontdesk
let browser: Browser
let owner: Page
const complaints: string[] = []

beforeAll(async () => {
  site = await startFakeWeb(smallSite)
  frontdesk = await startFrontdesk({ ALLOW_PRIVATE_URLS: 'true', ADMIN_PER_IP: '1000' })
  browser = await launchBrowser()
  owner = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
  owner.setDefaultTimeout(15_000)
  owner.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  owner.on('pageerror', (error) => complaints.push(String(error)))
})
afterAll(async () => {
  await browser.close()
  await frontdesk.stop()
  await site.close()
})

let snippet = ''

test('the owner follows the printed link to a bot that answers, and takes the code', async () => {
  await owner.goto(frontdesk.setupUrl ?? '')
  await owner.getByLabel('Username').fill('owner')
  await owner.getByLabel('Password').fill('correct horse battery')
  await owner.getByRole('button', { name: 'Create account' }).click()

  await owner.getByLabel('Bot name').fill('Wheelwright Cycles')
  await owner.getByRole('button', { name: 'Create bot' }).click()

  await owner.getByLabel('Address').fill(`${site.origin}/prices`)
  await owner.getByRole('button', { name: 'Test URL' }).click()
  await owner.getByText('Prices | Wheelwright Cycles').waitFor()
  await owner.getByRole('button', { name: 'Train bot' }).click()

  const widget = owner.frameLocator('iframe')
  await owner.getByRole('link', { name: 'Ask it something' }).click()
  await widget.getByRole('textbox', { name: 'Message' }).fill('How much is a yearly service for an e-bike?')
  await widget.getByRole('button', { name: 'Send message' }).click()
  await widget.getByRole('log', { name: 'Conversation' }).getByText('€89').waitFor()

  await owner.getByRole('link', { name: 'Get the code' }).click()
  snippet = await owner.getByText('data-bot-id').innerText()
  expect(snippet).toMatch(/^<script\s+src="http:[^"]+\/widget\.js"\s+data-bot-id="[\w-]+"[^>]*><\/script>$/)
})

test('a visitor of a plain page asks, reads the answer with its source, and is told what the bot does not know', async () => {
  const host = await serveHtml(`<!doctype html><title>My shop</title><h1>My shop</h1>${snippet}`)
  const visitor = await (await browser.newContext()).newPage()
  try {
    await visitor.goto(host.url)
    await visitor.getByRole('button', { name: 'Open chat' }).click()
    const chat = visitor.getByRole('dialog', { name: 'Wheelwright Cycles' })
    const log = chat.getByRole('log', { name: 'Conversation' })
    await chat.getByRole('textbox', { name: 'Message' }).fill('What does it cost to rent a cargo bike for a week?')
    await chat.getByRole('button', { name: 'Send message' }).click()
    await log.getByText('€160').waitFor()
    const source = log.getByRole('link', { name: /Prices/ })
    expect(await source.getAttribute('href')).toContain(`${site.origin}/prices`)

    await chat.getByRole('textbox', { name: 'Message' }).fill('Which wine goes with salmon?')
    await chat.getByRole('button', { name: 'Send message' }).click()
    await log.getByText(DEFAULT_FALLBACK_MESSAGE).waitFor()

    await visitor.reload()
    await log.getByText('€160').waitFor()
  } finally {
    await visitor.context().close()
    host.server.close()
  }
})

test('the test page shows what an answer was made from', async () => {
  await owner.goto(`${frontdesk.url}/dashboard`)
  const card = owner.getByRole('article', { name: 'Wheelwright Cycles' })
  await card.getByText(/\/ 1000 messages/).waitFor()
  await card.getByRole('link', { name: 'Test' }).click()
  await owner.getByRole('button', { name: 'Copy embed code' }).waitFor()
  const widget = owner.frameLocator('iframe')
  await widget.getByRole('textbox', { name: 'Message' }).fill('How high is the deposit?')
  await widget.getByRole('button', { name: 'Send message' }).click()
  await widget.getByRole('log', { name: 'Conversation' }).getByText('€50').waitFor()
  await owner
    .getByText(/0\.\d\d|\d+ %/)
    .first()
    .waitFor()
  await widget.getByRole('textbox', { name: 'Message' }).fill('Which wine goes with salmon?')
  await widget.getByRole('button', { name: 'Send message' }).click()
  await owner.getByText('Below the bot’s cut of 70 %').first().waitFor()
  await owner.getByRole('button', { name: 'Reset conversation' }).click()
  await widget.getByRole('log', { name: 'Conversation' }).getByText('€50').waitFor({ state: 'detached' })
})

test('changes are saved, unsaved ones are guarded, and the password changes', async () => {
  await owner.goto(`${frontdesk.url}/dashboard`)
  await owner.getByRole('article').getByRole('link', { name: 'Edit' }).click()
  await owner.getByRole('tab', { name: 'Basics' }).waitFor()
  await owner.getByLabel('Bot name').fill('')
  await owner.getByRole('button', { name: 'Save changes' }).click()
  await owner.getByText(/Bot name is empty/).waitFor()
  await owner.getByLabel('Bot name').fill('Wheelwright')
  await owner.getByLabel('Welcome message').fill('Welcome to the mill')
  await owner.getByRole('button', { name: 'Save changes' }).click()
  await owner.getByRole('heading', { name: 'Wheelwright', exact: true }).waitFor()
  await owner.frameLocator('iframe').getByText('Welcome to the mill').waitFor()

  await owner.getByRole('tab', { name: 'Settings' }).click()
  await owner.getByRole('slider', { name: 'When to answer' }).press('ArrowRight')
  await owner.getByText('From 65 % relevance').waitFor()
  await owner.getByRole('link', { name: 'Test' }).click()
  await owner.getByRole('alertdialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).click()
  await owner.getByRole('button', { name: 'Save changes' }).click()
  await owner.getByText('Saved', { exact: true }).waitFor()
  await owner.reload()
  await owner.getByText('From 65 % relevance').waitFor()

  await owner.getByRole('link', { name: 'Settings' }).click()
  await owner.getByLabel('Current password').fill('correct horse battery')
  await owner.getByLabel('New password').fill('another horse battery')
  await owner.getByRole('button', { name: 'Change password' }).click()
  await owner
    .getByText(/password (was |is |has been )?changed/i)
    .first()
    .waitFor()
  await owner.getByRole('button', { name: 'Sign out', exact: true }).click()
  await owner.getByLabel('Username').fill('owner')
  await owner.getByLabel('Password').fill('another horse battery')
  await owner.getByRole('button', { name: 'Sign in' }).click()
  // Back where the owner was.
  await owner.getByLabel('Current password').waitFor()
  await owner.getByRole('link', { name: 'Frontdesk' }).click()
  await owner.getByRole('article', { name: 'Wheelwright' }).waitFor()
})

test('a bot is deleted by its name', async () => {
  await owner.getByRole('article', { name: 'Wheelwright' }).getByRole('button', { name: 'Delete' }).click()
  const dialog = owner.getByRole('alertdialog').or(owner.getByRole('dialog'))
  await dialog.getByLabel("Type the bot's name to confirm").fill('Wheelwright')
  await dialog.getByRole('button', { name: 'Delete bot' }).click()
  await owner.getByRole('article').waitFor({ state: 'detached' })
  await owner
    .getByRole('link', { name: 'New bot' })
    .or(owner.getByRole('button', { name: 'New bot' }))
    .first()
    .waitFor()
})

test('no page complained in the console', () => {
  expect(complaints).toEqual([])
})

async function serveHtml(html: string): Promise<{ url: string; server: Server }> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(html)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It listens on no port.')
  return { url: `http://127.0.0.1:${address.port}/`, server }
}
