import { Hono } from 'hono'
import type { Deps } from '#server/deps.ts'
import { version } from '#server/version.ts'

/** Anyone may ask, and each check is a write that waits for the disk. */
const CHECK_EVERY_MS = 1000

export function healthRoutes({ store, writer, now }: Pick<Deps, 'store' | 'writer' | 'now'>): Hono {
  let checkedAt = -Infinity
  let check: Promise<void> = Promise.resolve()

  return new Hono().get('/api/health', async (c) => {
    const time = now().getTime()
    if (Math.abs(time - checkedAt) >= CHECK_EVERY_MS) {
      checkedAt = time
      check = store.checkWritable()
    }
    await check
    c.header('Cache-Control', 'no-store')
    return c.json({ status: 'ok', version, database: 'ok', engine: writer.engine })
  })
}
