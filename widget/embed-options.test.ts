import { expect, test } from 'vitest'
import { useShop } from './testing/shop.ts'

const shop = useShop()

test.each([
  ['bottom-right', { right: 1260, bottom: 700 }],
  ['bottom-left', { left: 20, bottom: 700 }],
  ['bottom-center', { middle: 640, bottom: 700 }],
] as const)('sits at %s in its colour', async (position, expected) => {
  shop.server.config = { position, accent_color: '#8A6516' }
  const { launcher, panel } = await shop.arrive()
  expect(await launcher.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(138, 101, 22)')
  for (const element of [launcher, panel]) {
    const { left, right, bottom } = await element.evaluate((node) => node.getBoundingClientRect().toJSON())
    const sides = { left, right, middle: (left + right) / 2, bottom: element === launcher ? bottom : 700 }
    expect(sides).toMatchObject(expected)
    if (element === launcher) {
      await launcher.click()
      await panel.evaluate((node) => Promise.all(node.getAnimations().map(({ finished }) => finished)))
    }
  }
})

test('shows its words on the button, keeps its distance and takes the page’s wishes', async () => {
  shop.server.config = { show_button_text: true }
  const wishes = JSON.stringify({ button_text: 'Ask Anna', name: 'Anna', strings: { placeholder: 'Your question' } })
  shop.server.attributes = `data-offset-x="40" data-offset-y="60" data-open data-config='${wishes}'`
  const { page } = await shop.arrive()
  const button = page.getByRole('button', { name: 'Ask Anna' })
  await page.getByRole('dialog', { name: 'Anna' }).waitFor()
  expect(await page.getByRole('textbox', { name: 'Message' }).getAttribute('placeholder')).toBe('Your question')
  expect(await button.boundingBox()).toMatchObject({ y: 720 - 60 - 56 })
  const { right } = await button.evaluate((element) => element.getBoundingClientRect().toJSON())
  expect(right).toBe(1240)
})
