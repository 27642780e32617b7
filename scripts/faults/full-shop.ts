import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { ask } from '#server/testing/admin-client.ts'
import { QUESTION, type Shop } from './shop.ts'

const MAX_UNTIL_FULL = 3_000
const AT_ONCE = 10

const problemSchema = z.object({ problem: z.object({ kind: z.string(), message: z.string() }).nullable() })
const backupsSchema = z.object({
  work: z.unknown(),
  outcome: z.object({ failure: z.string().nullable() }).nullable(),
  backups: z.array(z.object({ name: z.string() })),
})

/** The status of the first that is refused: until then the write-ahead log has room of its own. */
export async function chatUntilRefused({ frontdesk: { url }, bot }: Shop): Promise<number | undefined> {
  for (let asked = 0; asked < MAX_UNTIL_FULL; asked += AT_ONCE) {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => ask(url, bot, QUESTION)))
    const refused = answers.find(({ status }) => status !== 200)
    if (refused !== undefined) return refused.status
  }
  return undefined
}

export async function findProblem({ owner }: Shop) {
  return problemSchema.parse(await (await owner.request('GET', '/api/admin/settings/disk')).json()).problem
}

export async function backUp({ owner }: Shop): Promise<{ failure: string | null | undefined; names: string[] }> {
  await owner.request('POST', '/api/admin/backups')
  for (;;) {
    const shown = backupsSchema.parse(await (await owner.request('GET', '/api/admin/backups')).json())
    if (shown.work === null) return { failure: shown.outcome?.failure, names: shown.backups.map(({ name }) => name) }
    await wait(100)
  }
}
