import type { Turn } from '../store/conversation-store.ts'

const MAX_TURNS = 10
/** Enough to know what was spoken of; ten full messages would crowd out the knowledge. */
const MAX_TURN_CHARS = 2000

/** The messages before the question. What the page offers counts only while the server holds nothing of the session. */
export function buildHistory(stored: Turn[], offered: Turn[] = []): Turn[] {
  return (stored.length > 0 ? stored : offered)
    .filter(({ content }) => content.trim() !== '')
    .slice(-MAX_TURNS)
    .map(({ role, content }) => ({ role, content: cut(content.toWellFormed().trim()) }))
}

const cut = (text: string): string =>
  text.length <= MAX_TURN_CHARS ? text : `${text.slice(0, MAX_TURN_CHARS).toWellFormed()} …`
