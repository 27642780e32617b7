import type { UsageStore } from '../account-store.ts'
import type { Queries } from './queries.ts'

/** One statement decides and adds, so that no two calls are paid from the same money. */
const RESERVE = `
  INSERT INTO usage (bot_id, month, cost_micro_usd)
  SELECT id, ?, ? FROM bots WHERE id = ? AND budget_micro_usd >= ?
  ON CONFLICT (bot_id, month) DO UPDATE SET cost_micro_usd = cost_micro_usd + excluded.cost_micro_usd, budget_used_up = 0
  WHERE cost_micro_usd + excluded.cost_micro_usd <= (SELECT budget_micro_usd FROM bots WHERE id = excluded.bot_id)
  RETURNING 1`
/** Counts nothing for a bot that was deleted meanwhile. A reservation may be gone: a backup was restored. */
const SETTLE = `
  INSERT INTO usage (bot_id, month, prompt_tokens, completion_tokens, cost_micro_usd)
  SELECT id, ?, ?, ?, ? FROM bots WHERE id = ?
  ON CONFLICT (bot_id, month) DO UPDATE SET
    prompt_tokens = prompt_tokens + excluded.prompt_tokens,
    completion_tokens = completion_tokens + excluded.completion_tokens,
    cost_micro_usd = max(0, cost_micro_usd + excluded.cost_micro_usd - ?)
  RETURNING cost_micro_usd`

export function openUsage({ db, units }: Queries): UsageStore {
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

    reserve: (botId, month, mostMicroUsd) =>
      units.write((run) => {
        if (run(RESERVE, [month, mostMicroUsd, botId, mostMicroUsd]).length > 0) return true
        run('UPDATE usage SET budget_used_up = 1 WHERE bot_id = ? AND month = ?', [botId, month])
        return false
      }),

    settle: (botId, month, { prompt, completion, costMicroUsd, reservedMicroUsd }) =>
      units.write((run) => {
        const parameters = [month, prompt, completion, costMicroUsd, botId, reservedMicroUsd]
        return run<{ cost_micro_usd: number }>(SETTLE, parameters)[0]?.cost_micro_usd ?? 0
      }),

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
