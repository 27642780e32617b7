import { expect, test } from 'vitest'
import { done, HOURS, say } from './testing/fake-server.ts'
import { eventually, useShop } from './testing/shop.ts'

const shop = useShop()
const CODE = '\tnpm run build\n\n  # <b>&amp;</b>'
const ANSWER = `Run this:\n\n\`\`\`sh\n${CODE}\n\`\`\`\n\nand that:\n\n~~~\nnpm start\n~~~`

test('copies a block of code as it was written, by keyboard, and says so once', async () => {
  shop.server.reply = () => [...say(ANSWER), 'pause', done()]
  const { page, panel, log, ask } = await shop.arriveAndOpen()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await ask('How?')
  await log.getByText('npm start').waitFor()
  const copy = log.getByRole('button', { name: 'Copy', exact: true })
  expect(await copy.count()).toBe(0)
  shop.server.resume()
  await eventually(() => copy.count()).toBe(2)

  await log.locator('pre').first().focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await log.getByRole('button', { name: 'Copied' }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(CODE)
  expect(await panel.getByRole('status').innerText()).toBe('Copied')
  expect(await copy.count()).toBe(1)

  await page.reload()
  await eventually(() => copy.count()).toBe(2)
  await copy.last().click()
  await log.getByRole('button', { name: 'Copied' }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('npm start')
})

test('reads out the answer without the names of its buttons', async () => {
  shop.server.reply = () => [...say(ANSWER), done()]
  const { panel, log, ask } = await shop.arriveAndOpen()
  await ask('How?')
  await log.getByRole('button', { name: 'Copy' }).first().waitFor()
  const heard = panel.getByRole('status')
  await eventually(() => heard.innerText()).toContain('npm start')
  expect(await heard.innerText()).not.toContain('Copy')
})

test('stays as it is where the page may not write to the clipboard', async () => {
  shop.server.headers = { 'Permissions-Policy': 'clipboard-write=()' }
  shop.server.reply = () => [...say(ANSWER), done()]
  const { page, log, ask } = await shop.arriveAndOpen()
  await ask('How?')
  const copy = log.getByRole('button', { name: 'Copy', exact: true })
  await copy.first().click()
  await page.evaluate(() => navigator.clipboard.writeText('x').catch(() => undefined))
  expect(await copy.count()).toBe(2)
})

test('offers no copy on a page without a clipboard', async () => {
  shop.server.reply = () => [...say(ANSWER), done(HOURS)]
  const { launcher, log, ask } = await shop.arrive({
    prepare: (page) =>
      page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined })),
  })
  await launcher.click()
  await ask('How?')
  await log.getByText('npm start').waitFor()
  await log.getByRole('list', { name: 'Sources' }).waitFor()
  expect(await log.locator('pre').count()).toBe(2)
  expect(await log.locator('pre button').count()).toBe(0)
})

test('stays in its corner, and the code goes around it', async () => {
  shop.server.reply = () => [...say(`~~~\na\nb\n~~~\n\n~~~\n${'long '.repeat(40)}\n~~~`), done()]
  const { log, ask } = await shop.arriveAndOpen()
  await ask('How?')
  await log.getByRole('button', { name: 'Copy' }).first().waitFor()
  const boxes = await log.locator('pre').evaluateAll((blocks) =>
    blocks.map((block) => {
      const [button, code] = block.children
      const [line] = code?.getClientRects() ?? []
      const [at] = button?.getClientRects() ?? []
      const edge = block.getBoundingClientRect()
      return {
        gap: Math.round(edge.right - (at?.right ?? 0)),
        isBeside: (line?.top ?? 0) < (at?.bottom ?? 0),
        isClear: (line?.right ?? 0) <= (at?.left ?? 0) || (line?.top ?? 0) >= (at?.bottom ?? 0) - 1,
      }
    }),
  )
  expect(boxes).toEqual([
    { gap: 13, isBeside: true, isClear: true },
    { gap: 13, isBeside: false, isClear: true },
  ])
})
