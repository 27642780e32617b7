import { afterEach } from 'vitest'
import { ANYWHERE } from '#server/web/address.ts'
import type { FetchOptions } from '#server/web/fetch-page.ts'
import { type FakePage, type FakeWeb, startFakeWeb } from './fake-web.ts'

export const open: { close(): Promise<unknown> }[] = []

/** Call it at the top of a test file: what it served ends with each test. */
export function useFakeWeb(): void {
  afterEach(async () => {
    await Promise.all(open.splice(0).map((web) => web.close()))
  })
}

export async function serve(pages: Record<string, FakePage>, host?: string): Promise<FakeWeb> {
  const web = await startFakeWeb(pages, host)
  open.push(web)
  return web
}

export const anywhere = (options: FetchOptions = {}): FetchOptions => ({ reach: ANYWHERE, ...options })
export const failureOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'No failure.',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
