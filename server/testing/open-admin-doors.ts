import type { Bot } from '#shared/bot.ts'
import { openSession } from '#server/accounts/sessions.ts'
import { restHandler } from '#server/trpc/serve-rest.ts'
import { trpcHandler } from '#server/trpc/serve-trpc.ts'
import { openTestDeps, type TestDeps } from './open-test-deps.ts'

export const ORIGIN = 'http://localhost:8000'
export const OWNER = { username: 'owner', password: 'correct horse battery' }

type Sent = { cookie?: string | null; headers?: Record<string, string>; ip?: string; signal?: AbortSignal }

/** A test is about to assert what the JSON holds. */
type Answer = Omit<Response, 'json'> & { json(): Promise<ReturnType<typeof JSON.parse>> }

export type AdminDoors = TestDeps & {
  /** The Cookie header of whoever signed in last; null before. */
  cookie: string | null
  /** Any request to the REST paths; a string body goes as it is, anything else as JSON. */
  rest(method: string, path: string, body?: unknown, sent?: Sent): Promise<Answer>
  query(name: string, input?: unknown, sent?: Sent): Promise<Answer>
  mutate(name: string, input?: unknown, sent?: Sent): Promise<Answer>
  /** Requests of one's own making. */
  sendTrpc(request: Request): Promise<Answer>
  sendRest(request: Request): Promise<Answer>
  /** Creates the account and signs in. */
  setUp(): Promise<void>
  /** A session alone: for tests that are not about accounts, without the cost of a password. */
  signIn(): Promise<void>
  createBot(fields?: object): Promise<Bot>
  getBot(id: string): Promise<Bot>
}

/** Both admin doors over a real store, as a browser on this machine reaches them. */
export async function openAdminDoors(environment: Record<string, string> = {}): Promise<AdminDoors> {
  const opened = await openTestDeps(environment)
  const answerTrpc = trpcHandler(opened.deps)
  const answerRest = restHandler(opened.deps)

  const toRequest = (method: string, path: string, body: unknown, { cookie, headers, signal }: Sent) =>
    new Request(ORIGIN + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...withCookie(cookie === undefined ? doors.cookie : cookie),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    })
  const withCookie = (cookie: string | null): Record<string, string> => (cookie === null ? {} : { Cookie: cookie })

  const doors: AdminDoors = {
    ...opened,
    cookie: null,
    rest: (method, path, body, sent = {}) => answerRest(toRequest(method, path, body, sent), sent.ip ?? '203.0.113.1'),
    query(name, input, sent = {}) {
      const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
      return answerTrpc(toRequest('GET', `/api/trpc/${name}${search}`, undefined, sent), sent.ip ?? '203.0.113.1')
    },
    mutate: (name, input, sent = {}) =>
      answerTrpc(
        toRequest('POST', `/api/trpc/${name}`, input === undefined ? '' : input, sent),
        sent.ip ?? '203.0.113.1',
      ),
    sendTrpc: (request) => answerTrpc(request, '203.0.113.1'),
    sendRest: (request) => answerRest(request, '203.0.113.1'),
    async setUp() {
      const answer = await doors.rest('POST', '/api/auth/setup', { token: opened.deps.setupToken.value, ...OWNER })
      if (answer.status !== 201) throw new Error(await answer.text())
      doors.cookie = readCookie(answer)
    },
    async signIn() {
      doors.cookie = `session_token=${(await openSession(opened.deps, false)).token}`
    },
    async createBot(fields = { name: 'Anna' }) {
      const answer = await doors.rest('POST', '/api/admin/bots', fields)
      if (answer.status !== 201) throw new Error(await answer.text())
      return answer.json()
    },
    getBot: async (id) => (await doors.rest('GET', `/api/admin/bots/${id}`)).json(),
  }
  return doors
}

/** What the browser sends back: `name=value`. */
export function readCookie(answer: Pick<Response, 'headers'>): string {
  const [cookie] = answer.headers.getSetCookie()
  if (cookie === undefined) throw new Error('No cookie came.')
  return cookie.slice(0, cookie.indexOf(';'))
}
