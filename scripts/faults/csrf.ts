import { Agent, request } from 'node:http'
import { z } from 'zod'
import { OWNER } from '#server/testing/admin-client.ts'
import { namedProcedures } from '#server/trpc/procedures.ts'
import type { Drill } from './drill.ts'
import { openShop, type Shop } from './shop.ts'

type Target = { method: string; path: string; type: string }
type Form = { name: string; headers: Record<string, string>; body: string }

const EVIL = 'https://evil.example'
const JSON_TYPE = 'application/json'
const MULTIPART = '--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n1\r\n--x--\r\n'
/** What the guard answers: another page, another type, another method. */
const REFUSALS = [403, 405, 415]
const GUARD_WORDS = 'from the dashboard itself'

const agent = new Agent({ keepAlive: true, maxSockets: 8 })

/** A page elsewhere has the owner's browser, cookie and all, send every change there is, in every way a browser can. */
export const csrf: Drill = {
  name: 'csrf',
  about: 'every change the owner can make, sent by the owner’s browser for another site’s page',
  async *run({ folder }) {
    const shop = await openShop(folder)
    try {
      const cookie = await signIn(shop)
      const targets = await listTargets(shop)
      const forms = listForms(shop)
      const before = await look(shop, cookie)
      const accepted: string[] = []
      for (const target of targets) {
        for (const { name, headers, body } of forms) {
          const { status } = await send(shop, target, { Cookie: cookie, ...headers }, body)
          if (!REFUSALS.includes(status)) accepted.push(`${target.method} ${target.path} as ${name}: ${status}`)
        }
      }
      const changes = namedProcedures.filter(({ type }) => type === 'mutation')
      for (const { name } of changes) {
        const path = `/api/trpc/${name}?input=${encodeURIComponent(JSON.stringify({ id: shop.bot.id }))}`
        const { status } = await send(shop, { method: 'GET', path, type: '' }, { Cookie: cookie }, '')
        if (!REFUSALS.includes(status)) accepted.push(`GET ${path}: ${status}`)
      }
      const sent = targets.length * forms.length + changes.length
      yield {
        promise: 'no change of another page is accepted',
        seen: `${accepted.length} of ${sent} accepted (${targets.length} targets, ${changes.length} of them procedures, ${forms.length} ways, and by GET)${accepted.map((line) => `\n          ${line}`).join('')}`,
        kept: accepted.length === 0,
      }
      const after = await look(shop, cookie)
      yield {
        promise: 'the bots, their keys and the session are as before',
        seen: before === after ? 'the same' : 'changed',
        kept: before === after,
      }

      const through: string[] = []
      for (const target of targets) {
        const headers = { Cookie: cookie, Origin: shop.frontdesk.url, 'Sec-Fetch-Site': 'same-origin' }
        const { status, text } = await send(shop, target, { ...headers, 'Content-Type': target.type }, '{}')
        const isRefused = status === 405 || status === 415 || text.includes(GUARD_WORDS)
        if (!isRefused) through.push(target.path)
      }
      yield {
        promise: 'control: the same from the dashboard comes through the door',
        seen: `${through.length} of ${targets.length}`,
        kept: through.length === targets.length,
      }
    } finally {
      agent.destroy()
      await shop.close()
    }
  },
}

/** Everything but reading: the procedures, alone and in a batch, and whatever the server itself describes. */
async function listTargets({ frontdesk, bot }: Shop): Promise<Target[]> {
  const names = namedProcedures.filter(({ type }) => type === 'mutation').map(({ name }) => name)
  const trpc = names.flatMap((name) => [`/api/trpc/${name}`, `/api/trpc/${name}?batch=1`])
  const documentSchema = z.object({
    paths: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({ requestBody: z.object({ content: z.record(z.string(), z.unknown()) }).optional() }),
      ),
    ),
  })
  const { paths } = documentSchema.parse(await (await fetch(`${frontdesk.url}/api/openapi.json`)).json())
  const rest = Object.entries(paths)
    .filter(([path]) => /^\/api\/(admin|auth)\//.test(path))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { requestBody }]) => ({
        method: method.toUpperCase(),
        path: path.replace('{id}', bot.id).replace(/\{\w+\}/g, 'some-id'),
        type: toType(Object.keys(requestBody?.content ?? {})[0] ?? JSON_TYPE),
      })),
    )
    .filter(({ method }) => method !== 'GET')
  return [...trpc.map((path) => ({ method: 'POST', path, type: JSON_TYPE })), ...rest]
}

const toType = (type: string): string => (type.startsWith('multipart') ? `${type}; boundary=x` : type)

function listForms({ frontdesk, bot }: Shop): Form[] {
  const body = JSON.stringify({ id: bot.id })
  const { port } = new URL(frontdesk.url)
  const otherPort = frontdesk.url.replace(port, String(Number(port) + 1))
  const form = (name: string, type: string | undefined, headers: Record<string, string>, text = body): Form => ({
    name,
    headers: { ...headers, ...(type !== undefined && { 'Content-Type': type }) },
    body: text,
  })
  const evil = { Origin: EVIL, 'Sec-Fetch-Site': 'cross-site' }
  return [
    form('a multipart form', 'multipart/form-data; boundary=x', evil, MULTIPART),
    form('an urlencoded form', 'application/x-www-form-urlencoded', evil, `id=${bot.id}`),
    form('a plain text form', 'text/plain', evil),
    form('no type', undefined, evil),
    form('nothing at all', undefined, evil, ''),
    form('a type that looks alike', 'text/plain; application/json', evil),
    form('JSON', JSON_TYPE, evil),
    form('a backup', 'application/gzip', evil),
    form('JSON of an old browser', JSON_TYPE, { Origin: EVIL }),
    form('JSON of a sandboxed frame', JSON_TYPE, { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }),
    form('JSON that hides its page', JSON_TYPE, { 'Sec-Fetch-Site': 'cross-site' }),
    form('JSON of a sibling subdomain', JSON_TYPE, {
      Origin: 'https://blog.chat.example',
      'Sec-Fetch-Site': 'same-site',
    }),
    form('JSON of a sibling that hides itself', JSON_TYPE, { 'Sec-Fetch-Site': 'same-site' }),
    form('JSON of another port', JSON_TYPE, { Origin: otherPort }),
    form('JSON that names our page beside the true site', JSON_TYPE, {
      Origin: frontdesk.url,
      'Sec-Fetch-Site': 'cross-site',
    }),
  ]
}

async function signIn(shop: Shop): Promise<string> {
  const target = { method: 'POST', path: '/api/auth/login', type: JSON_TYPE }
  const { cookies } = await send(shop, target, { 'Content-Type': JSON_TYPE }, JSON.stringify(OWNER))
  return cookies.map((cookie) => cookie.split(';')[0]).join('; ')
}

/** What a change would show in. */
async function look(shop: Shop, cookie: string): Promise<string> {
  const read = (path: string) => send(shop, { method: 'GET', path, type: '' }, { Cookie: cookie }, '')
  const answers = [await read('/api/admin/bots'), await read('/api/admin/settings'), await read('/api/auth/state')]
  return answers.map(({ text }) => text).join('\n')
}

type Answer = { status: number; text: string; cookies: string[] }

/** Not by fetch, which has a mind of its own about what a browser says of itself. */
function send(
  { frontdesk }: Shop,
  { method, path }: Target,
  headers: Record<string, string>,
  body: string,
): Promise<Answer> {
  // Node frames the body of a DELETE only when told.
  const withLength = { ...headers, 'Content-Length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const outgoing = request(frontdesk.url + path, { method, agent, headers: withLength }, (incoming) => {
      let text = ''
      incoming.setEncoding('utf8').on('data', (piece) => (text += piece))
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, text, cookies: incoming.headers['set-cookie'] ?? [] }),
      )
    })
    outgoing.on('error', reject).end(body)
  })
}
