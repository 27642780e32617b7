import { domainToUnicode } from 'node:url'
import type { Sighting } from '#shared/bot.ts'
import type { Deps } from '../deps.ts'
import type { SightingRecord } from '../store/bot-store.ts'

/** A page asks for its bot's settings at most once a minute too: browsers keep the answer that long. */
const NOTE_EVERY_MS = 60_000
const MAX_HOSTS = 10
/** Of bots and hosts together; whoever began first is forgotten, and then noted once more. */
const MAX_REMEMBERED = 1_000
const MAX_HOST_CHARS = 253

/** Where a request came from, as its own headers say. */
export type Visit = { origin: string | undefined; referer: string | undefined }

/**
 * Remembers which sites load a bot's widget: the host alone, never the page. `ownHosts` are this installation's, whose
 * pages only preview. It works behind the answer: neither a slow nor a full disk is felt by a visitor.
 */
export function createSightings({ store, log, now }: Pick<Deps, 'store' | 'log' | 'now'>) {
  const notedAt = new Map<string, number>()

  return function note(botId: string, visit: Visit, ownHosts: readonly string[]): void {
    const host = findHost(visit)
    if (host === undefined || ownHosts.includes(host)) return
    const key = `${botId} ${host}`
    const at = now()
    if (at.getTime() - (notedAt.get(key) ?? -Infinity) < NOTE_EVERY_MS) return
    notedAt.delete(key)
    notedAt.set(key, at.getTime())
    const [oldest] = notedAt.keys()
    if (notedAt.size > MAX_REMEMBERED && oldest !== undefined) notedAt.delete(oldest)
    setImmediate(() => {
      store.sightings
        .note({ bot_id: botId, host, seen_at: at.toISOString() }, MAX_HOSTS)
        .catch((error: unknown) => log.warn({ bot_id: botId, err: error }, 'A sighting could not be kept'))
    })
  }
}

/** The host of a web page, as browsers write it; undefined for anything else that a header may hold. */
export function findHost({ origin, referer }: Visit): string | undefined {
  const url = URL.parse(origin ?? referer ?? '')
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname.length > MAX_HOST_CHARS) return undefined
  // What a browser sends is of these characters; a header made by hand may hold others.
  return /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(:\d+)?$/.test(url.host) ? url.host : undefined
}

/** As the owner knows the site: bäcker.example rather than xn--bcker-gra.example. */
export function toSighting({ host, seen_at }: SightingRecord): Sighting {
  const [name = '', ...port] = host.split(/(?=:\d+$)/)
  return { host: [domainToUnicode(name) || name, ...port].join(''), seen_at }
}
