import axe, { type AxeResults } from 'axe-core'
import { expect, test } from 'vitest'
import { done, say } from '../testing/fake-server.ts'
import { inEachEngine } from '../testing/engines/in-each-engine.ts'
import type { Visitor } from '../testing/engines/visitor.ts'

const RICH = `Our *week*, [in short](https://bakery.example/hours_(summer)):

| Day | Opens | Bread |
|:--|--:|:-:|
| Monday | 7 | rye |

1. Flour
   - from \`Mill 4\`
   - ground daily

\`\`\`
mix(flour, water)
\`\`\``
const PAGE = { title: 'Opening hours', url: 'https://bakery.example/hours', excerpt: 'We open at 7.' }

async function violations(visitor: Visitor): Promise<string[]> {
  await visitor.until(({ isStill }) => isStill())
  return visitor.run(async (_page, source) => {
    if (!('axe' in window)) {
      const script = document.createElement('script')
      script.text = source
      document.head.append(script)
    }
    const { violations }: AxeResults = await window.axe.run()
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  }, axe.source)
}

inEachEngine((stage) => {
  const { arrive } = stage

  test('draws Markdown as what it means', async () => {
    stage.server.reply = () => [...say(...(RICH.match(/[\s\S]{1,5}/g) ?? [])), done()]
    const visitor = await arrive()
    await visitor.open()
    await visitor.ask('Tell me')
    await visitor.see('button Send message')
    const link = await visitor.run(({ find }) => find('link in short')?.getAttribute('href'))
    expect(link).toBe('https://bakery.example/hours_(summer)')
    const sides = await visitor.run(({ all }) => all('td').map((cell) => getComputedStyle(cell).textAlign))
    expect(sides).toEqual(['start', 'end', 'center'])
    expect(await visitor.run(({ text }) => text('ol > li > ul'))).toMatch(/^from Mill 4\n+ground daily$/)
    expect(await visitor.run(({ text }) => text('pre code'))).toBe('mix(flour, water)')
    expect(await visitor.style('pre code', 'font-family')).toMatch(/monospace$/)
    expect(await visitor.style('.bubble em', 'font-style')).toBe('italic')
    const [log, code] = await visitor.run(({ all, rect }) => all('.log, pre').map(rect))
    expect(code && log && code.width > 0 && code.width < log.width).toBe(true)
  })

  test.each([
    ['light', {}, ''],
    ['dark', {}, 'data-theme="dark"'],
    ['from right to left', { direction: 'rtl', language: 'ar' } as const, ''],
  ])('has nothing that axe objects to, %s', async (_name, config, attributes) => {
    stage.server.config = config
    stage.server.attributes = attributes
    const visitor = await arrive()
    await visitor.see('button Open chat')
    expect(await violations(visitor)).toEqual([])
    await visitor.open()
    expect(await violations(visitor)).toEqual([])
    stage.server.reply = () => [...say(RICH), done(PAGE)]
    await visitor.ask('When?')
    await visitor.see('list Sources')
    expect(await violations(visitor)).toEqual([])
    stage.server.reply = () => [...say('Well'), 'cut']
    await visitor.ask('And then?')
    await visitor.see('button Try again')
    expect(await violations(visitor)).toEqual([])
  })

  test('turns round for languages written from the right', async () => {
    stage.server.config = { direction: 'rtl', language: 'ar', position: 'bottom-left' }
    const visitor = await arrive()
    await visitor.open()
    await visitor.ask('Hello')
    await visitor.reads('You said: Hello')
    const [theirs, mine] = await visitor.run(({ all, rect }) => all('.bubble').slice(0, 2).map(rect))
    const [close, face] = await visitor.run(({ all, rect }) => all('header > button, header > .avatar').map(rect))
    expect(mine && theirs && mine.right < theirs.right).toBe(true)
    expect(close && face && close.x > face.x).toBe(true)
  })

  test('wears the colours that the page wants', async () => {
    stage.server.attributes = 'data-theme="dark"'
    const visitor = await arrive()
    await visitor.open()
    expect(await visitor.style('.panel', 'background-color')).toBe('rgb(28, 28, 25)')
    expect(await visitor.style('.panel', 'color')).toBe('rgb(242, 240, 235)')
    expect(await visitor.style('textarea', 'color-scheme')).toBe('dark')
  })

  test('fills the narrowest screen, and long words stay in it', async () => {
    const width = 320
    stage.server.reply = () => [
      ...say('A-very-long-word-'.repeat(20), 'x'.repeat(200), '\n\n```\n', 'y'.repeat(300)),
      done(),
    ]
    const visitor = await arrive({ width, height: 480 })
    await visitor.open()
    await visitor.ask('z'.repeat(100))
    await visitor.reads('yyy')
    await visitor.see('button Send message')
    expect(await visitor.see('dialog Bakery')).toMatchObject({ x: 0, y: 0, width, height: 480 })
    await visitor.gone('button Open chat')
    const overflow = await visitor.run(({ all }) => [
      document.documentElement.scrollWidth - innerWidth,
      ...all('.panel, .log, .bubble, .composer').map((element) => element.scrollWidth - element.clientWidth),
    ])
    expect(Math.max(...overflow)).toBe(0)
    const { right } = await visitor.see('button Close chat')
    expect(right).toBeLessThanOrEqual(width)
  })
})

declare global {
  interface Window {
    axe: typeof axe
  }
}
