import type { Counts } from '#shared/backup.ts'

export type AccountRecord = { username: string; password_hash: string; created_at: string }
export type AccountStore = {
  find(): Promise<AccountRecord | undefined>
  /** Throws `conflict` when an account exists. */
  create(account: AccountRecord): Promise<void>
  /** Replaces the password and ends every session but the one kept. */
  replacePassword(passwordHash: string, keepTokenHash: string | null): Promise<void>
}
/** `token_hash` is the hex SHA-256 of the cookie's token. */
export type SessionRecord = { token_hash: string; created_at: string; expires_at: string }
export type SessionStore = {
  create(session: SessionRecord): Promise<void>
  /** Undefined once expired. */
  find(tokenHash: string, now: string): Promise<SessionRecord | undefined>
  delete(tokenHash: string): Promise<void>
  deleteAll(): Promise<void>
  deleteExpired(now: string): Promise<void>
}
export type SettingStore = {
  find(key: string): Promise<string | undefined>
  replace(key: string, value: string): Promise<void>
}
/** What a bot took in a month. */
export type MonthUsage = {
  messages: number
  prompt_tokens: number
  completion_tokens: number
  /** In millionths of a dollar; of a call that is under way, the most it can cost. */
  cost_micro_usd: number
  /** The last call that was to be paid for was more than the budget held. */
  budget_used_up: boolean
}
/**
 * A month is the given one, or a later one that a bot has taken messages of already: a clock that was set back gives nothing anew.
 */
export type UsageStore = {
  /** By bot id; bots that took nothing are left out. */
  list(month: string): Promise<Map<string, MonthUsage>>
  /** Messages taken in a month, by bot id; bots without any are left out. */
  countMessages(month: string): Promise<Map<string, number>>
  /** Adds the most that a call can cost, if the bot's budget holds that too. False when not, or when the bot is gone. */
  reserve(botId: string, month: string, mostMicroUsd: number): Promise<boolean>
  /** Counts tokens, and takes back what was reserved for the cost that it was in the end. Returns what the month costs now. */
  settle(
    botId: string,
    month: string,
    spent: { prompt: number; completion: number; costMicroUsd: number; reservedMicroUsd: number },
  ): Promise<number>
  /** True for the first who is to warn of it: one warning for each bot and month. */
  claimWarning(botId: string, month: string, of: 'limit' | 'budget'): Promise<boolean>
}

export type CountStore = {
  all(): Promise<Counts>
  /** What a month, or one that came later, took over all bots. */
  month(month: string): Promise<{ messages: number; tokens: number; cost_micro_usd: number }>
}
