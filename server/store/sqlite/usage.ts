import { sql, type Kysely } from 'kysely'
import type { UsageStore } from '../account-store.ts'
import type { Tables } from './schema.ts'

export function openUsage(db: Kysely<Tables>): UsageStore {
  return {
    async list(month) {
      const rows = await db
        .selectFrom('usage')
        .select(['bot_id', 'messages', 'prompt_tokens', 'completion_tokens', 'cost_micro_usd', 'budget_used_up'])
        .where('month', '>=', month)
        // So that the latest month of a bot is what the map keeps.
        .orderBy('month')
        .execute()
      return new Map(rows.map(({ bot_id, ...row }) => [bot_id, { ...row, budget_used_up: row.budget_used_up === 1 }]))
    },

    async countMessages(month) {
      const rows = await db
        .selectFrom('usage')
        .select(['bot_id', 'messages'])
        .where('month', '=', month)
        .where('messages', '>', 0)
        .execute()
      return new Map(rows.map((row) => [row.bot_id, row.messages]))
    },

    // One statement decides and adds, so that no two calls are paid from the same money.
    async reserve(botId, month, mostMicroUsd) {
      return db.transaction().execute(async (trx) => {
        const { rows } = await sql`
          INSERT INTO usage (bot_id, month, cost_micro_usd)
          SELECT id, ${month}, ${mostMicroUsd} FROM bots WHERE id = ${botId} AND budget_micro_usd >= ${mostMicroUsd}
          ON CONFLICT (bot_id, month) DO UPDATE SET cost_micro_usd = cost_micro_usd + excluded.cost_micro_usd, budget_used_up = 0
          WHERE cost_micro_usd + excluded.cost_micro_usd <= (SELECT budget_micro_usd FROM bots WHERE id = excluded.bot_id)
          RETURNING 1`.execute(trx)
        if (rows.length > 0) return true
        await trx
          .updateTable('usage')
          .set({ budget_used_up: 1 })
          .where('bot_id', '=', botId)
          .where('month', '=', month)
          .execute()
        return false
      })
    },

    // Counts nothing for a bot that was deleted meanwhile.
    async settle(botId, month, { prompt, completion, costMicroUsd, reservedMicroUsd }) {
      const { rows } = await sql<{ cost_micro_usd: number }>`
        INSERT INTO usage (bot_id, month, prompt_tokens, completion_tokens, cost_micro_usd)
        SELECT id, ${month}, ${prompt}, ${completion}, ${costMicroUsd} FROM bots WHERE id = ${botId}
        ON CONFLICT (bot_id, month) DO UPDATE SET
          prompt_tokens = prompt_tokens + excluded.prompt_tokens,
          completion_tokens = completion_tokens + excluded.completion_tokens,
          -- The reservation may be gone: a backup was restored meanwhile.
          cost_micro_usd = max(0, cost_micro_usd + excluded.cost_micro_usd - ${reservedMicroUsd})
        RETURNING cost_micro_usd`.execute(db)
      return rows[0]?.cost_micro_usd ?? 0
    },

    async claimWarning(botId, month, of) {
      const column = of === 'limit' ? 'limit_warned' : 'budget_warned'
      const { numUpdatedRows } = await db
        .updateTable('usage')
        .set({ [column]: 1 })
        .where('bot_id', '=', botId)
        .where('month', '=', month)
        .where(column, '=', 0)
        .executeTakeFirstOrThrow()
      return numUpdatedRows > 0n
    },
  }
}
