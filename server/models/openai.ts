import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { Config } from '#server/config.ts'
import type { Log } from '#server/log.ts'
import { estimateTokens } from './estimate-tokens.ts'
import type { ChatModel, ChatPrompt, Embedder, TokenUsage } from './models.ts'
import { CallFailure, openModelServer } from './model-server.ts'
import { readEvents, readPieces } from './read-events.ts'
import { tryAgain } from './try-again.ts'
import { UpstreamError, type UpstreamFailure } from './upstream-error.ts'

type Settings = NonNullable<Config['openai']>

/** A visitor waits no longer than that before another try, whatever Retry-After says. */
const VISITOR_MAX_WAIT_MS = 5_000
/** A training may. */
export const TRAINING_MAX_WAIT_MS = 60_000
const EMBED_TIMEOUT_MS = 30_000
/** Of a body that is read whole: a hundred vectors of 3,072 numbers are 7 MB. */
const MAX_BODY_BYTES = 32 * 1024 * 1024
/** Until the first token, all tries together, and between two tokens. */
const SILENCE_MS = 30_000
const MAX_BATCH = 100
const EMBEDDING_MAX_TOKENS = 8191
const KNOWN_DIMENSIONS: Record<string, number> = {
  'text-embedding-3-small': 1536,
  'text-embedding-3-large': 3072,
  'text-embedding-ada-002': 1536,
}

const MAX_ANSWER_TOKENS = 800
/** Models that think first spend these tokens on it too. */
const MAX_REASONING_TOKENS = 4000
/** Against a server that knows no limit. */
const MAX_ANSWER_CHARS = 32_000
/** The longest answer in one token each is 3 MB; a line without end would fill the memory. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024
/** What a chat's template puts around each message. */
const FRAME_TOKENS = 16

/** The id names the dimensions of the models we know; any other model is known by its name alone, before and after its first answer. */
export function createOpenAiEmbedder(
  openai: Settings,
  log: Log,
  { maxWaitMs = VISITOR_MAX_WAIT_MS }: { maxWaitMs?: number } = {},
): Embedder {
  const server = openModelServer(openai)
  const model = openai.embeddingModel
  const dimensions = KNOWN_DIMENSIONS[model]

  async function embedBatch(input: string[], signal: AbortSignal): Promise<Float32Array[]> {
    // A quarter of the bytes of numbers, which are understood too.
    const body = { model, input, encoding_format: 'base64' }
    const answer = await tryAgain(() => server.post('/embeddings', body, signal), { toFailure, maxWaitMs, signal })
    const { data } = embeddingsSchema.parse(JSON.parse(await readText(answer)))
    const vectors = data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => toUnitVector(embedding))
    if (vectors.length !== input.length) throw new TypeError('Not one vector for each text.')
    return vectors
  }

  return {
    id: dimensions === undefined ? `openai:${model}` : `openai:${model}:${dimensions}`,
    maxTokens: EMBEDDING_MAX_TOKENS,
    countTokens: estimateTokens,
    async embed(texts, signal) {
      const vectors: Float32Array[] = []
      let limited = signal
      try {
        for (let start = 0; start < texts.length; start += MAX_BATCH) {
          const batch = texts.slice(start, start + MAX_BATCH)
          limited = AbortSignal.any([signal, AbortSignal.timeout(EMBED_TIMEOUT_MS)])
          vectors.push(...(await embedBatch(batch, limited)))
        }
        return vectors
      } catch (error) {
        // A caller who waits no longer is the server's failure, unlike a visitor who leaves.
        if (!isTimeLimit(signal.reason)) signal.throwIfAborted()
        throw new UpstreamError(isTimeLimit(limited.reason) ? { kind: 'timeout' } : toFailure(error), {
          baseUrl: openai.baseUrl,
          model,
          setting: 'EMBEDDING_MODEL',
        })
      } finally {
        log.debug({ model, texts: texts.length, embedded: vectors.length }, 'Embedded texts')
      }
    },
  }
}

export function createOpenAiChatModel(
  openai: Settings,
  log: Log,
  { silenceMs = SILENCE_MS }: { silenceMs?: number } = {},
): ChatModel {
  const server = openModelServer(openai)
  const model = openai.chatModel
  const sampling = samplingFor(model)

  const bound = ({ system, messages }: ChatPrompt): TokenUsage => ({
    // No token is shorter than a byte.
    prompt: [{ content: system }, ...messages].reduce(
      (sum, { content }) => sum + Buffer.byteLength(content) + FRAME_TOKENS,
      FRAME_TOKENS,
    ),
    completion: sampling.max_tokens ?? sampling.max_completion_tokens,
  })

  const complete: ChatModel['complete'] = async (prompt, tell, signal) => {
    const silence = new AbortController()
    const timer = setTimeout(() => silence.abort(new CallFailure({ kind: 'timeout' })), silenceMs)
    const either = AbortSignal.any([signal, silence.signal])
    const most = bound(prompt).prompt
    let chars = 0
    let finished = false
    function pass(piece: string | TokenUsage): void {
      try {
        tell(piece)
      } catch (cause) {
        throw new NotHeard('', { cause })
      }
    }
    function hear(events: object[]): void {
      timer.refresh()
      let text = ''
      let told: TokenUsage | undefined
      for (const event of events) {
        const choice = at(at(event, 'choices'), 0)
        const content = at(at(choice, 'delta'), 'content')
        if (typeof content === 'string') text += content
        const reason = at(choice, 'finish_reason')
        if (typeof reason === 'string' && reason !== '') finished = true
        told = toUsage(at(event, 'usage'), { prompt: most, completion: MAX_ANSWER_CHARS }) ?? told
      }
      chars += text.length
      if (chars > MAX_ANSWER_CHARS) throw new TypeError('The answer does not end.')
      if (text !== '') pass(text)
      if (told) pass(told)
    }
    try {
      const body = {
        model,
        messages: [{ role: 'system', content: prompt.system }, ...prompt.messages],
        stream: true,
        stream_options: { include_usage: true },
        ...sampling,
      }
      const call = () => server.post('/chat/completions', body, either)
      const stream = await tryAgain(call, { toFailure, maxWaitMs: VISITOR_MAX_WAIT_MS, signal: either })
      await readEvents(stream, MAX_ANSWER_BYTES, hear)
      if (chars === 0) throw new TypeError('The answer is empty.')
      if (!finished) throw new TypeError('The answer was cut off.')
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof NotHeard) throw error.cause
      const cause: unknown = silence.signal.aborted ? silence.signal.reason : error
      throw new UpstreamError(toFailure(cause), { baseUrl: openai.baseUrl, model, setting: 'CHAT_MODEL' })
    } finally {
      clearTimeout(timer)
      log.debug({ model, chars, finished }, 'Completed a chat')
    }
  }

  return { id: `openai:${model}`, bound, complete }
}

/** Who was told the answer failed over it: no failure of the server's. */
class NotHeard extends Error {}

type Sampling =
  | { max_tokens: number; max_completion_tokens?: never; temperature: number }
  | { max_completion_tokens: number; max_tokens?: never }

/** Models that think refuse `max_tokens` and a temperature; other servers know no other name. */
const samplingFor = (model: string): Sampling =>
  /^(o\d|gpt-[5-9])/.test(model)
    ? { max_completion_tokens: MAX_REASONING_TOKENS }
    : { max_tokens: MAX_ANSWER_TOKENS, temperature: 0.2 }

/** Of a piece of a stream, in which servers send much else, and less. A schema cost as much for each token as taking the stream apart. */
const at = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined

const usageSchema = z.object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) })

/** Undefined for what cannot be true: a budget hangs on it. */
function toUsage(told: unknown, most: TokenUsage): TokenUsage | undefined {
  if (!told) return undefined
  const usage = usageSchema.safeParse(told).data
  if (usage === undefined) return undefined
  const { prompt_tokens: prompt, completion_tokens: completion } = usage
  return prompt <= most.prompt && completion <= most.completion ? { prompt, completion } : undefined
}

const embeddingsSchema = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.union([z.string(), z.array(z.number())]) })),
})

async function readText(body: Readable): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of readPieces(body, MAX_BODY_BYTES)) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

/** base64 of little-endian numbers of four bytes, or numbers. */
function toUnitVector(embedding: string | number[]): Float32Array {
  const vector =
    typeof embedding === 'string' ? toNumbers(Buffer.from(embedding, 'base64')) : Float32Array.from(embedding)
  let squares = 0
  // Not for…of, which makes an object of each number.
  for (let at = 0; at < vector.length; at++) squares += (vector[at] ?? 0) ** 2
  if (!Number.isFinite(squares) || squares === 0) throw new TypeError('A vector without direction.')
  const norm = Math.sqrt(squares)
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? 0) / norm
  return vector
}

/** A copy, since numbers must stand at multiples of four. */
const toNumbers = (bytes: Buffer): Float32Array =>
  new Float32Array(new Uint8Array(bytes).buffer, 0, Math.floor(bytes.length / 4))

const isTimeLimit = (reason: unknown): boolean => reason instanceof DOMException && reason.name === 'TimeoutError'

function toFailure(error: unknown): UpstreamFailure {
  if (error instanceof CallFailure) return error.failure
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return { kind: 'unreachable', networkCode: error.code }
  }
  // A TypeError is our own finding or the runtime's; other messages may quote what came.
  return { kind: 'nonsense', what: error instanceof TypeError ? error.message : 'unreadable' }
}
