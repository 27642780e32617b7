/** Seals widget keys for display; without the right secret it cannot open what it sealed before. */
export type Vault = {
  seal(botId: string, key: string): Uint8Array
  /** Undefined when the seal is broken, another bot's, or made with another secret. */
  open(botId: string, sealed: Uint8Array): string | undefined
}
