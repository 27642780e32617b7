import { expect, test } from 'vitest'
import { countHosts, toPage } from './testing/host-pages.ts'
import { eventually, useShop } from './testing/shop.ts'

const shop = useShop()

test('obeys calls from before and after it loaded, and tells what happens', async () => {
  shop.server.page = toPage(
    '{script}',
    `<script>window.Frontdesk = { q: [['on', 'ready', () => console.log('ready')], ['open', { message: 'Hi there' }]] }</script>`,
  )
  const { page, panel, field, log, lines, errors } = await shop.arrive()
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
  expect(errors.splice(0).join()).toContain('of the page')
})

test('can be put in again with other wishes after it was destroyed', async () => {
  const { page, launcher } = await shop.arrive()
  await launcher.waitFor()
  await page.evaluate((src) => {
    if (window.Frontdesk && 'destroy' in window.Frontdesk) window.Frontdesk.destroy()
    const script = document.createElement('script')
    Object.assign(script.dataset, { botId: 'bot-1', apiKey: 'key-1', open: '', config: '{"name":"Preview"}' })
    script.src = src
    document.body.append(script)
  }, `${shop.server.origin}/widget.js`)
  await page.getByRole('dialog', { name: 'Preview' }).waitFor()
  expect(await countHosts(page)).toBe(1)
})

test('takes calls in the queue after it loaded as well', async () => {
  const { page, launcher, panel } = await shop.arrive()
  await launcher.waitFor()
  await page.evaluate(() => window.Frontdesk?.q.push(['open', { message: 'Hi' }]))
  await panel.waitFor()
  expect(await panel.getByRole('textbox').inputValue()).toBe('Hi')
})

test('writes a number into the field as words', async () => {
  const { field, call, ask, log } = await shop.arrive()
  await call('open', { message: 4711 })
  await eventually(() => field.inputValue()).toBe('4711')
  await ask('Hello')
  await log.getByText('You said: Hello').waitFor()
})
