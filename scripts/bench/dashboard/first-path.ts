import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Browser } from 'playwright-core'
import { startFrontdesk } from '#server/testing/start-frontdesk.ts'

const PAGES = new URL('../../../eval/kb/vet/docs/', import.meta.url)
const QUESTION = 'What do you charge for a missed appointment?'

/** Milliseconds from one step of the first path to the next. */
export type Step = { name: string; ms: number }

/**
 * What an owner does first, at the speed of the machine: from the printed link to the first answer and the code, on the
 * local engine, with the text of five pages pasted. Nobody types or reads in it.
 */
export async function walkFirstPath(browser: Browser): Promise<{ words: number; steps: Step[] }> {
  const text = await readFivePages()
  const frontdesk = await startFrontdesk()
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  try {
    const page = await context.newPage()
    const steps: Step[] = []
    let start = performance.now()
    const note = (name: string): void => {
      const now = performance.now()
      steps.push({ name, ms: now - start })
      start = now
    }
    await page.goto(frontdesk.setupUrl ?? '')
    await page.getByLabel('Username').fill('owner')
    note('the set-up page is open')
    await page.getByLabel('Password').fill('correct horse battery')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByLabel('Bot name').fill('Thistledown Vets')
    note('the account is made')
    await page.getByRole('button', { name: 'Create bot' }).click()
    await page.getByRole('radio', { name: 'Text' }).click()
    await page.getByLabel('Content').fill(text)
    note('the bot is made, the text is pasted')
    await page.getByRole('button', { name: 'Train bot' }).click()
    await page.getByRole('link', { name: 'Ask it something' }).click({ timeout: 120_000 })
    note('it has learned the text')
    const widget = page.frameLocator('iframe')
    await widget.getByRole('textbox', { name: 'Message' }).fill(QUESTION)
    note('the chat is open')
    await widget.getByRole('button', { name: 'Send message' }).click()
    await widget.getByRole('log').getByText('£20').first().waitFor()
    note('the first answer is there')
    await page.getByRole('link', { name: 'Get the code' }).click()
    await page.getByText('data-bot-id').first().waitFor()
    note('the code is there')
    return { words: text.split(/\s+/).length, steps }
  } finally {
    await context.close()
    await frontdesk.stop()
  }
}

async function readFivePages(): Promise<string> {
  const names = (await readdir(PAGES)).filter((name) => ['.html', '.md'].includes(extname(name)))
  const pages = await Promise.all(names.map((name) => readFile(new URL(name, PAGES), 'utf8')))
  return pages
    .map((page) =>
      page
        .replace(/<(head|nav|footer)\b[\s\S]*?<\/\1>/g, '')
        .replace(/<[^>]+>/g, '')
        .replace(/\n\s*\n+/g, '\n\n'),
    )
    .join('\n\n')
}
