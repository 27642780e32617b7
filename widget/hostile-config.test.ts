import { expect, test } from 'vitest'
import { countHosts } from './testing/host-pages.ts'
import { eventually, useShop } from './testing/shop.ts'

const shop = useShop()

test.each(['de_DE', 'xx-invalid-!', ''])('works in the language %j, which is none', async (language) => {
  shop.server.attributes = `data-config='${JSON.stringify({ language })}'`
  const { converse, lines } = await shop.arrive()
  await converse()
  expect(lines).toEqual([])
})

test.each([
  ['nothing', ''],
  ['null', 'null'],
  ['a list', '[]'],
  ['words that are null', '{"name":null,"accent_color":null,"strings":{"typing":null,"too_long":null}}'],
  ['no words', '{"strings":null}'],
])('takes %s for no wish', async (_name, wishes) => {
  shop.server.attributes = `data-config='${wishes}'`
  const { converse, panel, lines } = await shop.arrive()
  await converse()
  await panel.waitFor()
  expect(lines).toEqual([])
})

test.each([
  ['a colour that is none', { accent_color: 1 }],
  ['a picture at no address', { avatar_url: 'https://' }],
])('leaves nothing on the page where %s cannot be drawn, and says so once', async (_name, wishes) => {
  const good = shop.server.tag()
  shop.server.attributes = `data-config='${JSON.stringify(wishes)}'`
  const { page, lines, call, launcher } = await shop.arrive()
  await eventually(() => lines).toEqual([expect.stringMatching(/^Frontdesk: ./)])
  expect(await countHosts(page)).toBe(0)
  await call('open')
  // A better tag may take its place.
  await call('destroy')
  await page.evaluate((tag) => document.body.append(document.createRange().createContextualFragment(tag)), good)
  await launcher.waitFor()
  expect(lines).toHaveLength(1)
})
