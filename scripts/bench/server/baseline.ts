// What a web developer writes in an afternoon: no database, no limits, no key, no sources. Its answers cost as little as they can
// with the same client of the same model server.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import OpenAI from 'openai'
import { z } from 'zod'

const TEXTS = ['We are open from seven to six.', 'Bread comes out of the oven at eight.', 'A loaf of rye costs 4.20.']
const openai = new OpenAI({ apiKey: 'sk-of-the-bench', baseURL: process.env['OPENAI_BASE_URL'] })
const askSchema = z.object({ session_id: z.string(), message: z.string() })
const conversations = new Map<string, OpenAI.ChatCompletionMessageParam[]>()
const vectors = await embed(TEXTS)

async function embed(input: string[]): Promise<number[][]> {
  const { data } = await openai.embeddings.create({ model: 'text-embedding-3-small', input })
  return data.map(({ embedding }) => embedding)
}

const dot = (a: number[], b: number[]): number => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)

async function chat(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  for await (const piece of request.setEncoding('utf8')) body += piece
  const { session_id, message } = askSchema.parse(JSON.parse(body))
  const [asked = []] = await embed([message])
  const scored = TEXTS.map((text, index) => ({ text, score: dot(asked, vectors[index] ?? []) }))
  const [best] = scored.toSorted((a, b) => b.score - a.score)
  const messages = conversations.get(session_id) ?? []
  messages.push({ role: 'user', content: message })
  const stream = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    stream: true,
    messages: [{ role: 'system', content: `Answer only from this: ${best?.text}` }, ...messages],
  })
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  let content = ''
  for await (const { choices } of stream) {
    const token = choices[0]?.delta.content ?? ''
    content += token
    response.write(`data: ${JSON.stringify({ type: 'token', content: token })}\n\n`)
  }
  conversations.set(session_id, [...messages, { role: 'assistant', content }])
  response.end(`data: ${JSON.stringify({ type: 'done' })}\n\n`)
}

const server = createServer((request, response) => void chat(request, response).catch(() => response.destroy()))
await once(server.listen(0, '127.0.0.1'), 'listening')
const address = server.address()
console.log(`Listening on port ${typeof address === 'object' ? address?.port : ''}.`)
