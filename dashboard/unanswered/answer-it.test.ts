import { beforeAll, describe, expect, test } from 'vitest'
import type { Bot } from '#shared/bot.ts'
import { ask } from '#server/testing/admin-client.ts'
import { useDashboard } from '../testing/dashboard.ts'

// The whole way on the local engine: a visitor is refused, the owner answers by the keyboard alone, and visitors are answered.

const GERMAN = '# Preise\n\nEine Inspektion kostet 69 Euro.\n\n# Kontakt\n\nSie finden uns in der Mühlgasse 12.'

const dashboard = useDashboard()
const press = async (...keys: string[]) => {
  for (const key of keys) await dashboard.page.keyboard.press(key)
}
let english: Bot
let german: Bot
beforeAll(async () => {
  english = await dashboard.admin.createBot({ name: 'Wheelwright Cycles' })
  german = await dashboard.admin.createBot({ name: 'Radhaus' })
  await dashboard.admin.train(english.id, { source_type: 'url', source_content: `${dashboard.site.origin}/prices` })
  await dashboard.admin.train(german.id, { source_type: 'text', source_content: GERMAN })
})

describe('the owner answers what was refused, and visitors are answered from then on', () => {
  test.each([
    {
      language: 'in English',
      bot: () => english,
      asked: ['Do you sell gift vouchers?', 'do you sell gift vouchers', 'gift voucher'],
      others: ['Can I buy a gift voucher?', 'Are gift vouchers available?'],
      answer: 'Yes, from €20, at the counter or by **e-mail**.',
    },
    {
      language: 'in German',
      bot: () => german,
      asked: ['Repariert ihr auch Carbonrahmen?', 'repariert ihr auch carbonrahmen'],
      others: ['Könnt ihr einen Carbonrahmen reparieren?'],
      answer: 'Nein. Dafür gibt es die Faserwerkstatt in Potsdam.',
    },
  ])('$language', async ({ bot, asked, others, answer }) => {
    const { page } = dashboard
    const [question = ''] = asked
    for (const one of asked) {
      expect((await ask(dashboard.frontdesk.url, bot(), one)).last).toMatchObject({ type: 'done', answered: false })
    }
    await dashboard.open('/dashboard/unanswered')
    const group = page.getByRole('listitem').filter({ hasText: bot().name })
    await group.getByText(asked.length === 2 ? /^Asked twice/ : `Asked ${asked.length} times`).waitFor()
    await group.getByRole('button', { name: 'Answer it' }).focus()
    await press('Enter')
    await group.getByRole('form').waitFor()
    await page.keyboard.type(answer)
    await press('Shift+Tab', 'ControlOrMeta+a')
    await page.keyboard.type(question)
    await press('Enter')
    const outcome = page.getByRole('status').filter({ hasText: 'Now answered' })
    await outcome.waitFor()
    expect(await outcome.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.getByRole('heading', { name: 'Nothing is unanswered' }).waitFor()

    for (const again of [...asked, ...others]) {
      const { text, last } = await ask(dashboard.frontdesk.url, bot(), again)
      expect(text, again).toBe(answer)
      expect(last).toMatchObject({ answered: true, sources: [{ title: question, url: null }] })
    }
  })
})
