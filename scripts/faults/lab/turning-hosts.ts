import type { RequestListener } from 'node:http'
import type { Finding } from '../drill.ts'
import type { Chain } from './cases.ts'
import type { Answers } from './name-server.ts'
import type { Visits } from './visit.ts'

export const PUBLIC = '93.184.216.34'
export const NOT_ALLOWED = 'This address is not allowed. Use a public web address.'
const INNER = '10.20.30.40'
const HOST = 'turning.example'
const TARGETS = [
  'http://127.0.0.1/',
  `//${INNER}/`,
  'http://[::1]/',
  'http://[::ffff:7f00:1]/',
  'http://169.254.169.254/latest/meta-data/',
  'http://inner.example/',
  `http://${HOST}:22/`,
  'file:///etc/passwd',
  'gopher://127.0.0.1:6379/_PING',
]

export async function* redirects(visits: Visits, chains: Chain[]): AsyncGenerator<Finding> {
  const refusals: boolean[] = []
  for (const { url, chain } of chains) {
    refusals.push(await isRefused(visits, url, chain))
  }
  const own: boolean[] = []
  for (const status of [301, 302, 303, 307, 308]) {
    for (const location of TARGETS) own.push(await isRefused(visits, `http://${HOST}/`, [{ status, location }]))
  }
  yield { promise: 'the chains given are followed to no forbidden place', ...countTrue(refusals) }
  yield { promise: 'five kinds of redirect to nine forbidden places are not followed', ...countTrue(own) }

  visits.canaries.pages.set(HOST, (request, response) => {
    response.writeHead(302, { location: `/${Number(request.url?.slice(1)) + 1}` }).end()
  })
  const { caught, sentence } = await visits.check(`http://${HOST}/0`, { [HOST]: [[PUBLIC]] })
  const asked = caught.reduce((sum, { requests }) => sum + requests.length, 0)
  yield { promise: 'the sixth redirect is not followed', seen: `${asked} pages asked: ${sentence}`, kept: asked === 6 }
  visits.canaries.pages.delete(HOST)
}

async function isRefused({ check, canaries }: Visits, url: string, chain: Chain['chain']): Promise<boolean> {
  const host = new URL(url).hostname
  const [hop] = chain
  canaries.pages.set(host, (_request, response) =>
    response.writeHead(hop?.status ?? 302, { location: hop?.location }).end(),
  )
  const { hostname } = URL.parse(hop?.location ?? '', url) ?? { hostname: '' }
  const inner = /[a-z]/i.test(hostname) && hostname !== host ? { [hostname]: [[INNER]] } : {}
  const { status, sentence, caught } = await check(url, { ...inner, [host]: [[PUBLIC]] })
  canaries.pages.delete(host)
  const strayed = caught.some(({ address, port }) => address !== PUBLIC || port === 22)
  return status !== 200 && sentence === NOT_ALLOWED && caught.length > 0 && !strayed
}

const countTrue = (all: boolean[]): Pick<Finding, 'seen' | 'kept'> => {
  const held = all.filter(Boolean).length
  return { seen: `${held} of ${all.length}`, kept: held === all.length }
}

export async function* rebinding({ check, canaries, names }: Visits): AsyncGenerator<Finding> {
  const tell = async (
    promise: string,
    answers: Answers,
    expected: { read: boolean; places: string[] },
    page?: RequestListener,
  ) => {
    if (page) canaries.pages.set(HOST, page)
    const { status, sentence, caught } = await check(`http://${HOST}/`, { [HOST]: answers })
    canaries.pages.delete(HOST)
    const places = caught.map(({ address }) => address)
    const isRight = expected.read ? status === 200 : sentence === NOT_ALLOWED
    return {
      promise,
      seen: `${status}, ${places.length === 0 ? 'no connection' : `connected to ${places.join()}`}`,
      kept: isRight && places.join() === expected.places.join(),
    }
  }
  const pinned = await tell(
    'a name that turns private is asked once, and its checked address visited',
    [[PUBLIC], ['127.0.0.1']],
    { read: true, places: [PUBLIC] },
  )
  const lookUps = names.lookUps(HOST)
  yield { ...pinned, seen: `${pinned.seen}, asked ${lookUps} time`, kept: pinned.kept && lookUps === 1 }
  const refused = { read: false, places: [] }
  yield await tell('a public A beside a private AAAA is refused', [[PUBLIC, '::1']], refused)
  yield await tell('a private A beside a public AAAA is refused', [['127.0.0.1', '2606:2800:21f:cb07::1']], refused)
  yield await tell('two A records, one private, are refused', [[PUBLIC, INNER]], refused)
  yield await tell(
    'a redirect to itself after the name turned is refused',
    [[PUBLIC], [INNER]],
    { read: false, places: [PUBLIC] },
    (_request, response) => response.writeHead(302, { location: '/again' }).end(),
  )
  const rounds: boolean[] = []
  for (let round = 0; round < 20; round++) {
    const first = round % 2 === 0 ? PUBLIC : INNER
    const { caught } = await check(`http://${HOST}/`, { [HOST]: [[first], ['127.0.0.1'], [INNER]] })
    rounds.push(caught.map(({ address }) => address).join() === (first === PUBLIC ? PUBLIC : ''))
  }
  yield { promise: 'a name that turns between any two visits', ...countTrue(rounds) }
}
