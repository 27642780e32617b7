import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { ChatEvent } from '#shared/chat.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { WidgetConfig } from '#shared/widget-config.ts'
import { en } from '#server/languages/en.ts'

export const BOT_ID = 'bot-1'
export const API_KEY = 'key-1'

type ChatBody = {
  session_id: string
  message: string
  conversation_history: { role: string; content: string }[]
}
const parseBody: (text: string) => ChatBody = JSON.parse
/**
 * What the bot does with a message: the events to stream, or an error. `pause` waits for `resume()`, `hang` leaves the
 * stream open, `cut` drops the line.
 */
export type Reply = (ChatEvent | 'pause' | 'hang' | 'cut')[] | { status: number; code: ErrorCode }

export const say = (...pieces: string[]): ChatEvent[] => pieces.map((content) => ({ type: 'token', content }))
export const HOURS = { title: 'Opening hours', url: 'https://bakery.example/hours', excerpt: 'We open at 7.' }
/** Every kind of block that an answer is made of. */
export const RICH =
  '## Hours\n\n| Day | Opens |\n|:--|--:|\n| Mon | 7 |\n\n1. *one* [two](https://a.example/)\n   - `three`\n\n```\ncode\n```\n\n> quote'
export const done = (...sources: { title: string; url: string | null; excerpt: string }[]): ChatEvent => ({
  type: 'done',
  message_id: 'message-1',
  answered: true,
  sources,
})

export const CONFIG: WidgetConfig = {
  id: BOT_ID,
  name: 'Bakery',
  welcome_message: 'Hi! How can I help?',
  avatar_url: null,
  accent_color: '#0B6E4F',
  position: 'bottom-right',
  show_button_text: false,
  button_text: 'Chat with us',
  language: 'en',
  direction: 'ltr',
  strings: en,
}

const AVATAR = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#8a6516" d="M0 0h8v8H0z"/></svg>'

const TYPES = [
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
  ['.xhtml', 'application/xhtml+xml'],
] as const

/** The two endpoints the widget calls and pages that hold it, as an HTTP server on a port of its own. */
export class FakeServer {
  config: Partial<WidgetConfig> = {}
  reply: (body: ChatBody) => Reply = ({ message }) => [...say('You said: ', message), done()]
  /** Every chat request, in order, and the paths of all requests. */
  readonly chats: ChatBody[] = []
  readonly paths: string[] = []
  /** Streams whose visitor went away before they ended. */
  abandoned = 0
  resume: () => void = () => undefined
  /** The HTML of `/`. `{script}` is where the widget's tag belongs. */
  page =
    '<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>Shop</title></head><body><main><h1>Shop</h1></main>{script}</body></html>'
  /** What the shop serves besides, by path. */
  files: Record<string, string> = {}
  headers: Record<string, string> = {}
  attributes = ''
  readonly #server: Server
  #origin = ''

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  get origin(): string {
    return this.#origin
  }

  /** The page of a shop, on another origin than the widget's server. */
  get shop(): string {
    return `${this.#origin.replace('127.0.0.1', 'localhost')}/`
  }

  get src(): string {
    return `${this.#origin}/widget.js`
  }

  get script(): string {
    return this.tag(this.attributes)
  }

  tag(attributes = ''): string {
    return `<script src="${this.src}" data-bot-id="${BOT_ID}" data-api-key="${API_KEY}" ${attributes}></script>`
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const address = this.#server.address()
    if (typeof address === 'object' && address) this.#origin = `http://127.0.0.1:${address.port}`
    return this
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.#origin)
    this.paths.push(`${request.method} ${url.pathname}`)
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Access-Control-Allow-Headers', 'content-type')
    if (request.method === 'OPTIONS') response.end()
    else if (url.pathname === '/widget.js') {
      response.setHeader('Content-Type', 'text/javascript').end(readFileSync(WIDGET_FILE))
    } else if (url.pathname === `/api/public/config/${BOT_ID}` && url.searchParams.get('api_key') === API_KEY) {
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ ...CONFIG, ...this.config }))
    } else if (url.pathname.startsWith('/api/public/config/')) sendError(response, 401, 'unauthorized')
    else if (url.pathname.startsWith('/api/public/avatar/')) {
      response.setHeader('Content-Type', 'image/svg+xml').end(AVATAR)
    } else if (url.pathname === '/api/chat') await this.#chat(request, response)
    else {
      for (const [name, value] of Object.entries(this.headers)) response.setHeader(name, value)
      const { [url.pathname]: content = this.page } = this.files
      const [, type = 'text/html'] = TYPES.find(([ending]) => url.pathname.endsWith(ending)) ?? []
      response.setHeader('Content-Type', `${type}; charset=utf-8`).end(content.replace('{script}', () => this.script))
    }
  }

  async #chat(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = parseBody(await text(request))
    this.chats.push(body)
    const reply = this.reply(body)
    if (!Array.isArray(reply)) {
      sendError(response, reply.status, reply.code)
      return
    }
    response.setHeader('Content-Type', 'text/event-stream').write(': hello\n\n')
    for (const event of reply) {
      if (event === 'pause') {
        await new Promise<void>((resolve) => (this.resume = resolve))
        continue
      }
      if (event === 'hang') {
        response.on('close', () => this.abandoned++)
        return
      }
      if (event === 'cut') {
        response.destroy()
        return
      }
      response.write(`data: ${JSON.stringify(event)}\n\n`)
      // Each event in a piece of its own.
      await new Promise((resolve) => setImmediate(resolve))
    }
    response.end()
  }
}

const WIDGET_FILE = new URL('../../dist/widget/widget.js', import.meta.url)

function sendError(response: ServerResponse, status: number, code: ErrorCode): void {
  response.statusCode = status
  response
    .setHeader('Content-Type', 'application/json')
    .end(JSON.stringify({ error: { code, message: 'A sentence.' } }))
}
