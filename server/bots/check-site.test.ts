import { afterEach, beforeEach, expect, test } from 'vitest'
import { openWorkshop } from '#server/open-worker.ts'
import { parseConfig } from '#server/config.ts'
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts'
import { type FakeWeb, startFakeWeb } from '#server/testing/fake-web.ts'
import type { Deps } from '../deps.ts'
import { createBot, regenerateKey } from './bots.ts'
import { checkSite } from './check-site.ts'

const BASE = 'https://chat.example'

let opened: TestDeps
let deps: Deps
let web: FakeWeb
let pages: Record<string, string>
let policy: Record<string, string>

beforeEach(async () => {
  pages = {}
  policy = {}
  const answer =
    (path: string) =>
    (_request: unknown, response: { setHeaders(headers: Map<string, string>): { end(body: string): void } }) =>
      response.setHeaders(new Map(Object.entries({ 'content-type': 'text/html', ...policy }))).end(pages[path] ?? '')
  web = await startFakeWeb({ '/': answer('/'), '/moved': { status: 301, headers: { location: '/' } } })
  opened = await openTestDeps({ PUBLIC_URL: BASE })
  const config = parseConfig({ DATABASE_URL: `sqlite:${opened.path}`, ALLOW_PRIVATE_URLS: 'true' })
  deps = { ...opened.deps, workshop: openWorkshop({ config, log: opened.deps.log }) }
})
afterEach(async () => {
  await deps.workshop.close()
  await web.close()
  await opened.close()
})

const codeOf = (bot: { id: string; api_key: string | null }) =>
  `<h1>Shop</h1><script src="${BASE}/widget.js" data-bot-id="${bot.id}" data-api-key="${bot.api_key}"></script>`
const check = async (id: string, path = '/') => {
  const { findings, ...rest } = await checkSite(deps, 'http://localhost:8000', id, web.origin + path)
  return { ...rest, kinds: findings.map(({ kind }) => kind) }
}

test('a real page is fetched and told apart from its database', async () => {
  const [bot, other] = [await createBot(deps, { name: 'Anna' }), await createBot(deps, { name: 'Bert' })]
  pages['/'] = codeOf(bot)
  expect(await check(bot.id)).toEqual({ url: `${web.origin}/`, works: true, kinds: ['found'] })
  expect(await check(bot.id, '/moved')).toEqual({ url: `${web.origin}/`, works: true, kinds: ['found'] })
  expect(await check(other.id)).toMatchObject({ works: false, kinds: ['other_bot'] })

  await regenerateKey(deps, bot.id)
  expect(await check(bot.id)).toMatchObject({ works: false, kinds: ['wrong_key'] })
})

test('headers count, those that only report do not', async () => {
  const bot = await createBot(deps, { name: 'Anna' })
  pages['/'] = codeOf(bot)
  policy = { 'content-security-policy-report-only': "default-src 'none'" }
  expect(await check(bot.id)).toMatchObject({ works: true })
  policy = { 'content-security-policy': "script-src 'self'" }
  expect(await check(bot.id)).toMatchObject({ works: false, kinds: ['blocked'] })
})

test('a page that cannot be fetched is told in words that fit, and a bot that is gone too', async () => {
  const bot = await createBot(deps, { name: 'Anna' })
  await expect(check(bot.id, '/nowhere')).rejects.toMatchObject({
    code: 'unprocessable',
    message:
      'The page answered 404. Check the address. Or open the page yourself: once its chat has loaded, “Last seen” tells.',
  })
  await expect(check('gone')).rejects.toMatchObject({ code: 'not_found' })
})

test('it goes nowhere the fetcher may not go', async () => {
  const bot = await createBot(deps, { name: 'Anna' })
  await deps.workshop.close()
  const config = parseConfig({ DATABASE_URL: `sqlite:${opened.path}` })
  deps = { ...deps, workshop: openWorkshop({ config, log: deps.log }) }
  await expect(check(bot.id)).rejects.toMatchObject({
    message: expect.stringMatching(/^This address is not allowed\./),
  })
  expect(web.requests).toEqual([])
})
