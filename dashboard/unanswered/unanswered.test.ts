import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import type { Unanswered } from '#shared/unanswered.ts'
import { ask } from '#server/testing/admin-client.ts'
import { seedConversations } from '#server/testing/seed-conversations.ts'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound } from '../testing/expect-sound.ts'

const MARKUP = '<img src=x onerror="document.title=1"> Which <b>wine</b> goes with salmon?'

const dashboard = useDashboard()
let english: Bot
beforeAll(async () => {
  english = await dashboard.admin.createBot({ name: 'Wheelwright Cycles' })
  await dashboard.admin.train(english.id, { source_type: 'url', source_content: `${dashboard.site.origin}/prices` })
})

const visit = (bot: Bot, ...questions: string[]) =>
  questions.reduce(async (before, question) => {
    await before
    expect((await ask(dashboard.frontdesk.url, bot, question)).last).toMatchObject({ type: 'done', answered: false })
  }, Promise.resolve())
const open = (bot?: Bot) =>
  dashboard.open(bot === undefined ? '/dashboard/unanswered' : `/dashboard/bots/${bot.id}/unanswered`)
const readGroups = async (bot: Bot): Promise<Unanswered> =>
  (await dashboard.admin.request('GET', `/api/admin/bots/${bot.id}/unanswered`)).json()
const row = (question: string, page: Page = dashboard.page) => page.getByRole('listitem', { name: question })

test('of many groups fifty are shown at once', async () => {
  const { page } = dashboard
  const busy = await dashboard.admin.createBot({ name: 'Busy' })
  const database = join(dashboard.frontdesk.folder, 'data', 'frontdesk.db')
  seedConversations(database, [busy.id], 5_000, new Date())
  await open(busy)
  const rows = page.getByRole('list', { name: 'Unanswered questions' }).locator('> li')
  await rows.first().waitFor()
  expect(await rows.count()).toBe(50)
  await page.getByRole('button', { name: 'Show more' }).click()
  expect(await rows.count()).toBe(100)
  await dashboard.admin.request('DELETE', `/api/admin/bots/${busy.id}`)
})

test('with nothing unanswered the page says so and leads on', async () => {
  const { page } = dashboard
  await open()
  await page.getByRole('heading', { name: 'Nothing is unanswered' }).waitFor()
  await page.getByRole('link', { name: 'See the conversations' }).waitFor()
  await expectSound(page, 'nothing unanswered')
})

test('questions are shown as text, with every wording and the way to its conversation', async () => {
  const { page } = dashboard
  await visit(english, MARKUP, 'Is there a toilet for customers?', 'toilet customers')
  await open(english)
  const toilet = row('Is there a toilet for customers?')
  await toilet.getByText('Asked twice').waitFor()
  expect(await toilet.getByText(english.name).count()).toBe(0)
  await toilet.getByRole('button', { name: 'Show all 2 wordings' }).click()
  const wordings = toilet.getByRole('list', { name: 'Wordings' })
  await wordings.getByText('toilet customers', { exact: true }).waitFor()
  const link = wordings.getByRole('link', { name: 'See the conversation' }).last()
  expect(await link.getAttribute('href')).toMatch(
    new RegExp(`^/dashboard/bots/${english.id}/conversations\\?c=[\\w-]+$`),
  )
  await row(MARKUP).waitFor()
  expect(await page.title()).toBe('Unanswered · Frontdesk')
  await expectSound(page, 'unanswered questions')
})

test('a group is dismissed and taken back by the keyboard', async () => {
  const { page } = dashboard
  await open()
  const salmon = row(MARKUP)
  await salmon.getByRole('button', { name: 'Dismiss' }).focus()
  await page.keyboard.press('Enter')
  await salmon.waitFor({ state: 'detached' })
  const notice = page.getByRole('status').filter({ hasText: 'Dismissed' })
  await notice.waitFor()
  expect(await notice.evaluate((element) => element === document.activeElement)).toBe(true)
  await expectSound(page, 'a dismissed group')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await salmon.waitFor()
  await page.reload()
  await salmon.waitFor()
})

test('what cannot be answered yet stays, and says what to do', async () => {
  const { page } = dashboard
  await open(english)
  await row(MARKUP).getByRole('button', { name: 'Check again' }).click()
  await page.getByText(/^Still not answered: “<img/).waitFor()
  await row(MARKUP).waitFor()
  await expectSound(page, 'a question that is still refused')
  await page.getByRole('link', { name: 'Change when to answer' }).click()
  await page.getByRole('slider', { name: 'When to answer' }).waitFor()
})

test('what is typed is checked as one leaves the field, and not lost', async () => {
  const { page } = dashboard
  await open(english)
  const toilet = row('Is there a toilet for customers?')
  const answerIt = toilet.getByRole('button', { name: 'Answer it' })
  await answerIt.click()
  const answer = toilet.getByRole('textbox', { name: 'Answer' })
  expect(await answer.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await toilet.getByRole('textbox', { name: 'Question' }).inputValue()).toBe('Is there a toilet for customers?')
  expect(await toilet.getByRole('textbox', { name: 'Other wordings' }).inputValue()).toBe('toilet customers?')
  await page.keyboard.press('Tab')
  expect(await toilet.getByText('The answer is empty.').count()).toBe(0)
  await answer.fill('Behind')
  await answer.fill('')
  await page.keyboard.press('Tab')
  await toilet.getByText('The answer is empty.').waitFor()
  await expectSound(page, 'answering')

  await answer.fill('Behind the workshop.')
  await page.getByRole('link', { name: 'Conversations' }).last().click()
  await page.getByRole('alertdialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).click()
  await toilet.getByRole('button', { name: 'Cancel' }).click()
  await page
    .getByRole('alertdialog', { name: 'Discard your changes?' })
    .getByRole('button', { name: 'Discard' })
    .click()
  await answer.waitFor({ state: 'detached' })
  await expect.poll(() => answerIt.evaluate((element) => element === document.activeElement)).toBe(true)
})

test('a question that was chosen elsewhere comes first, ready to be answered', async () => {
  const { page } = dashboard
  const { groups } = await readGroups(english)
  const [chosen] = groups.find(({ question }) => question.startsWith('Is there a toilet'))?.question_ids ?? []
  await dashboard.open(`/dashboard/bots/${english.id}/unanswered?q=${chosen}`)
  const form = page.getByRole('form', { name: 'Answer Is there a toilet for customers?' })
  await form.getByRole('textbox', { name: 'Answer' }).waitFor()
  expect(await page.getByRole('form').count()).toBe(1)
})

test('a list or an answer that the server refuses can be tried again', async () => {
  const { page } = dashboard
  let broken = true
  await page.route(/unanswered\.(list|answer|dismiss)/, (route) => (broken ? route.abort() : route.continue()))
  await open(english)
  await page.getByRole('status', { name: 'Loading the questions' }).waitFor()
  const retry = page.getByRole('alert').getByRole('button', { name: 'Try again' })
  await retry.waitFor()
  broken = false
  await retry.click()
  const toilet = row('Is there a toilet for customers?')
  await toilet.getByRole('button', { name: 'Answer it' }).click()
  await toilet.getByRole('textbox', { name: 'Answer' }).fill('Behind the workshop.')
  broken = true
  await toilet.getByRole('button', { name: 'Save answer' }).click()
  await toilet.getByRole('alert').waitFor()
  await row(MARKUP).getByRole('button', { name: 'Dismiss' }).click()
  await page.getByRole('status').getByText('could not be reached').waitFor()
  broken = false
  await toilet.getByRole('button', { name: 'Save answer' }).click()
  await page.getByText('Now answered: “Is there a toilet for customers?”').waitFor()
  await row(MARKUP).waitFor()
  await page.unroute(/unanswered\.(list|answer|dismiss)/)
})

test('a bot that is gone says so', async () => {
  await dashboard.open('/dashboard/bots/none/unanswered')
  await dashboard.page.getByRole('heading', { name: 'This bot does not exist' }).waitFor()
})
