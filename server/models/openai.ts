import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai'
import { z } from 'zod'
import type { Config } from '#server/config.ts'
import type { Log } from '#server/log.ts'
import { estimateTokens } from './estimate-tokens.ts'
import type { ChatModel, ChatPrompt, Embedder, TokenUsage } from './models.ts'
import { readEvents, readPieces } from './read-events.ts'
import { tryAgain } from './try-again.ts'
import { UpstreamError, type UpstreamFailure } from './upstream-error.ts'

type Settings = NonNullable<Config['openai']>
type Fetch = (address: string | URL | Request, init?: RequestInit) => Promise<Response>

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
  const client = createClient(openai, EMBED_TIMEOUT_MS, async (address, init) =>
    readBounded(await fetch(address, init)),
  )
  const model = openai.embeddingModel
  const dimensions = KNOWN_DIMENSIONS[model]

  async function embedBatch(input: string[], signal: AbortSignal): Promise<Float32Array[]> {
    const create = () => client.embeddings.create({ model, input, encoding_format: 'float' }, { signal })
    const { data } = await tryAgain(create, { toFailure, maxWaitMs, signal })
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
      try {
        for (let start = 0; start < texts.length; start += MAX_BATCH) {
          const batch = texts.slice(start, start + MAX_BATCH)
          vectors.push(...(await embedBatch(batch, signal)))
        }
        return vectors
      } catch (error) {
        const isLate = isTimeLimit(signal.reason)
        if (!isLate) signal.throwIfAborted()
        throw new UpstreamError(isLate ? { kind: 'timeout' } : toFailure(error), {
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
  const client = createClient(openai, silenceMs, async (address, init) => {
    const response = await fetch(address, init)
    return response.ok ? response : readBounded(response)
  })
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

  async function* complete(prompt: ChatPrompt, signal: AbortSignal) {
    const silence = new AbortController()
    const timer = setTimeout(() => silence.abort(new APIConnectionTimeoutError()), silenceMs)
    const either = AbortSignal.any([signal, silence.signal])
    const most = bound(prompt).prompt
    let chars = 0
    let finished = false
    try {
      const create = () =>
        client.chat.completions
          .create(
            {
              model,
              messages: [{ role: 'system', content: prompt.system }, ...prompt.messages],
              stream: true,
              stream_options: { include_usage: true },
              ...sampling,
            },
            { signal: either },
          )
          .asResponse()
      const { body } = await tryAgain(create, { toFailure, maxWaitMs: VISITOR_MAX_WAIT_MS, signal: either })
      if (body === null) throw new TypeError('The answer is empty.')
      for await (const chunks of readEvents(body, MAX_ANSWER_BYTES)) {
        timer.refresh()
        let text = ''
        let told: TokenUsage | undefined
        for (const chunk of chunks) {
          const { choices, usage } = chunkSchema.parse(chunk)
          if (choices[0]?.finish_reason) finished = true
          text += choices[0]?.delta.content ?? ''
          told = toUsage(usage, { prompt: most, completion: MAX_ANSWER_CHARS }) ?? told
        }
        chars += text.length
        if (chars > MAX_ANSWER_CHARS) throw new TypeError('The answer does not end.')
        if (text !== '') yield text
        if (told) yield told
      }
      if (chars === 0) throw new TypeError('The answer is empty.')
      if (!finished) throw new TypeError('The answer was cut off.')
    } catch (error) {
      signal.throwIfAborted()
      const cause: unknown = silence.signal.aborted ? silence.signal.reason : error
      throw new UpstreamError(toFailure(cause), { baseUrl: openai.baseUrl, model, setting: 'CHAT_MODEL' })
    } finally {
      clearTimeout(timer)
      log.debug({ model, chars, finished }, 'Completed a chat')
    }
  }

  return { id: `openai:${model}`, bound, complete }
}

function createClient(openai: Settings, timeout: number, fetch: Fetch): OpenAI {
  return new OpenAI({
    apiKey: openai.apiKey,
    baseURL: openai.baseUrl,
    timeout,
    // The library's own tries wait for a minute and ask again where an account is empty.
    maxRetries: 0,
    // Else the library reads more of the environment than our configuration names.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: 'off',
    // The key and the knowledge go to the configured host and to no other.
    fetchOptions: { redirect: 'error' },
    fetch,
  })
}

/** The library reads a body of any size. */
async function readBounded(response: Response): Promise<Response> {
  if (response.body === null) return response
  const parts: Uint8Array[] = []
  for await (const part of readPieces(response.body, MAX_BODY_BYTES)) parts.push(part)
  return new Response(Buffer.concat(parts), response)
}

type Sampling =
  | { max_tokens: number; max_completion_tokens?: never; temperature: number }
  | { max_completion_tokens: number; max_tokens?: never }

/** Models that think refuse `max_tokens` and a temperature; other servers know no other name. */
const samplingFor = (model: string): Sampling =>
  /^(o\d|gpt-[5-9])/.test(model)
    ? { max_completion_tokens: MAX_REASONING_TOKENS }
    : { max_tokens: MAX_ANSWER_TOKENS, temperature: 0.2 }

/** What we read of a piece of a stream; servers send much else, and less. */
const chunkSchema = z.object({
  choices: z
    .array(
      z
        .object({
          delta: z.object({ content: z.string().catch('') }).catch({ content: '' }),
          finish_reason: z.string().nullish().catch(null),
        })
        .nullable()
        .catch(null),
    )
    .catch([]),
  usage: z
    .object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) })
    .optional()
    .catch(undefined),
})

/** Undefined for what cannot be true: a budget hangs on it. */
function toUsage(usage: z.infer<typeof chunkSchema>['usage'], most: TokenUsage): TokenUsage | undefined {
  if (usage === undefined) return undefined
  const { prompt_tokens: prompt, completion_tokens: completion } = usage
  return prompt <= most.prompt && completion <= most.completion ? { prompt, completion } : undefined
}

function toUnitVector(values: number[]): Float32Array {
  const norm = Math.hypot(...values)
  if (!Number.isFinite(norm) || norm === 0) throw new TypeError('A vector without direction.')
  return Float32Array.from(values, (value) => value / norm)
}

/** The caller waits no longer: that is the server's failure, unlike a visitor who leaves. */
const isTimeLimit = (reason: unknown): boolean => reason instanceof DOMException && reason.name === 'TimeoutError'

function toFailure(error: unknown): UpstreamFailure {
  if (error instanceof APIConnectionTimeoutError) return { kind: 'timeout' }
  if (error instanceof APIConnectionError) return { kind: 'unreachable', networkCode: toNetworkCode(error) }
  const status: unknown = error instanceof APIError ? error.status : undefined
  if (error instanceof APIError && typeof status === 'number') {
    return { kind: 'status', status, code: error.code ?? undefined, retryAfterSeconds: toRetryAfter(error.headers) }
  }
  // A TypeError is our own finding or the runtime's; other messages may quote what came.
  return { kind: 'nonsense', what: error instanceof TypeError ? error.message : 'unreadable' }
}

/** fetch hides the system's code, such as ECONNREFUSED, a few causes down. */
function toNetworkCode(error: unknown): string | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code
  }
  return undefined
}

function toRetryAfter(headers: unknown): number | undefined {
  if (!(headers instanceof Headers)) return undefined
  const milliseconds = headers.get('retry-after-ms')
  const told = headers.get('retry-after')
  if (milliseconds !== null) return toSeconds(Number(milliseconds) / 1000)
  if (told === null) return undefined
  return toSeconds(Number(told)) ?? toSeconds((Date.parse(told) - Date.now()) / 1000)
}

const toSeconds = (seconds: number): number | undefined =>
  Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
