/** Turns text into vectors for search. */
export type Embedder = {
  /** Model and dimensions in one name; vectors of different names are never compared. */
  id: string
  /** What it reads of one text, in its own tokens; longer texts are cut unheard. */
  maxTokens: number
  /** Counts a text in its own tokens, or slightly over. */
  countTokens(text: string): number
  /** One unit-length vector for each text, in order. Throws AppError `upstream` with a sentence for the owner. */
  embed(texts: string[], signal: AbortSignal): Promise<Float32Array[]>
  /** The vector of a text that was embedded lately, for nothing. */
  recall?(text: string): Float32Array | undefined
}

export type TokenUsage = { prompt: number; completion: number }
export type ChatPrompt = { system: string; messages: { role: 'user' | 'assistant'; content: string }[] }

/** A language model that completes a chat. */
export type ChatModel = {
  id: string
  /** No completion of this prompt takes more tokens, where the server keeps to what it is asked. */
  bound(prompt: ChatPrompt): TokenUsage
  /**
   * Tells the text as it comes and, where the model tells, its token usage at the end. Throws AppError `upstream`; ends by throwing
   * when the signal aborts.
   */
  complete(prompt: ChatPrompt, tell: (piece: string | TokenUsage) => void, signal: AbortSignal): Promise<void>
}

/** Tells the text as it comes, where the money holds it; false where not. */
export type AskModel = (
  model: ChatModel,
  prompt: ChatPrompt,
  tell: (text: string) => void,
  signal: AbortSignal,
) => Promise<boolean>
