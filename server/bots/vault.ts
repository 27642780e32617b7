import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Seals widget keys for display; without the right secret it cannot open what it sealed before. */
export type Vault = {
  seal(botId: string, key: string): Uint8Array
  /** Undefined when the seal is broken, another bot's, or made with another secret. */
  open(botId: string, sealed: Uint8Array): string | undefined
}

const CIPHER = 'aes-256-gcm'
/** A seal is version (1 byte), nonce, ciphertext, tag. */
const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16

export function createVault(secret: Uint8Array | string): Vault {
  const subKey = new Uint8Array(hkdfSync('sha256', secret, '', 'api-key-seal-v1', 32))
  // Bound to its bot: a seal pasted onto another bot does not open.
  const boundTo = (botId: string) => Buffer.from(`apikey|v1|${botId}`)

  return {
    seal(botId, key) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, subKey, nonce).setAAD(boundTo(botId))
      const ciphertext = Buffer.concat([cipher.update(key, 'utf8'), cipher.final()])
      return Buffer.concat([Uint8Array.of(VERSION), nonce, ciphertext, cipher.getAuthTag()])
    },

    open(botId, sealed) {
      if (sealed[0] !== VERSION || sealed.length < 1 + NONCE_BYTES + TAG_BYTES) return undefined
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES)
      const ciphertext = sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES)
      const decipher = createDecipheriv(CIPHER, subKey, nonce, { authTagLength: TAG_BYTES })
        .setAAD(boundTo(botId))
        .setAuthTag(sealed.subarray(-TAG_BYTES))
      try {
        return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}
