import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { countHosts } from './testing/host-pages.ts'
import { useShop } from './testing/shop.ts'

const shop = useShop()
const fix = (hash: string) => (shop.server.attributes = `integrity="sha384-${hash}" crossorigin="anonymous"`)

test('loads with its own hash in the tag, and not once it has changed', async () => {
  const script = await readFile(new URL('../dist/widget/widget.js', import.meta.url))
  fix(createHash('sha384').update(script).digest('base64'))
  const visitor = await shop.arrive()
  await visitor.converse()

  fix(createHash('sha384').update(script).update('a later version').digest('base64'))
  const { page, lines } = await shop.arrive()
  await page.waitForLoadState('networkidle')
  expect(lines.join()).toContain('integrity')
  expect(await countHosts(page)).toBe(0)
})
