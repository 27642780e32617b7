import { expect, test } from 'vitest'
import { done, say } from '../testing/fake-server.ts'
import { inEachEngine } from '../testing/engines/in-each-engine.ts'
import { PAYLOADS, SOURCES } from '../testing/payloads.ts'
import type { Visitor } from '../testing/engines/visitor.ts'

/** What an answer never holds, and what a link of it never does. */
const inspect = (visitor: Visitor) =>
  visitor.run(({ all }) => ({
    made: all(
      'script, img, svg :not(path), math, iframe, object, embed, style, link, base, meta, form, input, details, video',
    ).map(({ outerHTML }) => outerHTML),
    heeding: all('*').flatMap((element) =>
      element.getAttributeNames().filter((name) => /^on|^src|^formaction/.test(name)),
    ),
    links: all('a[href]').map((link) => link.getAttribute('href') ?? ''),
  }))

inEachEngine((stage) => {
  test('runs and loads nothing of what a bot says, in the stream or from memory', async () => {
    const { origin } = stage.server
    // It lets every script of the page run and tells of everything that is asked of anyone else.
    const own = `'self' ${origin}`
    stage.server.headers = {
      'Content-Security-Policy': `default-src ${own}; script-src ${own} 'unsafe-inline'; style-src ${own} 'unsafe-inline'`,
    }
    stage.server.page = stage.server.page.replace(
      '<head>',
      `<head><script>window.attack = () => lines.push('Broken: an attack ran')</script>`,
    )
    const text = PAYLOADS.join('\n\n')
    stage.server.reply = () => [...say(...(text.match(/[\s\S]{1,3}/g) ?? [])), done(...SOURCES)]
    const visitor = await stage.arrive()
    await visitor.open()
    await visitor.ask('<img src=x onerror=attack()>')

    const check = async () => {
      await visitor.see('list Sources')
      const { made, heeding, links } = await inspect(visitor)
      expect(made).toEqual([])
      expect(heeding).toEqual([])
      expect(links.length).toBeGreaterThan(0)
      expect(links.filter((href) => !/^(https?|mailto|tel):/.test(href) || /^http[^]*@/.test(href))).toEqual([])
      expect((await stage.lines(visitor)).filter((line) => !line.includes('favicon'))).toEqual([])
    }
    await check()
    await visitor.tab.goto(stage.server.shop)
    await check()
  })
})
