import type { ServerResponse } from 'node:http'
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib'
import type { FakePage } from '#server/testing/fake-web.ts'

const MB = 1024 * 1024
const SLOW_MS = 1000
/** Each more than the reader takes (5 MB), most of it after it is unpacked. */
const member = gzipSync(Buffer.alloc(100 * MB))
const encoded = (encoding: string, body: Buffer): FakePage => ({ headers: { 'content-encoding': encoding }, body })

/** Sends a piece over and over until the other side has gone. */
const drip = (head: (response: ServerResponse) => void, piece: Buffer | string, everyMs: number): FakePage => {
  return (_request, response) => {
    head(response)
    const send = (): void => {
      if (response.destroyed) return
      if (everyMs > 0) setTimeout(send, everyMs).unref()
      else if (response.writableNeedDrain) response.once('drain', send)
      else setImmediate(send)
      response.write(piece)
    }
    send()
  }
}
const html = (response: ServerResponse): void => void response.writeHead(200, { 'content-type': 'text/html' })
const raw = (response: ServerResponse): void => void response.socket?.write('HTTP/1.1 200 OK\r\n')

/** What a site can do while its page is fetched. */
export const TRANSFERS: Record<string, FakePage> = {
  'ten gigabytes in ten megabytes of gzip': encoded('gzip', Buffer.concat(Array.from({ length: 100 }, () => member))),
  'gzip in gzip': encoded('gzip, gzip', gzipSync(member)),
  'gzip three times over': encoded('gzip, gzip, gzip', member),
  'a brotli bomb': encoded(
    'br',
    brotliCompressSync(Buffer.alloc(200 * MB), { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
  ),
  'a zstd bomb': encoded('zstd', zstdCompressSync(Buffer.alloc(200 * MB))),
  'gzip that is none': encoded('gzip', Buffer.alloc(MB, 'x')),
  'a body without end': drip(html, Buffer.alloc(64 * 1024, 'word '), 0),
  'a byte a second': drip(html, 'x', SLOW_MS),
  'a header of ten megabytes': (_request, response) => {
    raw(response)
    response.socket?.write(`X: ${'a'.repeat(10 * MB)}\r\n\r\nHi`)
  },
  'a header a second': (_request, response) => {
    raw(response)
    const timer = setInterval(() => response.socket?.write('X-More: a\r\n'), SLOW_MS)
    response.once('close', () => clearInterval(timer))
  },
  'a length that never comes': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': '1000' }).write('<p>Half')
  },
  'a length that is a lie': (_request, response) => {
    raw(response)
    response.socket?.end('Content-Length: 3\r\n\r\n<p>Much more than three bytes of a page.')
  },
  'no answer at all': () => undefined,
  'a redirect every four seconds': (request, response) => {
    setTimeout(() => response.writeHead(302, { location: request.url }).end(), 4 * SLOW_MS).unref()
  },
}

const fill = (piece: string, bytes = 4.9 * MB): string => piece.repeat(Math.floor(bytes / piece.length))
const page = (body: string): string => `<!doctype html><title>A page</title>${body}`

/** What a page can hold. */
export const PAGES: Record<string, string> = {
  '5 MB of open boxes': page(fill('<div>')),
  'a million attributes': page(
    `<p ${Array.from({ length: 700_000 }, (_, i) => i.toString(36))
      .map((name) => `a${name}`)
      .join(' ')}>Hi`,
  ),
  'tags that never close': page(fill('<a')),
  'comments that never close': page(fill('<!--')),
  'a page of entities': page(`<p>${fill('&CounterClockwiseContourIntegral;&lt;', 2 * MB)}`),
  'broken tables in each other': page(fill('<table><tr><td>', 400_000)),
  'a word of 5 MB': page(`<p>${fill('a')}`),
  'spaces and nothing else': page(`<p>x${fill(' ')}y`),
  'no-break spaces': page(`<p>x${fill('\u00a0', 2 * MB)}y`),
  'stars and lines': page(`<p>${fill('*_')}`),
  'brackets that open': page(`<p>${fill('[(')}`),
  'digits and signs of telephones': page(`<footer>${fill('+1 (2) 3-', 2 * MB)}</footer>`),
  'addresses of mail': page(`<p>${fill('a@b.c', 2 * MB)}`),
  'structured data without end': page(`<script type="application/ld+json">${fill('{"a":[', 2 * MB)}</script><p>Hi`),
}
