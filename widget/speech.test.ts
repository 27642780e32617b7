import { expect, test } from 'vitest'
import { done, say } from './testing/fake-server.ts'
import { eventually, useShop } from './testing/shop.ts'
import type { Visit } from './testing/visit.ts'

const shop = useShop()

const MET = new Set(['banner', 'contentinfo', 'dialog', 'status', 'log', 'StaticText', 'button', 'textbox', 'time'])

/** What a screen reader meets in the page, in order. */
async function read({ page }: Visit): Promise<string[]> {
  const devtools = await page.context().newCDPSession(page)
  const { nodes } = await devtools.send('Accessibility.getFullAXTree')
  type Node = (typeof nodes)[number]
  const walk = (node: Node): Node[] => [
    node,
    ...nodes.filter(({ nodeId }) => node.childIds?.includes(nodeId)).flatMap(walk),
  ]
  return nodes
    .filter(({ parentId }) => !parentId)
    .flatMap(walk)
    .filter(({ ignored, role }) => !ignored && MET.has(role?.value))
    .map(({ role, name }) => `${role?.value} ${name?.value}`.trim())
}

test('reads who said what and when, and adds no landmark to the page', async () => {
  const visitor = await shop.arrive({
    prepare: (page) => page.clock.setFixedTime('2026-05-04T12:00:00'),
    locale: 'en-GB',
  })
  await visitor.converse()
  const words = await read(visitor)
  expect(words.slice(words.indexOf('log Conversation'), words.indexOf('textbox Message'))).toEqual([
    'log Conversation',
    'StaticText Bakery',
    'StaticText Hi! How can I help?',
    'StaticText You',
    'StaticText Hello',
    'time',
    'StaticText 12:00 PM',
    'StaticText Bakery',
    'StaticText You said: Hello',
    'time',
    'StaticText 12:00 PM',
  ])
  expect(words.filter((word) => /^(banner|contentinfo)/.test(word))).toEqual([])
})

test('speaks from within the panel where it covers the page, since nothing outside it is heard there', async () => {
  const { page, launcher, panel, field, ask } = await shop.arrive({ viewport: { width: 390, height: 844 } })
  await launcher.click()
  expect(await panel.getAttribute('aria-modal')).toBe('true')
  await ask('Hello')
  const heard = panel.getByRole('status')
  await heard.getByText('You said: Hello').waitFor({ state: 'attached' })

  await page.getByRole('button', { name: 'Start over' }).click()
  expect(await heard.innerText()).toBe('Hi! How can I help?')

  await field.press('Escape')
  await launcher.click()
  expect(await heard.innerText()).toBe('')
})

test('says from without the panel that an answer came while it was closed', async () => {
  shop.server.reply = () => ['pause', ...say('At seven.'), done()]
  const { page, launcher, panel, ask } = await shop.arriveAndOpen()
  await ask('When?')
  await eventually(() => shop.server.chats.length).toBe(1)
  await page.keyboard.press('Escape')
  const heard = page.getByRole('status')
  expect(await heard.innerText()).toBe('')
  shop.server.resume()
  await heard.getByText('New message').waitFor({ state: 'attached' })
  expect(await panel.count()).toBe(0)
  await launcher.click()
  expect(await heard.allInnerTexts()).toEqual(['', ''])
})
