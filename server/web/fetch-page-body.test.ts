import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { FakePage } from '#server/testing/fake-web.ts'
import { anywhere, failureOf, open, serve, useFakeWeb } from '#server/testing/serve-pages.ts'
import { fetchPage } from './fetch-page.ts'

useFakeWeb()

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

  test('explains a change of protocol', async () => {
    const web = await serve({ '/': { status: 101, headers: { connection: 'Upgrade', upgrade: 'websocket' } } })
    expect(await failureOf(fetchPage(`${web.origin}/`, anywhere()))).toMatch(/broke off/)
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
