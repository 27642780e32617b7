import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai'
import type { Config } from '#server/config.ts'
import type { Log } from '#server/log.ts'
import { estimateTokens } from './estimate-tokens.ts'
import type { ChatModel, ChatPrompt, Embedder } from './models.ts'
import { toUpstreamError, type UpstreamFailure } from './upstream-error.ts'

type Settings = NonNullable<Config['openai']>

const RETRIES = 2
const EMBED_TIMEOUT_MS = 30_000
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

/** The id names the dimensions of the models we know; any other model is known by its name alone, before and after its first answer. */
export function createOpenAiEmbedder(openai: Settings, log: Log): Embedder {
  const client = createClient(openai, EMBED_TIMEOUT_MS)
  const model = openai.embeddingModel
  const dimensions = KNOWN_DIMENSIONS[model]

  async function embedBatch(input: string[], signal: AbortSignal): Promise<Float32Array[]> {
    const { data } = await client.embeddings.create({ model, input, encoding_format: 'float' }, { signal })
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
        signal.throwIfAborted()
        throw toUpstreamError(toFailure(error), { baseUrl: openai.baseUrl, model, setting: 'EMBEDDING_MODEL' })
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
  const client = createClient(openai, silenceMs)
  const model = openai.chatModel

  async function* complete(prompt: ChatPrompt, signal: AbortSignal) {
    const silence = new AbortController()
    const timer = setTimeout(() => silence.abort(new APIConnectionTimeoutError()), silenceMs)
    const either = AbortSignal.any([signal, silence.signal])
    let chars = 0
    let finished = false
    try {
      const stream = await client.chat.completions.create(
        {
          model,
          messages: [{ role: 'system', content: prompt.system }, ...prompt.messages],
          stream: true,
          stream_options: { include_usage: true },
          ...samplingFor(model),
        },
        { signal: either },
      )
      for await (const { choices, usage } of stream) {
        timer.refresh()
        const choice = choices?.[0]
        if (choice?.finish_reason) finished = true
        const text = choice?.delta?.content
        if (typeof text === 'string' && text !== '') {
          chars += text.length
          if (chars > MAX_ANSWER_CHARS) throw new TypeError('The answer does not end.')
          yield text
        }
        if (usage) yield { prompt: usage.prompt_tokens, completion: usage.completion_tokens }
      }
      // The iterator ends quietly when its signal aborts.
      either.throwIfAborted()
      if (chars === 0) throw new TypeError('The answer is empty.')
      if (!finished) throw new TypeError('The answer was cut off.')
    } catch (error) {
      signal.throwIfAborted()
      const cause: unknown = silence.signal.aborted ? silence.signal.reason : error
      throw toUpstreamError(toFailure(cause), { baseUrl: openai.baseUrl, model, setting: 'CHAT_MODEL' })
    } finally {
      clearTimeout(timer)
      log.debug({ model, chars, finished }, 'Completed a chat')
    }
  }

  return { id: `openai:${model}`, complete }
}

function createClient(openai: Settings, timeout: number): OpenAI {
  return new OpenAI({
    apiKey: openai.apiKey,
    baseURL: openai.baseUrl,
    timeout,
    // Three tries, waiting 0.5 s and 1 s with jitter, or as long as Retry-After says up to a minute.
    maxRetries: RETRIES,
    // Else the library reads more of the environment than our configuration names.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: 'off',
    // The key and the knowledge go to the configured host and to no other.
    fetchOptions: { redirect: 'error' },
  })
}

/** Models that think refuse `max_tokens` and a temperature; other servers know no other name. */
const samplingFor = (model: string) =>
  /^(o\d|gpt-[5-9])/.test(model)
    ? { max_completion_tokens: MAX_REASONING_TOKENS }
    : { max_tokens: MAX_ANSWER_TOKENS, temperature: 0.2 }

function toUnitVector(values: number[]): Float32Array {
  const norm = Math.hypot(...values)
  if (!Number.isFinite(norm) || norm === 0) throw new TypeError('A vector without direction.')
  return Float32Array.from(values, (value) => value / norm)
}

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
  const seconds = headers instanceof Headers ? Number(headers.get('retry-after') ?? undefined) : Number.NaN
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}
