import { sql, type Kysely } from 'kysely'
import type { UsageStore } from '../account-store.ts'
import type { Tables } from './schema.ts'

export function openUsage(db: Kysely<Tables>): UsageStore {
  return {
    async countMessages(month) {
      const rows = await db
        .selectFrom('usage')
        .select(['bot_id', 'messages'])
        .where('month', '=', month)
        .where('messages', '>', 0)
        .execute()
      return new Map(rows.map((row) => [row.bot_id, row.messages]))
    },

    // Counts nothing for a bot that was deleted meanwhile.
    async addTokens(botId, month, tokens) {
      await sql`
        INSERT INTO usage (bot_id, month, prompt_tokens, completion_tokens)
        SELECT id, ${month}, ${tokens.prompt}, ${tokens.completion} FROM bots WHERE id = ${botId}
        ON CONFLICT (bot_id, month) DO UPDATE SET
          prompt_tokens = prompt_tokens + excluded.prompt_tokens,
          completion_tokens = completion_tokens + excluded.completion_tokens`.execute(db)
    },
  }
}
