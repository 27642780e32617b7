import { expect, test } from 'vitest'
import { useShop } from './testing/shop.ts'

// What stands between the server and the visitor may answer anything, and a newer server says more than this widget knows.
const shop = useShop()

const line = (event: unknown) => `data: ${JSON.stringify(event)}\n\n`
const WORDS = line({ type: 'token', content: 'We open at 7.' })
const done = (sources: unknown) => line({ type: 'done', message_id: '1', answered: true, sources })
const DONE = done([])
const FAILURE = 'Something went wrong on our side'

const hear = async (body: string, status = 200) => {
  const visitor = await shop.arrive({
    prepare: (page) =>
      page.route('**/api/chat', (route) =>
        route.fulfill({ status, body, headers: { 'Access-Control-Allow-Origin': '*' } }),
      ),
  })
  await visitor.launcher.click()
  await visitor.ask('When?')
  // Whatever came, the next question can be asked.
  await visitor.page.locator('.assistant time, .failure').first().waitFor({ state: 'attached' })
  await visitor.page.getByRole('button', { name: 'Send message' }).waitFor()
  return visitor
}

test.each([
  ['an event of a newer server', WORDS + line({ type: 'thought', content: 'Hm' }) + DONE],
  ['numbers and lists', `${WORDS}data: 1\n\ndata: []\n\n${DONE}`],
  ['Windows line ends', (WORDS + DONE).replaceAll('\n', '\r\n')],
  ['a mark of byte order', `\uFEFF${WORDS}${DONE}`],
  ['what no source is', WORDS + done([null, 1, 'x', {}, { title: {} }])],
  ['an address that is a list', WORDS + done([{ title: 'Hours', url: ['javascript:attack()'] }])],
])('shows the answer among %s', async (_name, body) => {
  const { log } = await hear(body)
  expect(await log.locator('.assistant .bubble').last().innerText()).toBe('We open at 7.')
  expect(await log.getByText(FAILURE).count()).toBe(0)
  expect(await log.getByRole('link').count()).toBe(0)
})

test.each([
  ['no JSON', `${WORDS}data: {oops\n\n`],
  ['null', `${WORDS}data: null\n\n`],
  ['an end without sources', WORDS + line({ type: 'done' })],
  ['sources that are no list', WORDS + done('abc')],
  ['an end that has not ended', WORDS + DONE.trimEnd()],
  ['old Macintosh line ends', (WORDS + DONE).replaceAll('\n', '\r')],
  ['nothing', ''],
  ['a page', '<html><body>Please sign in</body></html>'],
  ['an error that is none', '{"error":null}', 429],
  ['an error page', '<html>', 502],
])('offers to try again after %s', async (_name, body, status?: number) => {
  const { log } = await hear(body, status)
  await log.getByText(FAILURE).waitFor()
  if (body.startsWith(WORDS.trimEnd()) && !body.includes('\r')) await log.getByText('We open at 7.').waitFor()
})
