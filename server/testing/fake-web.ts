import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** What a path answers: a page, or whatever a handler does with the response. */
export type FakePage =
  | string
  | { status?: number; headers?: Record<string, string>; body?: string | Uint8Array }
  | ((request: IncomingMessage, response: ServerResponse) => void)

export type FakeWeb = {
  /** Without a trailing slash. */
  origin: string
  /** Of every request so far, oldest first. */
  requests: { path: string; headers: IncomingMessage['headers'] }[]
  close(): Promise<void>
}

/** A web server on a free port of this machine; unknown paths answer 404. */
export async function startFakeWeb(pages: Record<string, FakePage>, host = '127.0.0.1'): Promise<FakeWeb> {
  const requests: FakeWeb['requests'] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    requests.push({ path, headers: request.headers })
    answer(pages[path] ?? { status: 404, body: 'Not found' }, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    origin: `http://${host}:${port}`,
    requests,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answer(page: FakePage, request: IncomingMessage, response: ServerResponse): void {
  if (typeof page === 'function') return page(request, response)
  const { status = 200, headers = {}, body = '' } = typeof page === 'string' ? { body: page } : page
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body)
}
