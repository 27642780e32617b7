import { expect, test } from 'vitest'
import { ask } from '#server/testing/admin-client.ts'
import { startFakeOpenAi } from '#server/testing/fake-openai.ts'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound } from '../testing/expect-sound.ts'

const model = await startFakeOpenAi()
const dashboard = useDashboard({
  environment: {
    OPENAI_API_KEY: 'sk-of-the-test',
    OPENAI_BASE_URL: model.baseUrl,
    CHAT_PROMPT_PRICE: '10000',
    CHAT_COMPLETION_PRICE: '10000',
    EMBEDDING_PRICE: '0',
  },
})

const TEXT = { source_type: 'text' as const, source_content: 'The bakery opens at seven in the morning.' }
const QUESTION = 'When does the bakery open?'

test('a budget is set in dollars, and the page tells what it does once it is used up', async () => {
  const { admin, page } = dashboard
  const bot = await admin.createBot({ name: 'Bakery' })
  await admin.train(bot.id, TEXT)
  await ask(dashboard.frontdesk.url, bot, QUESTION)
  await dashboard.open(`/dashboard/bots/${bot.id}?tab=settings`)
  await page.getByText(/^This month: \$\d+\.\d\d, \d+ tokens$/).waitFor()
  await page.getByRole('textbox', { name: 'Monthly budget' }).fill('2,50')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect.poll(async () => (await admin.getBot(bot.id)).budget_micro_usd).toBe(2_500_000)

  await ask(dashboard.frontdesk.url, bot, QUESTION)
  await page.reload()
  await page
    .getByText(
      /^Budget used up \(what is left is less than an answer can cost\): this bot answers with quotes from your knowledge until \w+ 1\. Raise the budget/,
    )
    .waitFor()
  await expectSound(page, 'a bot without money')
  await dashboard.open('/dashboard')
  await page.getByRole('article', { name: 'Bakery' }).getByText('Budget used up').waitFor()
  await expectSound(page, 'a card without money')
})

test('near its limits a bot says so in words', async () => {
  const { admin, page } = dashboard
  const bot = await admin.createBot({ name: 'Mill', message_limit: 5 })
  for (let i = 0; i < 4; i++) await ask(dashboard.frontdesk.url, bot, 'Hello')
  await dashboard.open(`/dashboard/bots/${bot.id}`)
  await page.getByText('4 of 5 messages are used.').waitFor()
  await ask(dashboard.frontdesk.url, bot, 'Hello')
  await page.reload()
  await page.getByText(/^Message limit reached: visitors get no answers until \w+ 1\. Raise the limit/).waitFor()
})

test('a model server that refuses the key is told of, until it takes it again', async () => {
  const { admin, page } = dashboard
  const bot = await admin.createBot({ name: 'Shop' })
  await admin.train(bot.id, TEXT)
  model.script('chat', { status: 401 })
  model.script('embeddings', { status: 401 })
  // Another one than before, whose vector is known.
  await ask(dashboard.frontdesk.url, bot, `${QUESTION} Please tell.`)
  await dashboard.open('/dashboard/settings')
  await page
    .getByText(/refused the key\. Check OPENAI_API_KEY\. Visitors get no answers meanwhile, and bots search by/)
    .waitFor()
  await expectSound(page, 'a model server in trouble')
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.getByText(/Answered in/).waitFor()
  await expect.poll(() => page.getByText(/refused the key/).count()).toBe(0)
  await model.close()
})
