import { expect, test } from 'vitest'
import { useDashboard } from '../testing/dashboard.ts'
import { expectSound, findOnce } from '../testing/expect-sound.ts'

const dashboard = useDashboard()

test('a disk that is nearly full or takes nothing is told of above every page, and no longer than that', async () => {
  const { page } = dashboard
  let problem: { kind: string; message: string } | null = {
    kind: 'low',
    message: 'The disk is nearly full: 312 MB left.',
  }
  const callsOf = (url: URL): string[] => url.pathname.split('/').at(-1)?.split(',') ?? []
  await page.route(
    (url) => callsOf(url).includes('settings.disk'),
    async (route) => {
      const response = await route.fetch()
      const answers = await response.json()
      answers[callsOf(new URL(route.request().url())).indexOf('settings.disk')] = { result: { data: { problem } } }
      await route.fulfill({ response, json: answers })
    },
  )
  await dashboard.open('/dashboard')
  await findOnce(page.getByRole('status').getByText('The disk is nearly full: 312 MB left.'))
  await expectSound(page, 'the notice of little room')

  problem = { kind: 'failing', message: 'The disk is full, so nothing can be stored.' }
  await dashboard.open('/dashboard/settings')
  await findOnce(page.getByRole('alert').getByText('The disk is full, so nothing can be stored.'))
  await expectSound(page, 'the notice of a full disk')

  problem = null
  await dashboard.open('/dashboard')
  await page.getByRole('heading', { name: 'Bots' }).waitFor()
  await page.waitForLoadState('networkidle')
  expect(await page.getByText('The disk is').count()).toBe(0)
})
