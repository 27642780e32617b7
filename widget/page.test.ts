import { launchBrowser } from '#server/testing/browser.ts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { done, FakeServer, say } from './testing/fake-server.ts'
import { type Visit, visit } from './testing/visit.ts'

// What the widget does to the page it lives in, and what the page may do to it. Against the built file.
let browser: Browser
let server: FakeServer
const visits: Visit[] = []

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  server = await new FakeServer().open()
})
afterEach(async () => {
  for (const { page, errors } of visits.splice(0)) {
    expect(errors).toEqual([])
    await page.context().close()
  }
  await server.close()
})

const arrive = async (prepare?: (page: Page) => Promise<unknown>) => {
  const visited = await visit(browser, server, prepare ? { prepare } : {})
  visits.push(visited)
  return visited
}
const html = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><title>Shop</title>${head}</head><body>${body}</body></html>`
const converse = async ({ launcher, log, ask }: Visit) => {
  await launcher.click()
  await ask('Hello')
  await log.getByText('You said: Hello').waitFor()
}
const hosts = (page: Page) => page.locator('#chatbot-widget-host').count()

test('loads nothing but itself and its config until it is opened', async () => {
  server.config = { avatar_url: '/api/public/avatar/bot-1' }
  const { page, launcher, panel } = await arrive()
  await launcher.waitFor()
  await page.waitForLoadState('networkidle')
  expect(server.paths.filter((path) => !path.includes('favicon'))).toEqual([
    'GET /',
    'GET /widget.js',
    'GET /api/public/config/bot-1',
  ])
  await launcher.click()
  const avatar = panel.locator('img').first()
  await avatar.waitFor()
  expect(await avatar.getAttribute('src')).toBe(`${server.origin}/api/public/avatar/bot-1`)
})

test.each([
  ['bottom-right', { right: 1260, bottom: 700 }],
  ['bottom-left', { left: 20, bottom: 700 }],
  ['bottom-center', { middle: 640, bottom: 700 }],
] as const)('sits at %s in its colour', async (position, expected) => {
  server.config = { position, accent_color: '#8A6516' }
  const { launcher, panel } = await arrive()
  expect(await launcher.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(138, 101, 22)')
  for (const element of [launcher, panel]) {
    const { left, right, bottom } = await element.evaluate((node) => node.getBoundingClientRect().toJSON())
    const sides = { left, right, middle: (left + right) / 2, bottom: element === launcher ? bottom : 700 }
    expect(sides).toMatchObject(expected)
    if (element === launcher) {
      await launcher.click()
      await panel.evaluate((node) => Promise.all(node.getAnimations().map(({ finished }) => finished)))
    }
  }
})

test('shows its words on the button, keeps its distance and takes the page’s wishes', async () => {
  server.config = { show_button_text: true }
  const wishes = JSON.stringify({ button_text: 'Ask Anna', name: 'Anna', strings: { placeholder: 'Your question' } })
  server.attributes = `data-offset-x="40" data-offset-y="60" data-open data-config='${wishes}'`
  const { page } = await arrive()
  const button = page.getByRole('button', { name: 'Ask Anna' })
  await page.getByRole('dialog', { name: 'Anna' }).waitFor()
  expect(await page.getByRole('textbox', { name: 'Message' }).getAttribute('placeholder')).toBe('Your question')
  expect(await button.boundingBox()).toMatchObject({ y: 720 - 60 - 56 })
  const { right } = await button.evaluate((element) => element.getBoundingClientRect().toJSON())
  expect(right).toBe(1240)
})

test('works under a strict content policy with trusted types', async () => {
  const widgetHost = server.origin
  server.headers = {
    'Content-Security-Policy': `default-src 'none'; script-src ${widgetHost}; connect-src ${widgetHost}; img-src ${widgetHost}; style-src 'none'; require-trusted-types-for 'script'`,
  }
  server.config = { avatar_url: '/api/public/avatar/bot-1' }
  server.reply = () => [
    ...say('| a | b |\n|--|-:|\n| 1 | 2 |'),
    done({ title: 'T', url: 'https://a.example/', excerpt: '' }),
  ]
  const visitor = await arrive((page) =>
    page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
        if (!blockedURI.includes('favicon')) console.log(`violation ${violatedDirective} ${blockedURI} ${sourceFile}`)
      })
    }),
  )
  await visitor.launcher.click()
  await visitor.ask('Hello')
  await visitor.log.getByRole('link', { name: 'T' }).waitFor()
  expect(await visitor.launcher.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
    'rgb(11, 110, 79)',
  )
  expect(visitor.lines.filter((line) => line.startsWith('violation'))).toEqual([])
})

test('keeps its looks under hostile styles', async () => {
  const hostile = `* { all: unset !important; color: red !important; font: 40px cursive !important; display: none !important;
    visibility: hidden !important; opacity: 0 !important; pointer-events: none !important; text-transform: uppercase !important }
    html, body { display: block !important; visibility: visible !important; opacity: 1 !important }
    button, textarea { display: none !important }`
  server.page = html('<main>Shop</main>{script}', `<style>${hostile}</style>`)
  const visitor = await arrive()
  await converse(visitor)
  const bubble = visitor.log.getByText('You said: Hello')
  expect(await bubble.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(28, 27, 25)')
  expect(await bubble.evaluate((element) => getComputedStyle(element).fontSize)).toBe('15px')
  expect(await bubble.evaluate((element) => getComputedStyle(element).textTransform)).toBe('none')
})

test('leaves the page as it was', async () => {
  server.page = html('<main><button id="shop">Buy</button></main>{script}')
  const bare = await arrive((page) => page.route('**/widget.js', (route) => route.fulfill({ body: '' })))
  const before = await footprint(bare.page)
  const visitor = await arrive()
  await converse(visitor)
  expect((await footprint(visitor.page)).globals).toEqual([...before.globals, 'Frontdesk'].sort())

  await visitor.page.evaluate(() => {
    if (window.Frontdesk && 'destroy' in window.Frontdesk) window.Frontdesk.destroy()
  })
  expect(await footprint(visitor.page)).toEqual(before)
  expect(await hosts(visitor.page)).toBe(0)
})

/** Globals, and listeners on whatever outlives the widget. */
async function footprint(page: Page) {
  const session = await page.context().newCDPSession(page)
  const listeners: string[] = []
  for (const expression of ['window', 'document', 'document.documentElement', 'document.body', 'visualViewport']) {
    const { result } = await session.send('Runtime.evaluate', { expression })
    if (!result.objectId) continue
    const found = await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId })
    listeners.push(...found.listeners.map(({ type }) => `${expression} ${type}`))
  }
  const globals = await page.evaluate(() => Object.keys(window).sort())
  const attributes = await page.evaluate(() =>
    [document.documentElement, document.body].map((element) => [...element.attributes].map(({ name }) => name)),
  )
  return { globals, listeners, attributes }
}

test('can be put in again with other wishes after it was destroyed', async () => {
  const { page, launcher } = await arrive()
  await launcher.waitFor()
  await page.evaluate((src) => {
    if (window.Frontdesk && 'destroy' in window.Frontdesk) window.Frontdesk.destroy()
    const script = document.createElement('script')
    Object.assign(script.dataset, { botId: 'bot-1', apiKey: 'key-1', open: '', config: '{"name":"Preview"}' })
    script.src = src
    document.body.append(script)
  }, `${server.origin}/widget.js`)
  await page.getByRole('dialog', { name: 'Preview' }).waitFor()
  expect(await hosts(page)).toBe(1)
})

test('is there once when its tag is there twice', async () => {
  server.page = html(`{script}${server.script}`)
  const { page, launcher } = await arrive()
  await launcher.waitFor()
  await page.waitForLoadState('networkidle')
  expect(await hosts(page)).toBe(1)
  expect(server.paths.filter((path) => path.includes('config'))).toHaveLength(1)
})

test.each([
  ['in the head', html('<main></main>', '{script}')],
  ['as a module', html('{script}')],
])('starts %s', async (name, page) => {
  server.page = page
  if (name === 'as a module') server.attributes = 'type="module"'
  await converse(await arrive())
})

test('comes back when the page swaps its body or clears it', async () => {
  const visitor = await arrive()
  await converse(visitor)
  await visitor.page.evaluate(() => {
    const body = document.createElement('body')
    body.innerHTML = '<h1>Another page</h1>'
    document.documentElement.replaceChild(body, document.body)
  })
  await visitor.log.getByText('You said: Hello').waitFor()
  await visitor.page.evaluate(() => document.body.replaceChildren())
  await visitor.ask('Still there?')
  await visitor.log.getByText('You said: Still there?').waitFor()
})

test('survives a page that spoiled the prototypes', async () => {
  const visitor = await arrive((page) =>
    page.addInitScript(() => {
      Reflect.set(Object.prototype, 'polluted', 'yes')
      Reflect.set(Array.prototype, 'extra', () => undefined)
    }),
  )
  await converse(visitor)
})

test.each([
  [
    'the bot is unknown',
    (page: Page) => page.route('**/config/**', (route) => route.fulfill({ status: 401, body: '{}' })),
    /answered 401/,
  ],
  ['the server is down', (page: Page) => page.route('**/config/**', (route) => route.abort()), /./],
  [
    'the answer is no config',
    (page: Page) => page.route('**/config/**', (route) => route.fulfill({ body: '<html>' })),
    /./,
  ],
])('stays silent with one console line when %s', async (_name, prepare, reason) => {
  const { page, lines } = await arrive(prepare)
  await expect.poll(() => lines.filter((line) => line.startsWith('Frontdesk:'))).toHaveLength(1)
  expect(lines.find((line) => line.startsWith('Frontdesk:'))).toMatch(reason)
  expect(await hosts(page)).toBe(0)
  await page.evaluate(() => {
    if (window.Frontdesk && 'open' in window.Frontdesk) window.Frontdesk.open()
  })
})

test('stays silent with one console line when the page’s wishes are no JSON', async () => {
  server.attributes = `data-config='{name}'`
  const { page, lines } = await arrive()
  await expect.poll(() => lines.filter((line) => line.startsWith('Frontdesk:'))).toHaveLength(1)
  expect(await hosts(page)).toBe(0)
})

test('says what is missing when the tag names no bot', async () => {
  server.page = html(`<script src="${server.origin}/widget.js"></script>`)
  const { page, lines } = await arrive()
  expect(lines).toEqual(['Frontdesk: the script tag needs data-bot-id and data-api-key.'])
  expect(await page.evaluate(() => 'Frontdesk' in window)).toBe(false)
})

test('obeys calls from before and after it loaded, and tells what happens', async () => {
  server.page = html(
    '{script}',
    `<script>window.Frontdesk = { q: [['on', 'ready', () => console.log('ready')], ['open', { message: 'Hi there' }]] }</script>`,
  )
  const { page, panel, field, log, lines } = await arrive()
  await panel.waitFor()
  expect(await field.inputValue()).toBe('Hi there')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
  expect(lines).toContain('ready')

  await page.evaluate(() => {
    const api = window.Frontdesk
    if (!api || !('on' in api)) return
    for (const name of ['open', 'close', 'message', 'answer'] as const)
      api.on(name, (detail) => console.log(name, JSON.stringify(detail)))
    const off = api.on('close', () => console.log('never'))
    off()
    api.on('message', () => {
      throw new Error('of the page')
    })
  })
  await field.press('Enter')
  await log.getByText('You said: Hi there').waitFor()
  await page.evaluate(() => {
    const api = window.Frontdesk
    if (!api || !('on' in api)) return
    api.close()
    api.toggle()
    api.reset()
  })
  await expect
    .poll(() => lines.filter((line) => line !== 'ready'))
    .toEqual([
      'message {"content":"Hi there"}',
      'answer {"message_id":"message-1","answered":true,"content":"You said: Hi there","sources":[]}',
      'close undefined',
      'open undefined',
    ])
  expect(await log.innerText()).not.toContain('You said')
  const { errors } = visits[0] ?? { errors: [] }
  expect(errors.splice(0).join()).toContain('of the page')
})

test('keeps what is typed from the shortcuts of the page', async () => {
  const { page, launcher, field } = await arrive((page) =>
    page.addInitScript(() => {
      document.addEventListener('keydown', ({ key }) => console.log('page heard', key))
    }),
  )
  await launcher.click()
  await field.pressSequentially('s/')
  await field.press('Escape')
  const { lines } = visits[0] ?? { lines: [] }
  expect(lines).toEqual([])
  await page.keyboard.press('x')
  expect(lines).toEqual(['page heard x'])
})
