import { createHash } from 'node:crypto'

/** A widget key stands in the HTML of every page that embeds the bot: a name with a revoke button, not a secret. */
export const newKey = (): string => crypto.randomUUID()

export const hashKey = (key: string): Uint8Array => createHash('sha256').update(key).digest()
