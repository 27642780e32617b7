import { Hono } from 'hono'
import type { Deps } from '#server/deps.ts'
import { version } from '#server/version.ts'
import type { Streams } from './streams.ts'

/** Anyone may ask, and each check is a write that waits for the disk. */
const CHECK_EVERY_MS = 1000

/** Health: this process can work. Readiness: it takes new chats, which it does not while it stops or restores a backup. */
export function healthRoutes({ store, writer, now }: Pick<Deps, 'store' | 'writer' | 'now'>, streams: Streams): Hono {
  let checkedAt = -Infinity
  let check: Promise<void> = Promise.resolve()

  const app = new Hono()

  app.get('/api/health', async (c) => {
    const time = now().getTime()
    if (Math.abs(time - checkedAt) >= CHECK_EVERY_MS) {
      checkedAt = time
      check = store.checkWritable()
    }
    await check
    c.header('Cache-Control', 'no-store')
    return c.json({ status: 'ok', version, database: 'ok', engine: writer.engine })
  })

  app.get('/api/ready', (c) => {
    streams.checkOpen()
    c.header('Cache-Control', 'no-store')
    return c.json({ status: 'ready' })
  })

  return app
}
