import type { BrowserContextOptions } from 'playwright-core'
import { expect, test } from 'vitest'
import { done, HOURS, RICH, say } from './testing/fake-server.ts'
import { toPage } from './testing/host-pages.ts'
import { BOOTSTRAP_SHOP, buildTailwind, describeLooks, readBootstrap, TAILWIND_SHOP } from './testing/looks.ts'
import { useShop } from './testing/shop.ts'
import type { Visit } from './testing/visit.ts'

const shop = useShop()
const PHONE = { viewport: { width: 390, height: 844 } }

/** A visitor who has seen a rich answer, on a page with these styles, at a time that stands still. */
const converseIn = async (css: string, body: string, options: BrowserContextOptions = {}): Promise<Visit> => {
  shop.server.page = toPage(`${body}{script}`, `<style>${css}</style>`)
  shop.server.reply = () => [...say(RICH), done(HOURS)]
  const visitor = await shop.arrive({
    reducedMotion: 'reduce',
    ...options,
    prepare: (page) => page.clock.setFixedTime('2026-05-04T12:00:00'),
  })
  await visitor.launcher.click()
  await visitor.ask('Hello')
  await visitor.log.getByRole('link', { name: 'Opening hours' }).waitFor()
  return visitor
}

test.each([
  ['Bootstrap 5', readBootstrap, {}],
  ['Tailwind 4', buildTailwind, {}],
  ['that take all away', () => '* { all: unset !important }', {}],
  [
    'that give all back',
    () => '* { all: revert !important; font: 40px cursive !important; color: red !important }',
    {},
  ],
  [
    'that hide',
    () =>
      'div, section, button { display: none !important } body * { opacity: 0 !important; visibility: hidden !important; pointer-events: none !important }',
    {},
  ],
  [
    'that move',
    () =>
      '* { transition: all 5s !important; animation: appear 5s !important } @keyframes appear { to { opacity: 0 } }',
    {},
  ],
  [
    'for all that is inherited',
    () =>
      `html { font: small-caps 40px/3 cursive; writing-mode: vertical-rl; direction: rtl; text-align: right; text-transform: uppercase;
        letter-spacing: 1em; white-space: pre; visibility: hidden; cursor: wait; user-select: none; pointer-events: none;
        -webkit-text-fill-color: red; text-shadow: 1px 1px red; color-scheme: dark; quotes: none; tab-size: 20 }`,
    {},
  ],
  [
    'with a body that stands still',
    () => 'body { position: fixed; inset: 0; overflow: hidden; display: flex; gap: 40px } body > * { flex: 1 }',
    {},
  ],
  [
    'with variables of our names',
    () => ':root { --top: 50px; --height: 60px; --x: 7px; --ink: red; --fd: 1 } * { --line: red }',
    PHONE,
  ],
  [
    'with variables that are not inherited',
    () => '@property --x { syntax: "<length>"; inherits: false; initial-value: 0px }',
    {},
  ],
])('looks as on a blank page under styles %s', async (_name, css, options) => {
  const blank = await converseIn('', '', options)
  const dressed = await converseIn(await css(), '<main><div>Shop</div></main>', options)
  expect(await describeLooks(dressed.page, 'widget')).toEqual(await describeLooks(blank.page, 'widget'))
})

test.each([
  ['Bootstrap 5', BOOTSTRAP_SHOP, readBootstrap],
  ['Tailwind 4', TAILWIND_SHOP, buildTailwind],
  ['a blank page', '<p>Shop</p>', () => ''],
])('changes no look of a page that wears %s', async (_name, body, css) => {
  const { page } = await converseIn(await css(), body)
  const looks = await describeLooks(page, 'page')
  expect(looks.length).toBeGreaterThan(5)
  const bare = await shop.arrive({
    reducedMotion: 'reduce',
    prepare: (page) => page.route('**/widget.js', (route) => route.fulfill({ body: '' })),
  })
  expect(looks).toEqual(await describeLooks(bare.page, 'page'))
})

test.each(['html { zoom: 2 }', 'body { zoom: 1.25 }', 'html { overflow-y: scroll }'])(
  'stays on the screen under %s',
  async (css) => {
    const { panel, launcher } = await converseIn(css, '<p style="height: 2000px">Shop</p>')
    for (const element of [panel, launcher]) {
      const box = await element.boundingBox()
      expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 1280 && box.y + box.height <= 720).toBe(true)
    }
  },
)
