import { expect, test } from 'vitest'
import { done, HOURS, say } from './testing/fake-server.ts'
import { eventually, useShop } from './testing/shop.ts'

const shop = useShop()

test('follows the end of the conversation until the visitor scrolls up', async () => {
  const lines = Array.from({ length: 60 }, (_, index) => `Line ${index}\n\n`)
  shop.server.reply = () => [...say(...lines), 'pause', ...say(...lines), done(HOURS)]
  const { log, ask } = await shop.arriveAndOpen()
  const left = () => log.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop)
  await ask('All of it')
  await log.getByText('Line 59').waitFor()
  await eventually(left).toBeLessThan(2)

  await log.evaluate((element) => element.scrollTo(0, 100))
  await eventually(() => log.evaluate((element) => element.scrollTop)).toBe(100)
  shop.server.resume()
  await log.getByRole('link', { name: 'Opening hours' }).waitFor()
  expect(await log.evaluate((element) => element.scrollTop)).toBe(100)

  await ask('Once more')
  await eventually(left).toBeLessThan(2)
})

test('follows the end when an answer takes the place of the dots', async () => {
  const answers = ['| a | b |\n|---|---|\n| 1 | 2 |', 'We take cash and debit cards. We do not accept credit cards.']
  shop.server.reply = () => ['pause', ...say(answers[shop.server.chats.length - 1] ?? 'Yes.'), done(HOURS)]
  // At one of these heights the log overflows with the dots and not without them.
  for (const height of [720, 705, 690, 675, 660]) {
    shop.server.chats.length = 0
    const { page, log, panel, launcher, ask } = await shop.arrive({ viewport: { width: 1000, height } })
    await launcher.click()
    const left = () => log.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop)
    for (const count of [1, 2, 3]) {
      await ask('Is that so, or is it quite another thing?')
      await panel.getByRole('img', { name: 'Bakery is typing' }).waitFor()
      await eventually(() => shop.server.chats.length).toBe(count)
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      shop.server.resume()
      await log
        .getByRole('link', { name: 'Opening hours' })
        .nth(count - 1)
        .waitFor()
      await eventually(left).toBeLessThan(2)
    }
  }
})
