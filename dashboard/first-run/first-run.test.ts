import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '#server/testing/browser.ts'
import { type FakeWeb, startFakeWeb } from '#server/testing/fake-web.ts'
import { smallSite } from '#server/testing/small-site.ts'
import { type RunningFrontdesk, startFrontdesk } from '#server/testing/start-frontdesk.ts'
import { expectSound } from '../testing/expect-sound.ts'

// The first five minutes, in order: each test goes on where the last one stopped, on the real process.

const SHELL = '<!doctype html><title>App</title><body><div id="root"></div><script src="/app.js"></script></body>'

let site: FakeWeb
let frontdesk: RunningFrontdesk
let browser: Awaited<ReturnType<typeof launchBrowser>>
let page: Page
let letPageAnswer: () => void = () => undefined

beforeAll(async () => {
  const held = new Promise<void>((resolve) => (letPageAnswer = resolve))
  site = await startFakeWeb({
    ...smallSite,
    '/app': SHELL,
    '/slow': (_request, response) => {
      response.setHeader('content-type', 'text/html')
      void held.then(() => response.end(smallSite['/faq']))
    },
  })
  frontdesk = await startFrontdesk({ ALLOW_PRIVATE_URLS: 'true', ADMIN_PER_IP: '10000' })
  browser = await launchBrowser()
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
})
afterAll(async () => {
  letPageAnswer()
  await browser.close()
  await frontdesk.stop()
  await site.close()
})

const heading = (name: string): Locator => page.getByRole('heading', { name, level: 1 })
const back = () => page.getByRole('link', { name: 'Back', exact: true }).click()
const link = (name: string): Locator => page.getByRole('link', { name })
/** Goes on with the keyboard to what has this name. */
async function tabTo(control: Locator): Promise<void> {
  await control.waitFor()
  for (let i = 0; i < 40; i++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('The keyboard does not reach it.')
}

test('set up and named by keyboard alone; a name that is missing is said where it was left out', async () => {
  await page.goto(frontdesk.setupUrl ?? '')
  await page.getByLabel('Username').waitFor()
  await page.getByLabel('Username').focus()
  await page.keyboard.type('owner')
  await tabTo(page.getByLabel('Password'))
  await page.keyboard.type('correct horse battery')
  await page.keyboard.press('Enter')
  await heading('Name your bot').waitFor()
  await tabTo(page.getByRole('button', { name: 'Create bot' }))
  await page.keyboard.press('Enter')
  await page.getByText('Bot name is empty.').waitFor()
  await expectSound(page, 'the name')
  await page.getByRole('textbox', { name: 'Bot name' }).focus()
  await page.keyboard.type('Wheelwright')
  await page.keyboard.press('Enter')
  await heading('Give it something to know').waitFor()
})

test('back and a reload keep the bot, which is named and not made again', async () => {
  await page.reload()
  await heading('Give it something to know').waitFor()
  await expectSound(page, 'the knowledge')
  await back()
  await page.getByRole('textbox', { name: 'Bot name' }).fill('Wheelwright Cycles')
  await page.reload()
  expect(await page.getByRole('textbox', { name: 'Bot name' }).inputValue()).toBe('Wheelwright')
  await page.getByRole('textbox', { name: 'Bot name' }).fill('Wheelwright Cycles')
  await page.getByRole('button', { name: 'Continue' }).click()
  await heading('Give it something to know').waitFor()
  await link('1 bot').waitFor()
})

test('a wrong address and a page without words say what to do, and lead on', async () => {
  await page.getByLabel('Address').fill('not a site')
  await page.getByRole('button', { name: 'Train bot' }).click()
  await page.getByText('This is not a web address.').waitFor()
  await page.getByLabel('Address').fill(`${site.origin}/nowhere`)
  await page.getByRole('button', { name: 'Train bot' }).click()
  await heading('Watch it learn').waitFor()
  await page.getByText('The page answered 404.').waitFor()
  await page.getByText('Nothing was learned yet.').waitFor()
  await expectSound(page, 'a training that failed')
  expect(await link('Ask it something').count()).toBe(0)
  await page.reload()
  await heading('Watch it learn').waitFor()

  await link('Add another source').click()
  await page.getByLabel('Address').fill(`${site.origin}/app`)
  await page.getByRole('button', { name: 'Train bot' }).click()
  await page.getByText(/JavaScript/).waitFor()
  await link('Paste text instead').click()
  await page.getByRole('textbox', { name: 'Content' }).fill('# Helmets\n\nWe lend helmets with each bicycle, for free.')
  await page.getByRole('button', { name: 'Train bot' }).click()
  await page.getByText(/It knows: 1 text, \d+ words, 1 chunk in \d+ seconds?/).waitFor()
})

test('the reading is watched, survives a reload, and ends in figures', async () => {
  await link('Add another source').click()
  await page.getByLabel('Address').fill(`${site.origin}/slow`)
  await page.getByRole('button', { name: 'Train bot' }).click()
  const reading = page.getByRole('progressbar', { name: 'Training' })
  await page.getByText('Fetching the page').waitFor()
  const elapsed = page.getByText(/^\d+ s$/)
  await elapsed.waitFor()
  await expect.poll(async () => Number.parseInt(await elapsed.innerText(), 10)).toBeGreaterThan(1)
  await page.reload()
  await elapsed.waitFor()
  expect(Number.parseInt(await elapsed.innerText(), 10)).toBeGreaterThan(1)
  await expectSound(page, 'the reading')
  letPageAnswer()
  await page.getByText(/It knows: 1 page, 1 text, \d+ words, \d+ chunks in \d+ seconds?/).waitFor()
  expect(await reading.count()).toBe(0)
  await expectSound(page, 'what was learned')
})

test('a suggested question is put into the chat, sent by Enter and answered', async () => {
  await link('Ask it something').click()
  await heading('Ask it something').waitFor()
  await page.reload()
  const suggested = page.getByRole('region', { name: 'Try one of these, then send it' })
  const widget = page.frameLocator('iframe')
  await widget.getByRole('textbox', { name: 'Message' }).waitFor()
  await suggested.waitFor()
  expect(await suggested.getByRole('button').count()).toBeGreaterThanOrEqual(3)
  await expectSound(page, 'the questions')
  await tabTo(suggested.getByRole('button', { name: 'How can I pay?' }))
  await page.keyboard.press('Enter')
  await expect.poll(() => widget.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('How can I pay?')
  await page.keyboard.press('Enter')
  await widget.getByRole('log', { name: 'Conversation' }).getByText('cash and debit cards').waitFor()
})

test('the code comes last, and every step stays open', async () => {
  await link('Get the code').click()
  await heading('Put it on your site').waitFor()
  await page.reload()
  await page.getByRole('group', { name: 'Embed code' }).waitFor()
  await expectSound(page, 'the code')
  for (const title of ['Ask it something', 'Watch it learn', 'Give it something to know', 'Name your bot']) {
    await back()
    await heading(title).waitFor()
  }
  await page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: 'Publish' }).click()
  await link('Finish').click()
  await page.getByRole('article', { name: 'Wheelwright Cycles' }).getByText('Last question').waitFor()
})

test('on a phone every step fits, and the path says where it is', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  const { bots } = await page.evaluate(async () => (await fetch('/api/admin/bots')).json())
  for (const step of ['name', 'knowledge', 'train', 'ask', 'code']) {
    await page.goto(`${frontdesk.url}/dashboard/bots/new?bot=${bots[0].id}&step=${step}`)
    await page.getByRole('navigation', { name: 'Steps' }).locator('[aria-current=step]').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  }
})
