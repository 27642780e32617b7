import { describe, expect, test, vi } from 'vitest'
import type { FakeWeb } from '#server/testing/fake-web.ts'
import { anywhere, failureOf, serve, useFakeWeb } from '#server/testing/serve-pages.ts'
import { isPublicAddress, type Reach } from './address.ts'
import { fetchPage } from './fetch-page.ts'

useFakeWeb()

const NOT_ALLOWED = 'This address is not allowed. Use a public web address.'
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

  test('follows to an address with letters as they are', async () => {
    const location = Buffer.from('/über-uns').toString('latin1')
    const web = await serve({ '/': { status: 301, headers: { location } }, '/%C3%BCber-uns': 'Wir backen.' })
    expect((await fetchPage(`${web.origin}/`, { reach })).text).toBe('Wir backen.')
  })

  test('leaves a refresh in the page alone', async () => {
    const web = await serve({ '/': '<meta http-equiv="refresh" content="0;url=http://127.0.0.2/"><p>Stay.</p>' })
    expect((await fetchPage(`${web.origin}/`, { reach })).url).toBe(`${web.origin}/`)
    expect(web.requests).toHaveLength(1)
  })
})
