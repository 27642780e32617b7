import { domainToUnicode } from 'node:url'
import type { Sighting } from '#shared/bot.ts'
import type { Deps } from '../deps.ts'
import type { SightingRecord } from '../store/bot-store.ts'

/** A page asks for its bot's settings at most once a minute too: browsers keep the answer that long. */
const NOTE_EVERY_MS = 60_000
const MAX_HOSTS = 10
/** Whoever holds the widget's key, which is public, can claim any host: more of them than these cost nothing. */
const NEW_HOSTS_AN_HOUR = 10
const HOUR_MS = 3_600_000
/** Of one bot; whichever was noted longest ago is forgotten, and then new once more. */
const MAX_REMEMBERED = 100
const MAX_HOST_CHARS = 253

/** Where a request came from, as its own headers say. */
export type Visit = { origin: string | undefined; referer: string | undefined }

type HostsOfBot = { notedAt: Map<string, number>; newHosts: number; hour: number }

/**
 * Remembers which sites load a bot's widget: the host alone, never the page. `ownHosts` are this installation's, whose
 * pages only preview. It works behind the answer: neither a slow nor a full disk is felt by a visitor.
 */
export function createSightings({ store, log, now }: Pick<Deps, 'store' | 'log' | 'now'>) {
  const bots = new Map<string, Promise<HostsOfBot>>()

  async function open(botId: string): Promise<HostsOfBot> {
    const kept = await store.sightings.list(botId)
    return { notedAt: new Map(kept.map(({ host }) => [host, -Infinity])), newHosts: 0, hour: 0 }
  }

  async function keep(botId: string, host: string, at: Date): Promise<void> {
    const opening = bots.get(botId) ?? open(botId)
    bots.set(botId, opening)
    const hosts = await opening.catch((error: unknown) => {
      bots.delete(botId)
      throw error
    })
    const isKnown = hosts.notedAt.has(host)
    if (!remember(hosts, host, at.getTime())) return
    await store.sightings.note({ bot_id: botId, host, seen_at: at.toISOString() }, MAX_HOSTS, isKnown)
  }

  return function note(botId: string, visit: Visit, ownHosts: readonly string[]): void {
    const host = findHost(visit)
    if (host === undefined || ownHosts.includes(host)) return
    const at = now()
    setImmediate(() => {
      keep(botId, host, at).catch((error: unknown) =>
        log.warn({ bot_id: botId, err: error }, 'A sighting could not be kept'),
      )
    })
  }
}

/** False when it is not worth a write. */
function remember(hosts: HostsOfBot, host: string, time: number): boolean {
  const last = hosts.notedAt.get(host)
  if (last !== undefined && time - last < NOTE_EVERY_MS) return false
  const hour = Math.floor(time / HOUR_MS)
  if (hour !== hosts.hour) Object.assign(hosts, { hour, newHosts: 0 })
  if (last === undefined && ++hosts.newHosts > NEW_HOSTS_AN_HOUR) return false
  hosts.notedAt.delete(host)
  hosts.notedAt.set(host, time)
  const [oldest] = hosts.notedAt.keys()
  if (hosts.notedAt.size > MAX_REMEMBERED && oldest !== undefined) hosts.notedAt.delete(oldest)
  return true
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
