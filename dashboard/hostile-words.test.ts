import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bot, DEFAULT_FALLBACK_MESSAGE } from '#shared/bot.ts'
import { ask } from '#server/testing/admin-client.ts'
import { startFakeOpenAi } from '#server/testing/fake-openai.ts'
import { PAYLOADS } from '../widget/testing/payloads.ts'
import { useDashboard } from './testing/dashboard.ts'

// Visitors, pages and a model that was talked into it write what the owner then reads. The page policy is lifted here, so that
// it is the pages themselves that run nothing of it.
const openai = await startFakeOpenAi()
const dashboard = useDashboard({
  environment: {
    CHAT_PER_SESSION: '1000',
    CHAT_PER_IP: '1000',
    OPENAI_API_KEY: 'sk-of-the-test',
    OPENAI_BASE_URL: openai.baseUrl,
  },
})
const NAME = '"></title><img src=x onerror=attack()><script>attack()</script>'
const SAID = PAYLOADS.join('\n\n')
const QUESTION = 'When does the bakery open?'

let bot: Bot
let page: Page
const foreign: string[] = []
beforeAll(async () => {
  const { admin, frontdesk } = dashboard
  const words = {
    welcome_message: '<img src=x onerror=attack()>',
    fallback_message: '<svg/onload=attack()>',
    button_text: '<b onclick=x>',
  }
  bot = await admin.createBot({ name: NAME, ...words })
  await admin.train(bot.id, {
    source_type: 'text',
    source_content: `# ${NAME}\n\nThe bakery opens at seven. ${SAID.slice(0, 2000)}`,
  })
  openai.script('chat', { reply: SAID })
  await ask(frontdesk.url, bot, QUESTION, 'visitor-attacker')
  const innocent = await admin.createBot({ name: 'Knows nothing', fallback_message: DEFAULT_FALLBACK_MESSAGE })
  for (const payload of PAYLOADS) await ask(frontdesk.url, innocent, payload, 'visitor-attacker')
  await fetch(`${frontdesk.url}/api/public/config/${bot.id}?api_key=${bot.api_key}`, {
    headers: { Origin: "https://a'onload=attack().example", 'User-Agent': '<script>attack()</script>' },
  })

  page = await dashboard.newPage({ bypassCSP: true })
  page.on('request', (request) => {
    if (request.url().startsWith('http') && new URL(request.url()).origin !== frontdesk.url) foreign.push(request.url())
  })
  await page.addInitScript(() => Object.assign(window, { attack: () => Object.assign(window, { attacked: true }) }))
})
afterAll(() => openai.close())

async function expectInert(): Promise<void> {
  const found = await page.evaluate(() => ({
    ran: 'attacked' in window,
    handlers: [...document.querySelectorAll('*')].flatMap((element) =>
      element.getAttributeNames().filter((name) => /^on|^srcdoc$/.test(name)),
    ),
    links: [...document.querySelectorAll('[href]')]
      .map((element) => element.getAttribute('href') ?? '')
      .filter((href) => /^\W*\w+:/.test(href) && !/^(https?|mailto|tel):/.test(href)),
    strangers: document.querySelectorAll('img[src="x"], script:not([src]), base, object, embed, math, video').length,
  }))
  expect(found).toEqual({ ran: false, handlers: [], links: [], strangers: 0 })
  expect(foreign).toEqual([])
}

test('what a model was talked into saying is read as text', async () => {
  await page.goto(`${dashboard.frontdesk.url}/dashboard/bots/${bot.id}/conversations`)
  await page.getByRole('list', { name: 'Conversations' }).getByRole('link').first().click()
  const messages = page.getByRole('group', { name: 'Messages' })
  await messages
    .getByText(PAYLOADS[0] ?? '')
    .first()
    .waitFor()
  for (const details of await messages.locator('summary').all()) await details.click()
  await expectInert()
})

test('what visitors asked in vain is read as text', async () => {
  await page.goto(`${dashboard.frontdesk.url}/dashboard/unanswered`)
  await page.getByText('attack()').filter({ visible: true }).first().waitFor()
  await expectInert()
})

test.each(['', '/BOT', '/BOT/test'])('a bot of a hostile name is only called so at bots%s', async (path) => {
  const bots = path === '' ? '' : `/bots${path.replace('BOT', bot.id)}`
  await page.goto(`${dashboard.frontdesk.url}/dashboard${bots}`)
  await page.getByText(NAME).filter({ visible: true }).first().waitFor()
  await expectInert()
})
