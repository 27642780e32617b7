import type { Page } from 'playwright-core'
import { OWNER } from '../demo/bakery.ts'
import type { Site } from '../demo/open-site.ts'

/** A visitor on the page with the prices has asked twice. */
export async function photographWidget(page: Page, site: Site): Promise<Buffer> {
  await page.goto(`${site.url}/breads`)
  await page.getByRole('button', { name: 'Open chat' }).click()
  const chat = page.getByRole('dialog')
  for (const [index, question] of ['How much is the walnut loaf?', 'Can I freeze it?'].entries()) {
    await chat.getByRole('textbox', { name: 'Message' }).fill(question)
    await chat.getByRole('button', { name: 'Send message' }).click()
    await chat.getByRole('log').getByRole('link').nth(index).waitFor()
  }
  return page.screenshot()
}

/** The owner reads what a visitor asked. */
export async function photographConversation(page: Page, url: string): Promise<Buffer> {
  await page.context().request.post(`${url}/api/auth/login`, { data: OWNER })
  await page.goto(`${url}/dashboard/conversations`)
  await page.getByText('What does a cake for 14 people cost?').first().click()
  await page.getByText('at least three days before').last().waitFor()
  return page.screenshot()
}
