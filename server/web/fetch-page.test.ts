import { readdirSync, readFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type FakePage, type FakeWeb, startFakeWeb } from '#server/testing/fake-web.ts'
import { ANYWHERE, isPublicAddress, type Reach } from './address.ts'
import { fetchPage, type FetchOptions } from './fetch-page.ts'

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((web) => web.close()))
})

async function serve(pages: Record<string, FakePage>, host?: string): Promise<FakeWeb> {
  const web = await startFakeWeb(pages, host)
  open.push(web)
  return web
}

const NOT_ALLOWED = 'This address is not allowed. Use a public web address.'
const anywhere = (options: FetchOptions = {}): FetchOptions => ({ reach: ANYWHERE, ...options })
const failureOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'No failure.',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
const portOf = (web: FakeWeb): string => new URL(web.origin).port

describe('where it goes', () => {
  test.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://127.0.0.1./',
    'http://１２７.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://10.0.0.1:8080/',
    'https://93.184.215.14:22/',
    'file:///etc/passwd',
    'ftp://example.com/',
    'view-source:http://example.com/',
    'data:text/html,hello',
    'not a url',
  ])('refuses %s with the same sentence', async (url) => {
    expect(await failureOf(fetchPage(url, { resolve: async () => ['93.184.215.14'] }))).toBe(NOT_ALLOWED)
  })

  test('reaches no server of this machine by a literal address', async () => {
    const web = await serve({ '/': 'secret' })
    const reach: Reach = { allowsAddress: isPublicAddress, allowsPort: () => true }
    for (const host of ['127.0.0.1', '[::ffff:127.0.0.1]', '127.1', 'localhost']) {
      expect(await failureOf(fetchPage(`http://${host}:${portOf(web)}/`, { reach }))).toBe(NOT_ALLOWED)
    }
    expect(web.requests).toEqual([])
  })

  test.each([
    ['a private address', ['10.0.0.8']],
    ['a public and a private one', ['93.184.215.14', '127.0.0.1']],
    ['a public and a private one of the other family', ['93.184.215.14', '::1']],
    ['an address that is none', ['localhost']],
  ])('refuses a name that resolves to %s', async (_name, addresses) => {
    expect(await failureOf(fetchPage('http://bakery.example/', { resolve: async () => addresses }))).toBe(NOT_ALLOWED)
  })

  test('refuses user names and passwords', async () => {
    expect(await failureOf(fetchPage('http://ok@127.0.0.1/'))).toBe(
      'Leave the user name and password out of the address.',
    )
  })

  test('asks the resolver once and connects to its answer alone', async () => {
    const web = await serve({ '/': '<p>Fresh bread every morning.</p>' })
    const resolve = vi.fn().mockResolvedValueOnce(['127.0.0.1']).mockResolvedValue(['127.0.0.9'])
    const page = await fetchPage(`http://bakery.example:${portOf(web)}/`, anywhere({ resolve }))
    expect(page.text).toContain('Fresh bread')
    expect(resolve.mock.calls).toEqual([['bakery.example']])
    expect(web.requests[0]?.headers.host).toBe(`bakery.example:${portOf(web)}`)
  })

  test('sends nothing that tells who we are', async () => {
    const web = await serve({
      '/': { headers: { 'set-cookie': 'a=1', location: '/next' }, status: 302 },
      '/next': 'Hello',
    })
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:9')
    await fetchPage(`${web.origin}/`, anywhere()).finally(() => vi.unstubAllEnvs())
    const sent = new Set(web.requests.flatMap(({ headers }) => Object.keys(headers)))
    expect([...sent].toSorted()).toEqual([
      'accept',
      'accept-encoding',
      'accept-language',
      'connection',
      'host',
      'user-agent',
    ])
  })
})

describe('redirects', () => {
  // 127.0.0.1 plays the public web here; everything else is judged as ever.
  const reach: Reach = {
    allowsAddress: (address) => address === '127.0.0.1' || isPublicAddress(address),
    allowsPort: () => true,
  }

  test.each([301, 302, 303, 307, 308])('follows a %d and tells where the page was', async (status) => {
    const web = await serve({ '/old': { status, headers: { location: '/new#part' } }, '/new': 'Moved here.' })
    expect(await fetchPage(`${web.origin}/old`, { reach })).toMatchObject({
      url: `${web.origin}/new`,
      text: 'Moved here.',
    })
  })

  test.each([
    'http://127.0.0.2:{port}/',
    'http://[::1]:{port}/',
    'http://169.254.169.254/',
    'http://inside.example:{port}/',
    '//127.0.0.2:{port}/',
    'file:///etc/passwd',
    'gopher://127.0.0.1:{port}/',
    'ftp://127.0.0.1/',
  ])('does not follow to %s', async (location) => {
    const inside = await serve({ '/': 'secret' }, '127.0.0.2')
    const target = location.replace('{port}', portOf(inside))
    const web = await serve({
      '/': { status: 302, headers: { location: '/hop' } },
      '/hop': { status: 302, headers: { location: target } },
    })
    const resolve = async (): Promise<string[]> => ['127.0.0.2']
    expect(await failureOf(fetchPage(`${web.origin}/`, { reach, resolve }))).toBe(NOT_ALLOWED)
    expect(inside.requests).toEqual([])
  })

  test('checks a name again on each hop', async () => {
    const web = await serve({ '/': { status: 302, headers: { location: '/again' } }, '/again': 'secret' })
    const resolve = vi.fn().mockResolvedValueOnce(['127.0.0.1']).mockResolvedValue(['10.0.0.1'])
    expect(await failureOf(fetchPage(`http://rebind.example:${portOf(web)}/`, { reach, resolve }))).toBe(NOT_ALLOWED)
    expect(web.requests.map(({ path }) => path)).toEqual(['/'])
  })

  test('follows five and no more', async () => {
    const hops = Object.fromEntries(
      Array.from({ length: 6 }, (_, i) => [`/${i}`, { status: 302, headers: { location: `/${i + 1}` } }]),
    )
    const web = await serve({ ...hops, '/6': 'The end.' })
    expect((await fetchPage(`${web.origin}/1`, { reach })).text).toBe('The end.')
    expect(await failureOf(fetchPage(`${web.origin}/0`, { reach }))).toMatch(/too many redirects/)
  })

  test('leaves a refresh in the page alone', async () => {
    const web = await serve({ '/': '<meta http-equiv="refresh" content="0;url=http://127.0.0.2/"><p>Stay.</p>' })
    expect((await fetchPage(`${web.origin}/`, { reach })).url).toBe(`${web.origin}/`)
    expect(web.requests).toHaveLength(1)
  })
})

describe('how much it takes', () => {
  const bomb = '0'.repeat(6 * 1024 * 1024)

  test.each([
    ['plain', {}, bomb],
    ['gzip', { 'content-encoding': 'gzip' }, gzipSync(bomb)],
    ['brotli', { 'content-encoding': 'br' }, brotliCompressSync(bomb)],
    ['zstd', { 'content-encoding': 'zstd' }, zstdCompressSync(bomb)],
    ['gzip in gzip', { 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync(bomb))],
  ])('stops at 5 MB decoded: %s', async (_name, headers, body) => {
    const web = await serve({ '/': { headers, body } })
    expect(await failureOf(fetchPage(`${web.origin}/`, anywhere()))).toMatch(/larger than 5 MB/)
  })

  test.each([
    ['gzip', gzipSync('Hello, Wörld')],
    ['br', brotliCompressSync('Hello, Wörld')],
    ['zstd', zstdCompressSync('Hello, Wörld')],
  ])('reads %s', async (encoding, body) => {
    const web = await serve({ '/': { headers: { 'content-encoding': encoding }, body } })
    expect((await fetchPage(`${web.origin}/`, anywhere())).text).toBe('Hello, Wörld')
  })

  test.each(['gzip, gzip, gzip', 'rot13'])('refuses the encoding %s', async (encoding) => {
    const web = await serve({ '/': { headers: { 'content-encoding': encoding }, body: 'x' } })
    expect(await failureOf(fetchPage(`${web.origin}/`, anywhere()))).toMatch(/compressed in a way/)
  })

  test('refuses headers over 64 KB', async () => {
    const web = await serve({ '/': { headers: { x: 'a'.repeat(70_000) }, body: 'Hi' } })
    expect(await failureOf(fetchPage(`${web.origin}/`, anywhere()))).toMatch(/headers that are too large/)
  })

  const never = (): void => undefined
  test('gives up on a site that does not answer', async () => {
    const web = await serve({ '/': never })
    expect(await failureOf(fetchPage(`${web.origin}/`, anywhere({ timeoutMs: 50 })))).toMatch(/took longer than/)
  })

  test('gives up on a name that does not resolve in time', async () => {
    const resolve = (): Promise<string[]> => new Promise(() => undefined)
    expect(await failureOf(fetchPage('http://slow.example/', anywhere({ resolve, timeoutMs: 20 })))).toMatch(
      /took longer/,
    )
  })

  const beginWith =
    (words: number): FakePage =>
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).write(`<p>${'word '.repeat(words)}`)
    }
  test('keeps what arrived in time when it is more than 1,000 words', async () => {
    const web = await serve({ '/long': beginWith(1001), '/short': beginWith(1000) })
    // Long enough for the first bytes on a busy machine; the page itself never ends.
    const options = anywhere({ timeoutMs: 1500 })
    expect(await fetchPage(`${web.origin}/long`, options)).toMatchObject({ partial: true })
    expect(await failureOf(fetchPage(`${web.origin}/short`, options))).toMatch(/took longer than 2 seconds/)
  })

  test('stops when its caller does', async () => {
    const web = await serve({ '/': never })
    const abort = new AbortController()
    const fetching = fetchPage(`${web.origin}/`, anywhere({ signal: abort.signal }))
    abort.abort(new Error('The owner left.'))
    expect(await failureOf(fetching)).toBe('The owner left.')
  })
})

describe('what it reads', () => {
  test.each([
    ['text/html', '<p>Hi</p>', 'html'],
    ['text/plain; charset=utf-8', 'Hi', 'text'],
    ['text/markdown', '# Hi', 'text'],
    ['', '<!doctype html><p>Hi', 'html'],
    ['application/octet-stream', 'Hi', 'text'],
  ])('%s', async (type, body, expected) => {
    const web = await serve({ '/': { headers: { 'content-type': type }, body } })
    expect((await fetchPage(`${web.origin}/`, anywhere())).type).toBe(expected)
  })

  test.each([
    ['application/pdf', 'anything', 'a PDF file'],
    ['text/html', '%PDF-1.7 …', 'a PDF file'],
    ['text/html', 'PK\x03\x04\0\0', 'a ZIP archive'],
    ['text/html', '\x89PNG\r\n', 'an image'],
    ['image/webp', 'RIFF', 'an image'],
    ['text/plain', 'MZ\x90\0\x03', 'a program'],
    ['text/html', 'a\0b', 'of the type "text/html"'],
    ['application/json', '{}', 'of the type "application/json"'],
    ['<script>/x', 'Hi', 'of an unknown type'],
  ])('refuses %s', async (type, body, what) => {
    const web = await serve({ '/': { headers: { 'content-type': type }, body: Buffer.from(body, 'latin1') } })
    expect(await failureOf(fetchPage(`${web.origin}/`, anywhere()))).toContain(`This address is ${what}`)
  })

  test.each([
    [404, /^The page answered 404\. Check the address or paste the text instead\.$/],
    [403, /^The page answered 403: it does not let this server read it/],
    [429, /too many requests/],
    [500, /^The page answered 500, a failure of the website/],
  ])('explains a %d', async (status, sentence) => {
    const web = await serve({ '/': { status } })
    expect(await failureOf(fetchPage(`${web.origin}/`, anywhere()))).toMatch(sentence)
  })

  test('explains an empty page', async () => {
    const web = await serve({ '/': ' \n ' })
    expect(await failureOf(fetchPage(`${web.origin}/`, anywhere()))).toMatch(/The page is empty/)
  })

  test('explains a refused connection, a cut one, a missing name and a broken certificate', async () => {
    const web = await serve({
      '/': (_request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('half')
        setImmediate(() => response.destroy())
      },
    })
    expect(await failureOf(fetchPage(`${web.origin}/`, anywhere()))).toMatch(/broke off/)
    expect(await failureOf(fetchPage(web.origin.replace('http', 'https'), anywhere()))).toMatch(/security certificate/)
    expect(await failureOf(fetchPage('http://nowhere.example/', anywhere({ resolve: async () => [] })))).toMatch(
      /No website was found at nowhere\.example/,
    )
    await web.close()
    open.length = 0
    expect(await failureOf(fetchPage(`${web.origin}/`, anywhere()))).toMatch(/refused the connection/)
  })
})

test('one module of the server opens connections to web pages', () => {
  const root = new URL('../', import.meta.url)
  const openers = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|^testing/.test(file))
    .filter((file) => /(?<![\w.])(fetch|request)\(|from 'undici'/.test(readFileSync(new URL(file, root), 'utf8')))
  expect(openers).toEqual(['web/fetch-page.ts'])
})
