import type { AnswerSource, ChatEvent } from '#shared/chat.ts'
import type { ErrorBody, ErrorCode } from '#shared/errors.ts'
import type { WidgetStrings } from '#shared/widget-config.ts'
import { isSource } from './memory.ts'
import { createSseReader } from './sse.ts'

export type Turn = {
  bot_id: string
  api_key: string
  session_id: string
  message: string
  conversation_history: { role: 'user' | 'assistant'; content: string }[]
}
export type Done = { message_id: string; answered: boolean; sources: AnswerSource[] }
/** Why an answer is not whole, by the name of the sentence that says so. */
export type Failure = keyof Pick<
  WidgetStrings,
  'stopped' | 'offline' | 'server_error' | 'too_many_messages' | 'monthly_limit'
>

// The server breathes every 15 s; a line that is silent for three breaths is dead.
const SILENCE_MS = 45_000

/** Asks, hands over each piece of the answer, and resolves when it is whole or failed. It never rejects; silence aborts it. */
export async function ask(
  base: string,
  turn: Turn,
  controller: AbortController,
  onToken: (text: string) => void,
): Promise<Done | Failure> {
  let silence: ReturnType<typeof setTimeout> | undefined
  const breathe = () => {
    clearTimeout(silence)
    silence = setTimeout(() => controller.abort(), SILENCE_MS)
  }
  try {
    breathe()
    const response = await fetch(`${base}/api/chat`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(turn),
      credentials: 'omit',
      signal: controller.signal,
    })
    if (!response.ok || !response.body) {
      return await response.json().then(({ error }: ErrorBody) => toFailure(error.code))
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    const readPayloads = createSseReader()
    for (;;) {
      breathe()
      const { done, value } = await reader.read()
      if (done) break
      for (const payload of readPayloads(value)) {
        const event = parseEvent(payload)
        if (event.type === 'done') return { ...event, sources: event.sources.filter(isSource) }
        if (event.type === 'error') return toFailure(event.code)
        if (event.type === 'token') onToken(event.content)
      }
    }
  } catch {
    // A connection that failed, broke or fell silent; what arrived stays.
  } finally {
    clearTimeout(silence)
  }
  return navigator.onLine ? 'server_error' : 'offline'
}

/** A server newer than this script may say more. */
const parseEvent: (payload: string) => ChatEvent | { type: undefined } = JSON.parse
const toFailure = (code: ErrorCode): Failure =>
  code === 'monthly_limit' || code === 'too_many_messages' ? code : 'server_error'
