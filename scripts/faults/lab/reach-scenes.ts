import type { Finding } from '../drill.ts'
import { type Case, type Chain, mayReach } from './cases.ts'
import { portScan, secondFetches, turnsPrivate } from './later-visits.ts'
import { rebinding, redirects } from './turning-hosts.ts'
import type { Visit, Visits } from './visit.ts'

export async function* play(visits: Visits, cases: Case[], chains: Chain[]): AsyncGenerator<Finding> {
  yield* listed(visits, cases)
  yield* redirects(visits, chains)
  yield* rebinding(visits)
  yield* secondFetches(visits)
  yield await turnsPrivate(visits)
  yield await portScan(visits)
  const toProxy = visits.canaries.caught.filter(({ port }) => port === 3128).length
  yield { promise: 'the proxy of the environment is never asked', seen: `${toProxy} connections`, kept: toProxy === 0 }
}

/** One finding: with the guard lifted, the same cases are seen at forbidden places. */
export async function playWithoutGuard({ check }: Visits, cases: Case[]): Promise<Finding> {
  let reached = 0
  const blocked = cases.filter(({ expect }) => expect === 'block')
  for (const one of blocked) if (isBreach(one, await check(one.url, one.dns))) reached++
  return {
    promise: 'control: without the guard these canaries see the same visits',
    seen: `${reached} of ${blocked.length} reached`,
    kept: reached > blocked.length / 2,
  }
}

const isBreach = (one: Case, { caught }: Visit): boolean =>
  caught.some(({ address }) => !mayReach(one).includes(address))

async function* listed(visits: Visits, cases: Case[]): AsyncGenerator<Finding> {
  const of = (expect: Case['expect']) => cases.filter((one) => one.expect === expect)
  const sentences = new Set<string>()
  for (const door of ['check', 'checkSite'] as const) {
    const missed: string[] = []
    for (const one of of('block')) {
      const visit = await visits[door](one.url, one.dns)
      if (isBreach(one, visit)) missed.push(one.url)
      if (door === 'check' && visit.caught.length === 0 && isWebAddress(one.url)) sentences.add(visit.sentence)
    }
    const how = door === 'check' ? 'reading a page' : 'looking at the site'
    yield { promise: `forbidden addresses see no connection, ${how}`, ...count(of('block').length, missed) }
  }
  yield {
    promise: 'a forbidden address is told by one sentence',
    seen: [...sentences].join(' | '),
    kept: sentences.size === 1,
  }
  const unread: string[] = []
  for (const one of of('allow')) {
    const { status, caught } = await visits.check(one.url, one.dns)
    const [place] = caught.map(({ address }) => address)
    if (status !== 200 || caught.length !== 1 || !mayReach(one).includes(place ?? '')) unread.push(one.url)
  }
  yield { promise: 'public pages are read, over one connection to their address', ...count(of('allow').length, unread) }
  const judged: string[] = []
  let strayed = false
  for (const one of of('review')) {
    const visit = await visits.check(one.url, one.dns)
    strayed ||= isBreach(one, visit)
    judged.push(visit.caught.map(({ address }) => address).join() || 'none')
  }
  yield {
    promise: 'those to be judged are at most visited where they publicly are',
    seen: judged.join('; '),
    kept: !strayed,
  }
}

/** Anything else is refused for how it is written, before the network is thought of. */
function isWebAddress(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}

const count = (all: number, missed: string[]): Pick<Finding, 'seen' | 'kept'> => ({
  seen: `${all - missed.length} of ${all}${missed.length > 0 ? `; not ${missed.slice(0, 5).join(' ')}` : ''}`,
  kept: missed.length === 0,
})
