import { expect, test } from 'vitest'
import { countHosts, toPage, WAYS } from './testing/host-pages.ts'
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

test.each(Object.entries(WAYS))('holds a conversation when its tag is %s', async (_name, build) => {
  shop.server.page = build(shop.server)
  const visitor = await shop.arrive()
  await visitor.converse()
  expect(await countHosts(visitor.page)).toBe(1)
  expect(visitor.lines).toEqual([])
})

test('starts in the head of a page whose body is still on its way', async () => {
  let isAsked = false
  shop.server.page = toPage('<main>Shop</main>', `{script}<script src="/slow.js"></script>`)
  const visitor = await shop.arrive({
    prepare: async (page) => {
      await page.route('**/slow.js', async (route) => {
        await expect.poll(() => isAsked).toBe(true)
        await route.fulfill({ body: 'window.hadBody = document.body !== null' })
      })
      page.on('requestfinished', (request) => (isAsked ||= request.url().includes('/config/')))
    },
  })
  await visitor.converse()
  expect(await visitor.page.evaluate('window.hadBody')).toBe(false)
})

test('is there once, and says nothing of it, when its tag is there twice', async () => {
  shop.server.page = toPage(`${shop.server.tag()}${shop.server.tag('async')}`, shop.server.tag('defer'))
  const visitor = await shop.arrive()
  await visitor.converse()
  await visitor.page.waitForLoadState('networkidle')
  expect(await countHosts(visitor.page)).toBe(1)
  expect(shop.server.paths.filter((path) => path.includes('config'))).toHaveLength(1)
  expect(visitor.lines).toEqual([])
})

test('keeps the first of two bots, and tells the owner in one line', async () => {
  const { src } = shop.server
  shop.server.page = toPage(`{script}<script src="${src}" data-bot-id="bot-2" data-api-key="key-2"></script>`)
  const visitor = await shop.arrive()
  await visitor.converse()
  expect(await countHosts(visitor.page)).toBe(1)
  expect(shop.server.paths.filter((path) => path.includes('config'))).toEqual(['GET /api/public/config/bot-1'])
  expect(visitor.lines).toEqual(['Frontdesk: this page already has a chat.'])
})
