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

test('works in a sandbox that has no origin', async () => {
  shop.server.headers = { 'Content-Security-Policy': 'sandbox allow-scripts' }
  const visitor = await shop.arrive()
  expect(await visitor.page.evaluate(() => origin)).toBe('null')
  await visitor.converse()
  expect(visitor.lines).toEqual([])
})

// Names that the widget and Solid give to what is in their objects.
const NAMES =
  'signal name mode state content messages q url fn children cause next owner tState context pure value'.split(' ')

test.each([
  [
    'added to',
    () => {
      Reflect.set(Object.prototype, 'polluted', 'yes')
      Reflect.set(Array.prototype, 'extra', () => undefined)
    },
  ],
  [
    'laid traps in',
    (names: string[]) => {
      const set = (value: unknown) => {
        throw new Error(`A page's trap was given ${String(value)}.`)
      }
      for (const name of names) Reflect.defineProperty(Object.prototype, name, { get: () => undefined, set })
    },
  ],
  [
    'frozen',
    () => {
      for (const { prototype } of [Object, Array, Function, Map, Set, Promise, Node, Element, EventTarget]) {
        Object.freeze(prototype)
      }
    },
  ],
])('holds a conversation in a page that has %s the prototypes', async (_name, spoil) => {
  const visitor = await shop.arrive({ prepare: (page) => page.addInitScript(spoil, NAMES) })
  await visitor.converse()
  expect(visitor.lines).toEqual([])
})

test.each([
  ['ltr', 'rtl'],
  ['rtl', 'ltr'],
] as const)('reads %s in a page that reads %s, and stays in its corner', async (direction, pageDirection) => {
  shop.server.config = { direction, position: 'bottom-left' }
  shop.server.attributes = 'data-open'
  shop.server.page = toPage('<p>Shop</p>{script}').replace('<html', `<html dir="${pageDirection}"`)
  const { page, launcher, panel, log, ask } = await shop.arrive()
  await panel.evaluate((element) => Promise.all(element.getAnimations().map(({ finished }) => finished)))
  expect(await launcher.boundingBox()).toMatchObject({ x: 20 })
  expect(await panel.boundingBox()).toMatchObject({ x: 20 })
  await ask('Hello')
  const mine = await log.getByText('Hello', { exact: true }).boundingBox()
  const theirs = await log.getByText('You said: Hello').boundingBox()
  expect(mine && theirs && mine.x < theirs.x).toBe(direction === 'rtl')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
})

test('asks for the language of the page’s wish, else for the browser’s', async () => {
  const asked = async (attributes: string) => {
    shop.server.attributes = attributes
    const { page, launcher } = await shop.arrive({ locale: 'pt-BR' })
    const request = page.waitForRequest('**/config/**')
    await page.reload()
    await launcher.waitFor()
    return new URL((await request).url()).searchParams.get('lang')
  }
  expect(await asked('')).toBe('pt-BR')
  expect(await asked('data-lang="ar-EG"')).toBe('ar-EG')
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
])('holds a conversation in a page %s', async (_name, path, build) => {
  shop.server.page = build(shop.server.script)
  const visitor = await shop.arrive({ path })
  await visitor.converse()
  expect(visitor.lines).toEqual([])
})
