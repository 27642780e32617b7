/** What the product told us, kept outside its process: all that it acknowledged must be found again. */
export type Ledger = {
  /** What is heard from now on was never said: the power went. */
  isOff: boolean
  /** By their words, which nobody else says. */
  messages: Map<string, SentMessage>
  sources: Map<string, SentSource>
  bots: Map<string, KnownBot>
}

export type SentMessage = {
  bot_id: string
  session_id: string
  /** The stream began. */
  isAccepted: boolean
  /** The stream ended with `done`. */
  answer?: { id: string; text: string }
}

/** A source's text holds its word, which no other text has. */
export type SentSource = { bot_id: string; word: string; isTrained: boolean; deletion?: Deletion }

export type KnownBot = {
  /** Every one that was sent, in their order; the stored one is the last confirmed or a later one. */
  welcomes: string[]
  confirmed: number
  deletion?: Deletion
}

/** Until it is confirmed the thing may be there or not. */
export type Deletion = 'sent' | 'confirmed'

export const createLedger = (): Ledger => ({ isOff: false, messages: new Map(), sources: new Map(), bots: new Map() })

export const countAcknowledged = ({ messages }: Ledger): { accepted: number; answered: number } => ({
  accepted: [...messages.values()].filter(({ isAccepted }) => isAccepted).length,
  answered: [...messages.values()].filter(({ answer }) => answer !== undefined).length,
})
