import type { Run } from './units.ts'

/** What a bot's knowledge is now: its range of chunk ids, and two counts of which one changes with every change. */
const FIND_STATE = `
  SELECT number, chunks_made, (SELECT coalesce(sum(chunks), 0) FROM sources WHERE bot_id = bots.id) AS total
  FROM bots WHERE id = ?`

export type KnowledgeState = { number: number; chunks_made: number; total: number }
export const findState = (run: Run, botId: string): KnowledgeState =>
  run<KnowledgeState>(FIND_STATE, [botId])[0] ?? { number: 0, chunks_made: 0, total: 0 }
