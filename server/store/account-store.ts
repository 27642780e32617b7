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
export type UsageStore = {
  /** Messages taken in a month, by bot id; bots without any are left out. */
  countMessages(month: string): Promise<Map<string, number>>
  addTokens(botId: string, month: string, tokens: { prompt: number; completion: number }): Promise<void>
}

export type CountStore = {
  all(): Promise<Counts>
  /** What a month took, over all bots. */
  month(month: string): Promise<{ messages: number; tokens: number }>
}
