import { createServer, type ServerResponse } from 'node:http'
import { CONFIG } from '../../../widget/testing/fake-server.ts'
import type { Subject } from './subjects.ts'

export type Pages = {
  /** A page of text with the subject's script at the end of its body, or without any. */
  toAddress: (subject: Subject | undefined) => string
  /** Where the page finds the subject's script. */
  toScriptAddress: (subject: Subject) => string
  close: () => Promise<void>
}

/** Serves a page for each subject, its script from another origin, as in life, and what our widget asks its server. */
export async function openPages(subjects: Subject[]): Promise<Pages> {
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    const [, room, place, name = ''] = /^\/(page|script)\/(\d*)\/?(.*)$/.exec(path) ?? []
    const subject = place ? subjects[Number(place)] : undefined
    const send = (type: string, body: Uint8Array | string) => response.setHeader('Content-Type', type).end(body)
    response.setHeader('Access-Control-Allow-Origin', '*')
    if (room === 'page') return void send('text/html; charset=utf-8', toPage(subject ? toTag(subject) : ''))
    if (path.startsWith('/api/public/config/')) return void send('application/json', JSON.stringify(CONFIG))
    const file = await subject?.read(name)
    if (file === undefined) response.writeHead(404).end()
    else send(toType(name), file)
  }
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://localhost').pathname, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  const toScriptAddress = (subject: Subject) =>
    URL.canParse(subject.src)
      ? subject.src
      : `http://127.0.0.1:${port}/script/${subjects.indexOf(subject)}/${subject.src}`
  const toTag = (subject: Subject) => `<script src="${toScriptAddress(subject)}" ${subject.attributes}></script>`
  return {
    toAddress: (subject) => `http://localhost:${port}/page/${subject ? subjects.indexOf(subject) : ''}`,
    toScriptAddress,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const PARAGRAPH =
  '<p>We bake at night, so that the bread is warm when you get up. Come by, or let us bring it to you.</p>'
// Without the icon the browser asks for one.
const toPage = (tag: string) =>
  `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>Shop</title><link rel="icon" href="data:,"></head><body><h1>Shop</h1>${PARAGRAPH.repeat(20)}${tag}</body></html>`

const TYPES = new Map([
  ['css', 'text/css'],
  ['json', 'application/json'],
  ['svg', 'image/svg+xml'],
  ['html', 'text/html'],
])
const toType = (name: string) => TYPES.get(name.split('.').at(-1) ?? '') ?? 'text/javascript'
