import { expect, test } from 'vitest'
import { say } from './testing/fake-server.ts'
import { eventually, useShop } from './testing/shop.ts'

const shop = useShop()

test.each([
  ['the month is used up', { status: 429, code: 'monthly_limit' as const }, 'Monthly limit reached', 0],
  ['they come too fast', { status: 429, code: 'too_many_messages' as const }, 'sending messages very quickly', 1],
  ['the server is full', { status: 503, code: 'overloaded' as const }, 'Something went wrong on our side', 1],
  ['the key was changed', { status: 401, code: 'unauthorized' as const }, 'Something went wrong on our side', 1],
  ['the line breaks', [...say('Well'), 'cut' as const], 'Something went wrong on our side', 1],
  ['the stream ends early', say('Well'), 'Something went wrong on our side', 1],
  [
    'the model fails',
    [{ type: 'error' as const, code: 'upstream' as const, message: 'Never shown.' }],
    'Something went wrong on our side',
    1,
  ],
  [
    'the month ends mid-stream',
    [{ type: 'error' as const, code: 'monthly_limit' as const, message: 'Never shown.' }],
    'Monthly limit reached',
    0,
  ],
])('says in its own words when %s', async (_name, reply, words, retries) => {
  shop.server.reply = () => reply
  const { page, log, ask } = await shop.arriveAndOpen()
  await ask('Hello')
  await log.getByText(words).waitFor()
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(retries)
  expect(await log.innerText()).not.toContain('Never shown.')
})

test('says when the visitor is offline, and recovers', async () => {
  const { page, log, ask } = await shop.arriveAndOpen()
  await page.context().setOffline(true)
  await ask('Hello')
  await log.getByText('You seem to be offline').waitFor()
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Try again' }).click()
  await log.getByText('You said: Hello').waitFor()
})

test.each([
  ['before its first word', []],
  ['in the middle of an answer', say('We open')],
])('gives up on a server that falls silent %s', async (_name, events) => {
  shop.server.reply = () => [...events, 'hang']
  const { page, launcher, log, ask } = await shop.arrive({ prepare: (opened) => opened.clock.install() })
  await launcher.click()
  await ask('When?')
  await eventually(() => shop.server.chats.length).toBe(1)
  if (events.length > 0) await log.getByText('We open').waitFor()
  await page.clock.runFor(44_000)
  expect(await page.getByRole('button', { name: 'Stop' }).count()).toBe(1)
  // The first bytes may have come at any time until now.
  await page.clock.runFor(46_000)
  await log.getByText('Something went wrong on our side').waitFor()
  await eventually(() => shop.server.abandoned).toBe(1)
})
