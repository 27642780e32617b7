import { expect, test, vi } from 'vitest'
import { API_KEY, BOT_ID, done, say } from '../testing/fake-server.ts'
import { html, inEachEngine } from '../testing/engines/in-each-engine.ts'
import type { Visitor } from '../testing/engines/visitor.ts'

const converse = async (visitor: Visitor) => {
  await visitor.open()
  await visitor.ask('Hello')
  await visitor.reads('You said: Hello')
}

inEachEngine((stage) => {
  const { arrive } = stage

  test('loads itself and its config and stores nothing before the first message', async () => {
    const visitor = await arrive()
    const stored = () => visitor.run(() => [localStorage.length, sessionStorage.length, document.cookie])
    await visitor.open()
    await visitor.tab.type('Not sent')
    await visitor.press('Escape')
    await visitor.at('Open chat')
    expect(stage.server.paths.filter((path) => !path.includes('favicon'))).toEqual([
      'GET /',
      'GET /widget.js',
      'GET /api/public/config/bot-1',
    ])
    expect(await stored()).toEqual([0, 0, ''])
    await visitor.open()
    await visitor.press('Enter')
    await visitor.reads('You said: Not sent')
    expect(await stored()).toEqual([1, 0, ''])
  })

  test('works under a strict content policy with trusted types', async () => {
    const { origin } = stage.server
    stage.server.headers = {
      'Content-Security-Policy': `default-src 'none'; script-src ${origin} 'nonce-shop'; connect-src ${origin}; img-src ${origin}; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
    }
    stage.server.config = { avatar_url: '/api/public/avatar/bot-1' }
    stage.server.reply = () => [...say('| a | b |\n|--|-:|\n| 1 | 2 |\n\n```\ncode\n```'), done()]
    const visitor = await arrive()
    await visitor.open()
    await visitor.ask('Hello')
    await visitor.reads('code')
    await visitor.see('button Send message')
    expect(await visitor.style('td', 'text-align')).toBe('end')
    expect(await visitor.style('.launcher', 'background-color')).toBe('rgb(11, 110, 79)')
    const forbidden = (await stage.lines(visitor)).filter((line) => line.startsWith('Forbidden:'))
    expect(forbidden.filter((line) => !line.includes('favicon'))).toEqual([])
  })

  test('keeps its looks and its place under hostile styles', async () => {
    const hostile = `* { all: unset !important; color: red !important; font: 40px cursive !important; display: none !important;
      visibility: hidden !important; opacity: 0 !important; pointer-events: none !important; text-transform: uppercase !important;
      direction: rtl !important; zoom: 2 !important; user-select: none !important }
      html, body { display: block !important; visibility: visible !important; opacity: 1 !important; zoom: 1 !important }
      button, textarea { display: none !important }`
    stage.server.page = html('<main>Shop</main>{script}', `<style>${hostile}</style>`)
    const visitor = await arrive()
    expect(await visitor.see('button Open chat')).toMatchObject({ right: 1260, bottom: 700, width: 56, height: 56 })
    await converse(visitor)
    expect(await visitor.see('dialog Bakery')).toMatchObject({ right: 1260, bottom: 632, width: 380, height: 600 })
    expect(await visitor.style('.assistant .bubble', 'color')).toBe('rgb(28, 27, 25)')
    expect(await visitor.style('.assistant .bubble', 'font-size')).toBe('15px')
    expect(await visitor.style('.assistant .bubble', 'text-transform')).toBe('none')
  })

  test('works where prototypes are spoiled and storage is forbidden', async () => {
    const spoil = `<script nonce="shop">
      Object.prototype.polluted = 'yes'
      Array.prototype.extra = () => undefined
      Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('Denied', 'SecurityError') } })
    </script>`
    stage.server.page = html('{script}', spoil)
    const visitor = await arrive()
    await converse(visitor)
    await visitor.click('button Start over')
    await visitor.click('textbox Message')
    await visitor.ask('Again')
    await visitor.reads('You said: Again')
  })

  test.each([
    ['in the head', ''],
    ['as a module', 'type="module"'],
    ['twice', ''],
  ])('starts when its tag is there %s', async (name, attributes) => {
    stage.server.attributes = attributes
    stage.server.page = name === 'twice' ? html('{script}{script}') : html('<main></main>', '{script}')
    stage.server.page = stage.server.page.replaceAll('{script}', stage.server.script)
    const visitor = await arrive()
    await converse(visitor)
    expect(await visitor.run(() => document.querySelectorAll('#chatbot-widget-host').length)).toBe(1)
  })

  test('starts when it is injected, and in a body that is replaced', async () => {
    stage.server.page = html('<main></main>')
    const visitor = await arrive()
    await visitor.run(
      (_page, src, botId, apiKey) => {
        const script = document.createElement('script')
        Object.assign(script.dataset, { botId, apiKey })
        script.src = src
        document.head.append(script)
      },
      `${stage.server.origin}/widget.js`,
      BOT_ID,
      API_KEY,
    )
    await converse(visitor)
    await visitor.run(() => document.documentElement.replaceChild(document.createElement('body'), document.body))
    await visitor.reads('You said: Hello')
    await visitor.click('textbox Message')
    await visitor.ask('Still there?')
    await visitor.reads('You said: Still there?')
  })

  test('obeys the calls that waited for it, tells what happens, and leaves nothing behind', async () => {
    const queue = `<script nonce="shop">
      globals = Object.keys(window)
      Frontdesk = { q: ['ready', 'open', 'close', 'message', 'answer'].map((name) => ['on', name, () => console.log(name)]) }
      Frontdesk.q.push(['open', { message: 'Hi there' }])
    </script>`
    stage.server.page = html('<main>Shop</main>{script}', queue)
    const visitor = await arrive()
    await visitor.see('dialog Bakery')
    expect(await visitor.run(({ focused }) => focused())).toBe('')
    await visitor.click('textbox Message')
    await visitor.press('Enter')
    await visitor.reads('You said: Hi there')
    await visitor.press('Escape')
    await vi.waitFor(async () =>
      expect(await stage.lines(visitor)).toEqual(['ready', 'open', 'message', 'answer', 'close']),
    )

    const left = await visitor.run(() => {
      const { Frontdesk } = window
      if (Frontdesk && 'destroy' in Frontdesk) Frontdesk.destroy()
      return [Object.keys(window), document.body.innerText, document.body.childElementCount]
    })
    expect(left).toEqual([await visitor.run(() => window.globals.concat('globals')), 'Shop', 2])
  })

  test('stays silent with one console line when the bot is unknown', async () => {
    stage.server.page = html(stage.server.script.replace(BOT_ID, 'nobody'))
    const visitor = await arrive()
    await vi.waitFor(async () => expect(await stage.lines(visitor)).toEqual([expect.stringMatching(/^Frontdesk: ./)]))
    expect(await visitor.run(() => document.querySelector('#chatbot-widget-host'))).toBeNull()
  })
})

declare global {
  interface Window {
    globals: string[]
  }
}
