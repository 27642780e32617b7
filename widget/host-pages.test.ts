import { expect, test } from 'vitest'
import { done, say } from './testing/fake-server.ts'
import { toPage } from './testing/host-pages.ts'
import { useShop } from './testing/shop.ts'

const shop = useShop()

test('works under a strict content policy with trusted types', async () => {
  const widgetHost = shop.server.origin
  shop.server.headers = {
    'Content-Security-Policy': `default-src 'none'; script-src ${widgetHost}; connect-src ${widgetHost}; img-src ${widgetHost}; style-src 'none'; require-trusted-types-for 'script'`,
  }
  shop.server.config = { avatar_url: '/api/public/avatar/bot-1' }
  shop.server.reply = () => [
    ...say('| a | b |\n|--|-:|\n| 1 | 2 |'),
    done({ title: 'T', url: 'https://a.example/', excerpt: '' }),
  ]
  const visitor = await shop.arrive({
    prepare: (page) =>
      page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
          if (!blockedURI.includes('favicon')) console.log(`violation ${violatedDirective} ${blockedURI} ${sourceFile}`)
        })
      }),
  })
  await visitor.launcher.click()
  await visitor.ask('Hello')
  await visitor.log.getByRole('link', { name: 'T' }).waitFor()
  expect(await visitor.launcher.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
    'rgb(11, 110, 79)',
  )
  expect(visitor.lines.filter((line) => line.startsWith('violation'))).toEqual([])
})

test('survives a page that spoiled the prototypes', async () => {
  const visitor = await shop.arrive({
    prepare: (page) =>
      page.addInitScript(() => {
        Reflect.set(Object.prototype, 'polluted', 'yes')
        Reflect.set(Array.prototype, 'extra', () => undefined)
      }),
  })
  await visitor.converse()
})

test('keeps what is typed from the shortcuts of the page', async () => {
  const { page, launcher, field, lines } = await shop.arrive({
    prepare: (page) =>
      page.addInitScript(() => {
        document.addEventListener('keydown', ({ key }) => console.log('page heard', key))
      }),
  })
  await launcher.click()
  await field.pressSequentially('s/')
  await field.press('Escape')
  expect(lines).toEqual([])
  await page.keyboard.press('x')
  expect(lines).toEqual(['page heard x'])
})

test.each([
  ['in quirks mode', '', (script: string) => `<title>Shop</title><p>Old words${script}`],
  [
    'in XHTML',
    'shop.xhtml',
    (script: string) =>
      `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Shop</title></head><body><p>Strict</p>${script}</body></html>`,
  ],
  [
    'with a base elsewhere',
    '',
    (script: string) => toPage(script, '<base href="https://elsewhere.example/shop/" target="_top">'),
  ],
  ['with a form named Frontdesk', '', (script: string) => toPage(`<form name="Frontdesk"></form>${script}`)],
  ['with a picture named Frontdesk', '', (script: string) => toPage(`<img id="Frontdesk" alt="">${script}`)],
  ['with a form named body', '', (script: string) => toPage(`<form id="body" name="body"></form>${script}`)],
  [
    'with a form named currentScript',
    '',
    (script: string) => toPage(`<form name="currentScript"></form><form name="documentElement"></form>${script}`),
  ],
])('works in a page %s', async (_name, path, build) => {
  shop.server.page = build(shop.server.script)
  const visitor = await shop.arrive({ path })
  await visitor.converse()
  expect(visitor.lines).toEqual([])
})
