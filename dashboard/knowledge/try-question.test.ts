import { beforeAll, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound } from '../testing/expect-sound.ts'

const dashboard = useDashboard()
let bot: Bot
beforeAll(async () => {
  bot = await dashboard.admin.createBot({ name: 'Wheelwright Cycles' })
  await dashboard.admin.train(bot.id, { source_type: 'url', source_content: `${dashboard.site.origin}/faq` })
  await dashboard.admin.train(bot.id, { source_type: 'url', source_content: `${dashboard.site.origin}/prices` })
})

const open = (id = bot.id) => dashboard.open(`/dashboard/bots/${id}?tab=knowledge`)
async function tryIt(question: string) {
  const { page } = dashboard
  await page.getByRole('textbox', { name: 'Question' }).fill(question)
  await page.keyboard.press('Enter')
  return page.getByRole('region', { name: 'Result' }).filter({ has: page.getByRole('heading', { name: question }) })
}

test('a question shows what is found, where the cut lies and whether it would be answered', async () => {
  const { page } = dashboard
  await open()
  const trial = await tryIt('Do you accept credit cards?')
  await trial.getByText('It would answer from what reaches its cut of 70 %.').waitFor()
  const rows = trial.getByRole('list', { name: 'Chunks' }).getByRole('listitem')
  expect(await rows.nth(0).innerText()).toMatch(/^Questions and answers[^]*\d\d %/)
  expect(await rows.nth(1).innerText()).toBe('Below the bot’s cut of 70 %')
  expect(await rows.count()).toBe(4)
  await rows.nth(0).locator('summary').click()
  await rows.nth(0).getByText('We take cash and debit cards.').last().waitFor()
  await expectSound(page, 'a question that was tried')
  expect((await dashboard.admin.getBot(bot.id)).message_count).toBe(0)
})

test('what would be refused says so and leads to the cut', async () => {
  const { page } = dashboard
  await open()
  const trial = await tryIt('Which wine goes with salmon?')
  await trial.getByText('It would say that it does not know. Nothing reaches its cut of 70 %.').waitFor()
  await expectSound(page, 'a question that would be refused')
  await trial.getByRole('link', { name: 'Change when to answer' }).click()
  await page.getByRole('slider', { name: 'When to answer' }).waitFor()
})

test('small talk is not looked up, and nothing is not asked', async () => {
  const { page } = dashboard
  await open()
  await (await tryIt('hello')).getByText('It would reply with a friendly line.').waitFor()
  await tryIt(' ')
  await page.getByText('Type a question first.').waitFor()
})

test('a bot that knows nothing has nothing to try', async () => {
  const empty = await dashboard.admin.createBot({ name: 'New' })
  await open(empty.id)
  await dashboard.page.getByText('It knows nothing yet. Add a source first.').waitFor()
  expect(await dashboard.page.getByRole('button', { name: 'Try it' }).count()).toBe(0)
})

test('when the engine fails the words alone are searched, and it says so', async () => {
  const { page } = dashboard
  await open()
  await page.route('**/sources.tryQuestion*', async (route) => {
    const answer = await route.fetch()
    const body = (await answer.text()).replace('"remark":null', '"remark":"The key was refused."')
    await route.fulfill({ response: answer, body })
  })
  const trial = await tryIt('How can I pay?')
  await trial.getByText('Searched by words alone. The key was refused.').waitFor()
  await expectSound(page, 'a question that was searched by words alone')
  await page.unroute('**/sources.tryQuestion*')
})

test('a search that fails can be tried again', async () => {
  const { page } = dashboard
  await open()
  let broken = true
  await page.route('**/sources.tryQuestion*', (route) => (broken ? route.abort() : route.continue()))
  await tryIt('How can I pay?')
  const alert = page.getByRole('alert')
  await alert.getByText('could not be reached').waitFor()
  broken = false
  await alert.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('It would answer').waitFor()
  await page.unroute('**/sources.tryQuestion*')
})
