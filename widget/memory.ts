import type { AnswerSource } from '#shared/chat.ts'

export type Message = {
  role: 'user' | 'assistant'
  content: string
  sources: AnswerSource[]
  /** An answer that has not ended, or never will. */
  isPartial?: boolean
  /** Milliseconds since 1970; with the role, what tells one message from all others. */
  at: number
}
export type Saved = { session_id: string; messages: Message[]; isOpen: boolean; saved_at: number }

const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000
const MAX_MESSAGES = 100

export const toKey = (botId: string): string => `frontdesk:${botId}`
export const createMessage = (role: Message['role'], content: string): Message => ({
  role,
  content,
  sources: [],
  isPartial: role === 'assistant',
  at: Date.now(),
})

const parse: (text: string) => Saved = JSON.parse
/** Whatever else stands in a list of sources cannot be shown. */
export const isSource = (source: AnswerSource | null): boolean => typeof source?.title === 'string'

/** What this browser remembers of a conversation. Storage may be forbidden, and what is in it anyone's. */
export function recall(key: string): Saved | undefined {
  try {
    const text = localStorage.getItem(key)
    // On most visits. To parse it would throw, which takes 0.3 ms.
    if (!text) return undefined
    const saved = parse(text)
    const isWhole =
      /^[\w-]{8,128}$/.test(saved.session_id) &&
      saved.messages.every(
        ({ role, content, sources }) =>
          /^(user|assistant)$/.test(role) && typeof content === 'string' && sources.every(isSource),
      )
    if (isWhole && Date.now() - saved.saved_at < MAX_AGE_MS) return saved
    localStorage.removeItem(key)
  } catch {
    // Nothing to remember, or no right to.
  }
  return undefined
}

export function remember(key: string, { session_id, messages, isOpen }: Omit<Saved, 'saved_at'>): void {
  const saved: Saved = { session_id, messages: messages.slice(-MAX_MESSAGES), isOpen, saved_at: Date.now() }
  try {
    // Nothing is kept before the visitor has written, nor after starting over.
    if (messages.length > 0) localStorage.setItem(key, JSON.stringify(saved))
    else localStorage.removeItem(key)
  } catch {
    // The conversation goes on without a memory.
  }
}

/** `stored` is what all tabs said: of each message the one that is shown already, and the answer on its way after its question. */
export function mergeMessages(
  shown: Message[],
  stored: Message[],
  running: { question: Message; answer: Message } | undefined,
): Message[] {
  const { question, answer } = running ?? {}
  const isSame = (a: Message | undefined, b: Message) => a?.role === b.role && a.at === b.at
  const messages = stored
    .filter((message) => !isSame(answer, message))
    .map(
      (message) =>
        shown.find(
          (ours) => isSame(ours, message) && ours.content === message.content && ours.isPartial === message.isPartial,
        ) ?? message,
    )
  if (answer?.content) {
    const before = messages.findIndex((message) => isSame(question, message))
    messages.splice(before + 1 || messages.length, 0, answer)
  }
  return messages
}
