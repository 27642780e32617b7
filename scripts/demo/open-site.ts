import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname } from 'node:path'

const FOLDER = new URL('bakery/', import.meta.url)
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

export type Site = {
  url: string
  /** Addresses of its pages. */
  pages: string[]
  /** From now on every page ends with this tag. */
  embed(tag: string): void
  close(): void
}

/** The bakery's site, as any web server would send it: a folder of pages. Rejects when the port is taken. */
export async function openSite(port: number): Promise<Site> {
  let tag = ''
  const files = new Map<string, { type: string; content: string }>()
  for (const name of await readdir(FOLDER)) {
    const type = TYPES[extname(name)]
    if (type !== undefined) files.set(toPath(name), { type, content: await readFile(new URL(name, FOLDER), 'utf8') })
  }
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? '/', 'http://localhost').pathname)
    if (file === undefined) return void response.writeHead(404).end('There is no such page.')
    response.setHeader('Content-Type', file.type).setHeader('Cache-Control', 'no-store')
    response.end(file.content.replace('</body>', `${tag}</body>`))
  })
  await once(server.listen(port, '127.0.0.1'), 'listening')
  const url = `http://localhost:${port}`
  return {
    url,
    pages: [...files].filter(([, { type }]) => type.startsWith('text/html')).map(([path]) => url + path),
    embed: (given) => (tag = given),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

const toPath = (name: string) => (name === 'index.html' ? '/' : `/${name.replace(/\.html$/, '')}`)
