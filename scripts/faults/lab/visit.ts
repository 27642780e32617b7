import { z } from 'zod'
import type { Bot } from '#shared/bot.ts'
import type { AdminClient } from '#server/testing/admin-client.ts'
import type { Canaries, Caught } from './canaries.ts'
import type { Answers, NameServer } from './name-server.ts'

/** What the owner was told, and who was visited meanwhile. */
export type Visit = { status: number; sentence: string; caught: Caught[]; ms: number }
export type Visits = {
  owner: AdminClient
  bot: Bot
  names: NameServer
  canaries: Canaries
  /** "Check this page". */
  check(url: string, dns?: Record<string, Answers>): Promise<Visit>
  /** "Is it on my site?" */
  checkSite(url: string, dns?: Record<string, Answers>): Promise<Visit>
  /** Whoever is visited while `work` runs. */
  watch<T>(work: () => Promise<T>): Promise<{ result: T; caught: Caught[] }>
}

const refusalSchema = z.object({ error: z.object({ message: z.string() }) })

export function openVisits(given: Pick<Visits, 'owner' | 'bot' | 'names' | 'canaries'>): Visits {
  const { owner, bot, names, canaries } = given

  async function watch<T>(work: () => Promise<T>): Promise<{ result: T; caught: Caught[] }> {
    const from = canaries.caught.length
    const result = await work()
    return { result, caught: canaries.caught.slice(from) }
  }

  async function send(path: string, url: string, dns: Record<string, Answers>): Promise<Visit> {
    names.set(dns)
    const start = performance.now()
    const { result, caught } = await watch(async () => {
      const response = await owner.request('POST', path, { url })
      const refusal = refusalSchema.safeParse(await response.json())
      return { status: response.status, sentence: refusal.data?.error.message ?? '' }
    })
    return { ...result, caught, ms: performance.now() - start }
  }

  return {
    ...given,
    check: (url, dns = {}) => send('/api/admin/check-url', url, dns),
    checkSite: (url, dns = {}) => send(`/api/admin/bots/${bot.id}/check-site`, url, dns),
    watch,
  }
}
