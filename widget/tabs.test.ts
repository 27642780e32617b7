import { expect, test } from 'vitest'
import { done, say } from './testing/fake-server.ts'
import { eventually, useShop } from './testing/shop.ts'
import { type Visit, watch } from './testing/visit.ts'

// Two tabs of one browser on the same shop: they hold one conversation.
const shop = useShop()

const openTwoTabs = async (): Promise<[Visit, Visit]> => {
  const first = await shop.arriveAndOpen()
  const second = watch(await first.page.context().newPage())
  await second.page.goto(shop.server.shop)
  await second.launcher.click()
  return [first, second]
}
const bubbles = ({ log }: Visit) => log.locator('.bubble').allInnerTexts()
/** Answers nothing before the test says so. */
const answerLater = async (ask: () => Promise<void>): Promise<() => void> => {
  const { length } = shop.server.chats
  await ask()
  await eventually(() => shop.server.chats.length).toBe(length + 1)
  return shop.server.resume
}

test('shows in every tab what was said in one', async () => {
  const [first, second] = await openTwoTabs()
  await first.ask('Hello')
  await second.log.getByText('You said: Hello').waitFor()
  await second.ask('And again')
  await first.log.getByText('You said: And again').waitFor()
  expect(shop.server.chats[1]?.session_id).toBe(shop.server.chats[0]?.session_id)
  await first.page.getByRole('button', { name: 'Start over' }).click()
  await eventually(() => second.log.innerText()).not.toContain('Hello')
  expect(second.errors).toEqual([])
})

test('loses nothing when two tabs ask at the same time', async () => {
  shop.server.reply = ({ message }) => ['pause', ...say('Answer to ', message), done()]
  const [first, second] = await openTwoTabs()
  const answerFirst = await answerLater(() => first.ask('one'))
  await second.log.getByText('one').waitFor()
  const answerSecond = await answerLater(() => second.ask('two'))
  await first.log.getByText('two').waitFor()
  answerFirst()
  await second.log.getByText('Answer to one').waitFor()
  answerSecond()
  for (const tab of [first, second]) {
    await tab.log.getByText('Answer to two').waitFor()
    expect(await bubbles(tab)).toEqual(['Hi! How can I help?', 'one', 'Answer to one', 'two', 'Answer to two'])
    await tab.page.getByRole('button', { name: 'Send message' }).waitFor()
  }
  await first.page.reload()
  await first.log.getByText('Answer to two').waitFor()
  expect(await bubbles(first)).toHaveLength(5)
  expect(second.errors).toEqual([])
})

test('keeps an answer whole that another tab saw half of', async () => {
  shop.server.reply = () => [...say('We open '), 'pause', ...say('at seven.'), done()]
  const [first, second] = await openTwoTabs()
  await first.ask('When?')
  await first.log.getByText('We open').waitFor()
  // Closing keeps what there is so far.
  await first.page.getByRole('button', { name: 'Close chat' }).click()
  await second.log.getByText('We open').waitFor()
  shop.server.resume()
  await second.log.getByText('We open at seven.').waitFor()
  await first.launcher.click()
  for (const tab of [first, second]) {
    expect(await bubbles(tab)).toEqual(['Hi! How can I help?', 'When?', 'We open at seven.'])
  }
})

test('ends what runs in one tab when another starts over', async () => {
  shop.server.reply = () => [...say('We open'), 'hang']
  const [first, second] = await openTwoTabs()
  await first.ask('When?')
  await first.log.getByText('We open').waitFor()
  await second.page.getByRole('button', { name: 'Start over' }).click()
  await eventually(() => bubbles(first)).toEqual(['Hi! How can I help?'])
  await eventually(() => shop.server.abandoned).toBe(1)
  await first.page.getByRole('button', { name: 'Send message' }).waitFor()
  expect(await second.stored()).toBeNull()
})

test.each([
  ['that failed', () => ({ status: 503, code: 'overloaded' as const })],
  ['that broke off in the middle', () => [...say('We open'), 'cut' as const]],
])('goes on offering to try again an answer %s while another tab opens and closes', async (_name, reply) => {
  shop.server.reply = reply
  const [first, second] = await openTwoTabs()
  await first.ask('When?')
  const retry = first.page.getByRole('button', { name: 'Try again' })
  await retry.waitFor()
  await eventually(() => bubbles(second)).toEqual(await bubbles(first))
  const told = first.page.evaluate(
    () => new Promise((resolve) => addEventListener('storage', ({ key }) => key === 'closed' && resolve(key))),
  )
  await first.page.evaluate(() => 'is listening')
  await second.page.getByRole('button', { name: 'Close chat' }).click()
  // Tabs are told in order: who hears of this has heard of the closing.
  await second.page.evaluate(() => localStorage.setItem('closed', 'yes'))
  await told
  expect(await retry.count()).toBe(1)
  shop.server.reply = () => [...say('At seven.'), done()]
  await retry.click()
  await second.launcher.click()
  await second.log.getByText('At seven.').waitFor()
})

test('forgets in every tab what the visitor’s browser forgot', async () => {
  const [first, second] = await openTwoTabs()
  await first.ask('Hello')
  await second.log.getByText('You said: Hello').waitFor()
  await first.page.evaluate(() => localStorage.clear())
  await eventually(() => bubbles(second)).toEqual(['Hi! How can I help?'])
})
