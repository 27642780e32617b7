import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { embedDensely } from './embed-densely.ts'

/**
 * A model server as a process of its own (`FAKE_MODEL=JSON node fake-model.ts`, prints its port): so many milliseconds until the first token,
 * then so many tokens a second. Lean, because it shares the machine with what is measured.
 */
const paceSchema = z.object({
  firstTokenMs: z.number(),
  perSecond: z.number(),
  tokens: z.number(),
  dimensions: z.number(),
})
export type Pace = z.infer<typeof paceSchema>

const { firstTokenMs, perSecond, tokens, dimensions } = paceSchema.parse(JSON.parse(process.env['FAKE_MODEL'] ?? ''))
const embeddingsSchema = z.object({
  input: z.union([z.string(), z.array(z.string())]),
  encoding_format: z.string().optional(),
})
const TICK_MS = 5
const WORDS =
  'Wheat bread and rolls are ready from seven to six , and the bread comes out of the oven at eight [1] .'.split(' ')

type Stream = { response: ServerResponse; startedAt: number; sent: number }
const streams = new Set<Stream>()
const pieces = Array.from({ length: tokens }, (_, index) => toEvent({ content: `${WORDS[index % WORDS.length]} ` }))
const end = [
  toEvent({}, 'stop'),
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', choices: [], usage: { prompt_tokens: 700, completion_tokens: tokens, total_tokens: 700 + tokens } })}\n\n`,
  'data: [DONE]\n\n',
].join('')

function toEvent(delta: object, finish_reason: string | null = null): string {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason }]
  const event = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'gpt-4o-mini', choices }
  return `data: ${JSON.stringify(event)}\n\n`
}

/** One clock for all streams: a timer each would cost more than the streams. */
setInterval(() => {
  const now = performance.now()
  for (const stream of streams) {
    const due = Math.min(tokens, 1 + Math.floor(((now - stream.startedAt) / 1000) * perSecond))
    for (; stream.sent < due; stream.sent++) stream.response.write(pieces[stream.sent])
    if (stream.sent === tokens) {
      stream.response.end(end)
      streams.delete(stream)
    }
  }
}, TICK_MS)

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  for await (const piece of request.setEncoding('utf8')) body += piece
  if (request.url === '/embedding-ms') return void response.end(String(embeddingMs))
  if (request.url === '/v1/embeddings') {
    const startedAt = performance.now()
    const vectors = embed(embeddingsSchema.parse(JSON.parse(body)))
    embeddingMs += performance.now() - startedAt
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(vectors)
    return
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  await wait(firstTokenMs)
  const stream = { response, startedAt: performance.now(), sent: 1 }
  response.write(pieces[0])
  streams.add(stream)
  response.on('close', () => streams.delete(stream))
}

/** Spent on vectors, which nobody else's work is. */
let embeddingMs = 0
const known = new Map<string, string>()

/** As OpenAI does: base64 for who asks for it, else numbers. */
function embed({ input, encoding_format }: z.infer<typeof embeddingsSchema>): string {
  const data = [input].flat().map((text, index) => {
    const key = `${encoding_format} ${text}`
    let embedding = known.get(key)
    if (embedding === undefined) {
      const vector = embedDensely(text, dimensions)
      const bytes = Buffer.from(vector.buffer)
      embedding = JSON.stringify(encoding_format === 'base64' ? bytes.toString('base64') : [...vector])
      known.set(key, embedding)
    }
    return `{"object":"embedding","index":${index},"embedding":${embedding}}`
  })
  return `{"object":"list","data":[${data.join()}],"model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}`
}

const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
server.keepAliveTimeout = 60_000
await once(server.listen(0, '127.0.0.1'), 'listening')
const address = server.address()
console.log(`Listening on port ${typeof address === 'object' ? address?.port : ''}.`)
