import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setImmediate as yieldToNetwork, setTimeout as wait } from 'node:timers/promises'

/** How the fake answers one request. */
export type FakeStep =
  | { reply: string }
  /** As a model that obeys: answers with all that it was sent. */
  | { echo: true }
  /** An error answer; by default in OpenAI's own shape. */
  | { status: number; headers?: Record<string, string>; body?: string }
  /** Streams the given answer, or the default one, and breaks the connection after so many tokens. */
  | { cutAfterTokens: number; reply?: string }
  /** Streams so many tokens, 0 being none, and then falls silent with the connection open. */
  | { hangAfterTokens: number; reply?: string }
  /** Accepts the request and never answers. */
  | { hang: true }
  /** Sends these bytes as the body of a 200, a list one by one, and then ends, breaks the connection or falls silent. */
  | {
      raw: string | Uint8Array | (string | Uint8Array)[]
      contentType?: string
      headers?: Record<string, string>
      afterwards?: 'end' | 'reset' | 'hang'
    }

export type FakeRequest = {
  kind: 'chat' | 'embeddings' | 'other'
  authorization: string | undefined
  body: string
  /** The client closed the connection before the answer ended. */
  aborted: boolean
}

export type FakeOpenAi = {
  /** For OPENAI_BASE_URL. */
  baseUrl: string
  requests: FakeRequest[]
  count(kind: FakeRequest['kind']): number
  /** Steps for the next requests of that kind; without any it answers by itself. */
  script(kind: 'chat' | 'embeddings', ...steps: FakeStep[]): void
  /** Settles when a request of that kind has come in, or was given up by its client. */
  nextRequest(kind: 'chat' | 'embeddings'): Promise<FakeRequest>
  nextAbort(): Promise<FakeRequest>
  close(): Promise<void>
}

const DIMENSIONS = 256

/**
 * A server that speaks enough of OpenAI's API: embeddings in which texts sharing words are near, and chat completions that quote
 * the sentence of the system prompt nearest to the question. Records what it is asked.
 */
export async function startFakeOpenAi({ tokenDelayMs = 0, dimensions = DIMENSIONS } = {}): Promise<FakeOpenAi> {
  const requests: FakeRequest[] = []
  const steps = { chat: new Array<FakeStep>(), embeddings: new Array<FakeStep>() }
  const waiting = new Array<{ kind: FakeRequest['kind'] | 'abort'; resolve: (request: FakeRequest) => void }>()
  const tell = (kind: FakeRequest['kind'] | 'abort', request: FakeRequest) => {
    const index = waiting.findIndex((other) => other.kind === kind)
    if (index >= 0) waiting.splice(index, 1)[0]?.resolve(request)
  }

  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing).catch(() => outgoing.destroy())
  })

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const kind =
      incoming.url === '/v1/chat/completions' ? 'chat' : incoming.url === '/v1/embeddings' ? 'embeddings' : 'other'
    const request: FakeRequest = { kind, authorization: incoming.headers.authorization, body: '', aborted: false }
    for await (const piece of incoming.setEncoding('utf8')) request.body += piece
    outgoing.on('close', () => {
      if (outgoing.writableEnded) return
      request.aborted = true
      tell('abort', request)
    })
    requests.push(request)
    tell(kind, request)
    if (kind === 'other') return sendError(outgoing, { status: 404 })

    const step = steps[kind].shift()
    if (step && 'status' in step) return sendError(outgoing, step)
    if (step && 'raw' in step) {
      await sendRaw(outgoing, step)
    } else if (step && 'hang' in step) {
      return
    } else if (kind === 'embeddings') {
      sendJson(outgoing, 200, toEmbeddings(JSON.parse(request.body), dimensions))
    } else {
      await streamCompletion(outgoing, JSON.parse(request.body), step)
    }
  }

  async function streamCompletion(outgoing: ServerResponse, body: ChatBody, step: FakeStep | undefined): Promise<void> {
    const all = step && 'echo' in step ? body.messages.map(({ content }) => content).join('\n') : undefined
    const reply = all ?? (step && 'reply' in step && step.reply !== undefined ? step.reply : quoteContext(body))
    const tokens = reply.match(/\s*\S+\s*/g) ?? [reply]
    // Waits until it is on its way, so that what is cut off comes after it.
    const send = (data: unknown) =>
      new Promise<void>((resolve) => outgoing.write(`data: ${JSON.stringify(data)}\n\n`, () => resolve()))
    const chunk = (delta: object, finish: string | null = null) => ({
      id: 'chatcmpl-fake',
      object: 'chat.completion.chunk',
      created: 0,
      model: body.model,
      choices: [{ index: 0, delta, finish_reason: finish }],
    })
    outgoing.writeHead(200, { 'Content-Type': 'text/event-stream' })
    await send(chunk({ role: 'assistant', content: '' }))
    for (const [index, token] of tokens.entries()) {
      if (step && 'cutAfterTokens' in step && index === step.cutAfterTokens) return void outgoing.destroy()
      if (step && 'hangAfterTokens' in step && index === step.hangAfterTokens) return
      if (tokenDelayMs > 0) await wait(tokenDelayMs)
      if (outgoing.destroyed) return
      await send(chunk({ content: token }))
    }
    await send(chunk({}, 'stop'))
    await send({
      ...chunk({}),
      choices: [],
      usage: { prompt_tokens: countWords(body), completion_tokens: tokens.length },
    })
    outgoing.end('data: [DONE]\n\n')
  }

  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The fake has no port.')

  const next = (kind: FakeRequest['kind'] | 'abort') =>
    new Promise<FakeRequest>((resolve) => void waiting.push({ kind, resolve }))
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    requests,
    count: (kind) => requests.filter((request) => request.kind === kind).length,
    script: (kind, ...more) => void steps[kind].push(...more),
    nextRequest: next,
    nextAbort: () => next('abort'),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function sendRaw(outgoing: ServerResponse, step: Extract<FakeStep, { raw: unknown }>): Promise<void> {
  outgoing.writeHead(200, { 'Content-Type': step.contentType ?? 'text/event-stream', ...step.headers })
  for (const piece of Array.isArray(step.raw) ? step.raw : [step.raw]) {
    await new Promise<void>((resolve) => outgoing.write(piece, () => resolve()))
    await yieldToNetwork()
  }
  if (step.afterwards === 'reset') outgoing.socket?.resetAndDestroy()
  else if (step.afterwards !== 'hang') outgoing.end()
}

type ChatBody = { model: string; messages: { role: string; content: string }[] }

function sendJson(outgoing: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  outgoing.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** Else the client waits half a second before it tries again. */
const WITHOUT_DELAY = { 'retry-after-ms': '1' }

function sendError(
  outgoing: ServerResponse,
  step: { status: number; headers?: Record<string, string>; body?: string },
): void {
  const code = step.status === 401 ? 'invalid_api_key' : null
  const standard = JSON.stringify({ error: { message: `The fake's own words: ${step.status}`, type: 'fake', code } })
  outgoing
    .writeHead(step.status, { 'Content-Type': 'application/json', ...(step.headers ?? WITHOUT_DELAY) })
    .end(step.body ?? standard)
}

function toEmbeddings(body: { model: string; input: string | string[] }, dimensions: number) {
  const data = [body.input]
    .flat()
    .map((text, index) => ({ object: 'embedding', index, embedding: embedWords(text, dimensions) }))
  return { object: 'list', model: body.model, data, usage: { prompt_tokens: 1, total_tokens: 1 } }
}

const FUNCTION_WORDS = new Set(
  'a an the is are was were be been do does did can could will would should i you we they he she it my your our their me us this that what which who when where how why of to in on at for from with by and or not if as have has had'.split(
    ' ',
  ),
)

/** Stems of the words that carry meaning. */
function listWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.filter((word) => !FUNCTION_WORDS.has(word)).map((word) => word.replace(/(?<=.{3})(ing|ed|es|s|e)$/, ''))
}

/** A bag of words, hashed into a unit vector: the more words two texts share, the nearer they are. */
export function embedWords(text: string, dimensions = DIMENSIONS): number[] {
  const vector = Array.from({ length: dimensions }, () => 0)
  for (const word of new Set(listWords(text))) {
    let hash = 2166136261
    for (const char of word) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0
    vector[hash % dimensions] = (vector[hash % dimensions] ?? 0) + 1
  }
  const norm = Math.hypot(...vector)
  return norm === 0 ? vector.fill(1 / Math.sqrt(dimensions)) : vector.map((value) => value / norm)
}

/** The line or sentence of the excerpts in the system prompt that shares most words with the last message. */
function quoteContext({ messages }: ChatBody): string {
  const question = new Set(listWords(messages.at(-1)?.content ?? ''))
  const share = (sentence: string) => listWords(sentence).filter((word) => question.has(word)).length
  const system = messages[0]?.content ?? ''
  const excerpts = [...system.matchAll(/<excerpt[^>]*>(.*?)<\/excerpt>/gs)].map(([, text]) => text).join('\n')
  const sentences = (excerpts || system).split(/(?<=[.!?])\s+|\n+/).filter((line) => /^[^#<]*\p{L}/u.test(line))
  return sentences.toSorted((a, b) => share(b) - share(a))[0] ?? 'Nothing to quote.'
}

const countWords = ({ messages }: ChatBody): number => messages.flatMap(({ content }) => content.split(/\s+/)).length
