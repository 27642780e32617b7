import { expect, test } from 'vitest'
import { countHosts, toPage } from './testing/host-pages.ts'
import { useShop } from './testing/shop.ts'

const shop = useShop()

test('loads nothing but itself and its config until it is opened', async () => {
  shop.server.config = { avatar_url: '/api/public/avatar/bot-1' }
  const { page, launcher, panel } = await shop.arrive()
  await launcher.waitFor()
  await page.waitForLoadState('networkidle')
  expect(shop.server.paths.filter((path) => !path.includes('favicon'))).toEqual([
    'GET /',
    'GET /widget.js',
    'GET /api/public/config/bot-1',
  ])
  await launcher.click()
  const avatar = panel.locator('img').first()
  await avatar.waitFor()
  expect(await avatar.getAttribute('src')).toBe(`${shop.server.origin}/api/public/avatar/bot-1`)
})

test('is there once when its tag is there twice', async () => {
  shop.server.page = toPage(`{script}${shop.server.script}`)
  const { page, launcher } = await shop.arrive()
  await launcher.waitFor()
  await page.waitForLoadState('networkidle')
  expect(await countHosts(page)).toBe(1)
  expect(shop.server.paths.filter((path) => path.includes('config'))).toHaveLength(1)
})

test.each([
  ['in the head', toPage('<main></main>', '{script}')],
  ['as a module', toPage('{script}')],
])('starts %s', async (name, page) => {
  shop.server.page = page
  if (name === 'as a module') shop.server.attributes = 'type="module"'
  const visitor = await shop.arrive()
  await visitor.converse()
})
