import { lookup } from 'node:dns/promises'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { AppError } from '#server/errors.ts'
import { findLiteralAddress, PUBLIC_WEB, type Reach } from './address.ts'
import { decodeText } from './decode-text.ts'
import { explainFailure, explainStatus, NOT_ALLOWED } from './fetch-failure.ts'
import { parsePageType, type PageType } from './page-type.ts'
import { readBody } from './read-body.ts'
import { countWords } from './words.ts'

export type FetchedPage = {
  /** Where the page was found, after redirects. */
  url: string
  type: PageType
  text: string
  /** The page did not arrive to its end, but enough of it to be worth keeping. */
  partial: boolean
  /** What its Content-Security-Policy headers say. */
  policies: string[]
}
/** Every address of a host name. */
export type Resolve = (hostname: string) => Promise<string[]>
export type FetchOptions = {
  reach?: Reach
  resolve?: Resolve
  timeoutMs?: number
  maxBytes?: number
  signal?: AbortSignal
}

const MAX_REDIRECTS = 5
const TIMEOUT_MS = 15_000
const MAX_BYTES = 5 * 1024 * 1024
const MAX_HEADER_BYTES = 64 * 1024
const MIN_PARTIAL_WORDS = 1000
const HEADERS = {
  'user-agent': 'Mozilla/5.0 (compatible; Frontdesk/0.1)',
  accept: 'text/html,application/xhtml+xml,text/markdown;q=0.9,text/plain;q=0.9,*/*;q=0.1',
  'accept-language': '*',
  'accept-encoding': 'gzip, deflate, br, zstd',
}

const resolveAll: Resolve = async (hostname) => {
  const found = await lookup(hostname, { all: true })
  return found.map(({ address }) => address)
}

/**
 * Fetches a page of the public web. The host, every address it resolves to and every redirect are checked,
 * and the connection goes to a checked address only. Throws `unprocessable` with a sentence for the owner.
 */
export async function fetchPage(address: string, options: FetchOptions = {}): Promise<FetchedPage> {
  const { reach = PUBLIC_WEB, resolve = resolveAll, timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES } = options
  const deadline = AbortSignal.timeout(timeoutMs)
  const signal = options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline])
  let url = parseTarget(address, undefined, reach)
  try {
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const addresses = await checkAddresses(url, reach, resolve, signal)
      const found = await visit(url, addresses, maxBytes, signal)
      if (!('location' in found)) return found
      url = parseTarget(found.location, url, reach)
    }
  } catch (error) {
    options.signal?.throwIfAborted()
    throw error instanceof AppError ? error : explainFailure(deadline.aborted ? deadline.reason : error, url, timeoutMs)
  }
  throw new AppError('unprocessable', 'This address has too many redirects. Use the address it finally leads to.')
}

function parseTarget(address: string, base: URL | undefined, reach: Reach): URL {
  const url = URL.parse(address, base?.href)
  if (url === null || !/^https?:$/.test(url.protocol)) throw new AppError('unprocessable', NOT_ALLOWED)
  if (url.username !== '' || url.password !== '') {
    throw new AppError('unprocessable', 'Leave the user name and password out of the address.')
  }
  if (!reach.allowsPort(url.port)) throw new AppError('unprocessable', NOT_ALLOWED)
  url.hash = ''
  return url
}

/** The addresses to connect to. One forbidden address among them refuses the host: its DNS is not to be trusted. */
async function checkAddresses(url: URL, reach: Reach, resolve: Resolve, signal: AbortSignal): Promise<string[]> {
  const literal = findLiteralAddress(url)
  const addresses = literal === undefined ? await abortable(resolve(url.hostname), signal) : [literal]
  if (addresses.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' })
  if (!addresses.every((address) => reach.allowsAddress(address))) throw new AppError('unprocessable', NOT_ALLOWED)
  return addresses
}

async function visit(
  url: URL,
  addresses: string[],
  maxBytes: number,
  signal: AbortSignal,
): Promise<FetchedPage | { location: string }> {
  const response = await open(url, addresses, signal)
  try {
    const header = (name: string): string => response.headersDistinct[name]?.[0] ?? ''
    // Node reads headers as Latin-1; an address that is not all ASCII is UTF-8.
    const location = Buffer.from(header('location'), 'latin1').toString()
    const status = response.statusCode ?? 0
    if (status >= 300 && status < 400 && location !== '') return { location }
    if (status >= 400 || status < 200) throw explainStatus(status)

    const contentType = header('content-type')
    parsePageType(contentType, new Uint8Array())
    const body = await readBody(response, header('content-encoding'), maxBytes)
    const type = parsePageType(contentType, body.bytes)
    const text = decodeText(body.bytes, contentType)
    if (body.failure !== undefined && countRoughly(text) <= MIN_PARTIAL_WORDS) throw body.failure
    if (text.trim() === '')
      throw new AppError('unprocessable', 'The page is empty. Check the address or paste the text instead.')
    const policies = response.headersDistinct['content-security-policy'] ?? []
    return { url: url.href, type, text, partial: body.failure !== undefined, policies }
  } finally {
    response.destroy()
  }
}

/** No cookies, no proxy from the environment, and a connection of its own, so that nothing carries over to the next page. */
const open = (url: URL, addresses: string[], signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { request } = url.protocol === 'https:' ? https : http
    const connection = { agent: false, lookup: pinTo(addresses), autoSelectFamily: true } as const
    const call = request(url, { ...connection, headers: HEADERS, maxHeaderSize: MAX_HEADER_BYTES, signal })
    // What breaks later, the reader of the body gets to know.
    call.on('response', resolve).on('error', reject)
    // A 101 that nobody listens for ends in neither of them.
    call.on('upgrade', (_response, socket) => {
      socket.destroy()
      reject(new Error('The website changed the protocol.'))
    })
    call.end()
  })

/** The system resolver is not asked a second time: its answer could have changed since the check. */
function pinTo(addresses: string[]): LookupFunction {
  const pinned = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  return (_hostname, options, callback) => {
    const first = pinned[0]
    if (options.all || first === undefined) callback(null, pinned)
    else callback(null, first.address, first.family)
  }
}

function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = (): void => reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', stop))
}

const countRoughly = (html: string): number =>
  countWords(html.replace(/<(script|style)[\s\S]*?(<\/\1>|$)/gi, ' ').replace(/<[^<>]*>/g, ' '))
