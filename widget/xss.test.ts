import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { done, say } from './testing/fake-server.ts'
import { PAYLOADS, SOURCES } from './testing/payloads.ts'
import { useShop } from './testing/shop.ts'

const EVIL = 'https://evil.example'

const shop = useShop()

/** Elements and attributes that an answer is made of; anything else came from the text itself. */
const MADE_HERE =
  /^(P|BR|HR|A|SPAN|EM|STRONG|S|CODE|PRE|UL|OL|LI|BLOCKQUOTE|DIV|TABLE|THEAD|TBODY|TR|TH|TD|BUTTON)( (class|tabindex|start|style|href|target|rel|aria-label))*$/

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
  shop.server.reply = () => [...say(...(text.match(/[\s\S]{1,3}/g) ?? [])), done(...SOURCES)]
  const requests: string[] = []
  const { page, launcher, log, ask, errors } = await shop.arrive({
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
})

test('takes the owner’s own words as words', async () => {
  const html = '<img src=x onerror=attack()>'
  shop.server.config = { name: html, welcome_message: html, button_text: html, show_button_text: true }
  const { page, errors } = await shop.arrive({
    prepare: (opened) => opened.exposeFunction('attack', () => errors.push('an attack ran')),
  })
  await page.getByRole('button', { name: html }).click()
  await page.getByRole('dialog', { name: html }).getByText(html).first().waitFor()
  expect(await page.locator('#chatbot-widget-host img').count()).toBe(0)
  expect(errors).toEqual([])
})
