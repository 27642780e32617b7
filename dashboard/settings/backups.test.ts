import { readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound, findOnce } from '../testing/expect-sound.ts'

const dashboard = useDashboard()
const folder = () => join(dashboard.frontdesk.folder, 'data', 'backups')
const list = () => dashboard.page.getByRole('list', { name: 'Backups' })
const button = (name: string | RegExp) => dashboard.page.getByRole('button', { name, exact: typeof name === 'string' })
const dialog = () => dashboard.page.getByRole('alertdialog', { name: 'Restore this backup?' })
const file = () => dashboard.page.locator('input[type=file]')
let downloaded = ''

test('with none yet it says so, and what there is room for', async () => {
  await dashboard.admin.createBot({ name: 'Corner bakery' })
  const { page } = dashboard
  await dashboard.open('/dashboard/settings')
  await findOnce(page.getByText('No backup yet.'), page.getByRole('heading', { name: 'Storage' }))
  await findOnce(page.getByText('Free on the disk'), page.getByText('Tokens this month'))
  await page.getByText(/The next automatic one is made/).waitFor()
  await expectSound(page, 'the settings without a backup')
})

test('a fresh one is made, checked and downloaded, by the keyboard', async () => {
  const { page } = dashboard
  const coming = page.waitForEvent('download')
  await button('Download backup').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('progressbar', { name: 'Backup' }).waitFor()
  const download = await coming
  expect(download.suggestedFilename()).toMatch(/^frontdesk-.*Z\.tar\.gz$/)
  downloaded = await download.path()
  const [row] = await list().getByRole('listitem').all()
  expect(await row?.textContent()).toMatch(/just now.*Made by you.*Checked.*1 bot, 0 messages.*Newest/)
  expect(await button(/^Delete backup/).count()).toBe(0)
  await expectSound(page, 'the settings with a backup')
})

test('a backup from a file says what is inside, and is put back once the word is typed', async () => {
  const { page, admin } = dashboard
  await admin.createBot({ name: 'Made later' })
  await page.reload()
  await file().setInputFiles(downloaded)
  await dialog().waitFor()
  await findOnce(
    dialog().getByText(/It replaces your 2 bots by 1\./),
    dialog().getByText('Corner bakery'),
    dialog().getByText(/Your username and password stay as they are now/),
  )
  await expectSound(page, 'the question before a restore')

  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await file().setInputFiles(downloaded)
  // A reload finds it where it was.
  await dialog().waitFor()
  await page.reload()
  await dialog().getByLabel('Type "restore" to confirm').fill('restor')
  expect(await dialog().getByRole('button', { name: 'Restore backup' }).isDisabled()).toBe(true)
  await page.keyboard.type('e')
  await page.keyboard.press('Enter')
  await page.getByRole('progressbar', { name: 'Restore' }).waitFor()
  await page.getByText(/^Restored just now\. What was here before/).waitFor()
  await page.getByRole('link', { name: '1 bot', exact: true }).waitFor()
  expect((await list().getByRole('listitem').first().textContent()) ?? '').toContain('Before a restore')
})

test('one of the list is restored too', async () => {
  const { page } = dashboard
  await list()
    .getByRole('button', { name: /^Restore backup/ })
    .first()
    .click()
  await dialog()
    .getByText(/It replaces your 1 bot by 2\./)
    .waitFor()
  await dialog().getByLabel('Type "restore" to confirm').fill('restore')
  await dialog().getByRole('button', { name: 'Restore backup' }).click()
  await page.getByRole('link', { name: '2 bots', exact: true }).waitFor()
})

test('an older one is deleted after a question; a damaged one is told apart', async () => {
  const { page } = dashboard
  const bytes = await readFile(downloaded)
  const damaged = join(folder(), 'frontdesk-2025-01-01T02-00-00Z.tar.gz')
  await writeFile(damaged, bytes)
  await truncate(damaged, bytes.length - 50)
  await page.reload()
  const row = list().getByRole('listitem').filter({ hasText: 'This file is not whole' })
  await row.waitFor()
  const before = await list().getByRole('listitem').count()
  await expectSound(page, 'the settings with a damaged backup')
  await row.getByRole('button', { name: /^Delete backup/ }).click()
  const question = page.getByRole('alertdialog', { name: 'Delete this backup?' })
  await question.getByRole('button', { name: 'Delete backup' }).click()
  await question.waitFor({ state: 'detached' })
  await row.waitFor({ state: 'detached' })
  expect(await list().getByRole('listitem').count()).toBe(before - 1)
})

describe('what goes wrong is said where it was asked', () => {
  test('a file that is no backup', async () => {
    const { page } = dashboard
    await file().setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear owner') })
    await page.getByRole('alert').getByText('This is not a backup made by Frontdesk.').waitFor()
    expect(await dialog().count()).toBe(0)
    await expectSound(page, 'the settings with a refused file')
  })

  test('a folder that cannot be written, and the way out of it', async () => {
    const { page } = dashboard
    await rm(folder(), { recursive: true })
    await writeFile(folder(), 'a file in the way')
    await button('Back up now').click()
    await page
      .getByRole('alert')
      .getByText(/^The folder .* cannot be used/)
      .waitFor()
    await rm(folder())
    await button('Back up now').click()
    await list().waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  test('a list that does not come, and comes when asked again', async () => {
    const { page } = dashboard
    await page.route('**/api/trpc/**backups.list**', (route) => route.fulfill({ status: 500, body: '{}' }))
    await page.reload()
    // What is asked together fails together.
    const failed = page.getByRole('alert').filter({ has: page.getByRole('button', { name: 'Try again' }) })
    await failed.first().waitFor()
    await expectSound(page, 'the settings that did not come')
    await page.unroute('**/api/trpc/**backups.list**')
    const section = page.getByRole('heading', { name: 'Backups' }).locator('../..')
    await section.getByRole('button', { name: 'Try again' }).click()
    await list().waitFor()
  })
})
