import { setImmediate } from 'node:timers/promises'
import type { Store } from '../store/store.ts'

type Needed = Pick<Store, 'transcripts' | 'knowledge'>

/** 10 ms of work each, and some 100 ms where the text index tidies up: for so long whoever writes must wait. */
const CONVERSATIONS_AT_ONCE = 50
const CHUNKS_AT_ONCE = 500
const END_OF_TIME = '9999'

/** Those without a message since `before`, of one bot or of all. Returns how many. */
export async function deleteConversations(
  { transcripts }: Needed,
  { before, bot_id }: { before: string; bot_id?: string | undefined },
  signal: AbortSignal,
): Promise<number> {
  return inPieces(() => transcripts.deleteOlderThan(before, bot_id, CONVERSATIONS_AT_ONCE), signal)
}

/** All that a bot has, before it goes itself: 20,000 chunks in one piece took 350 ms, 20,000 messages half a second. */
export async function emptyBot(store: Needed, bot_id: string, signal: AbortSignal): Promise<null> {
  await deleteConversations(store, { before: END_OF_TIME, bot_id }, signal)
  await inPieces(() => store.knowledge.forget(bot_id, CHUNKS_AT_ONCE), signal)
  return null
}

/** Others may write, and be looked after, between two pieces. */
async function inPieces(deleteSome: () => Promise<number>, signal: AbortSignal): Promise<number> {
  for (let deleted = 0; ;) {
    const some = await deleteSome()
    if (some === 0) return deleted
    deleted += some
    await setImmediate()
    signal.throwIfAborted()
  }
}
