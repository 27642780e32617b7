export type MessageRecord = {
  id: string
  role: 'user' | 'assistant'
  content: string
  created_at: string
  /** `partial`: the answer was cut off. `failed`: this visitor's message got no answer and was refunded. */
  status: 'complete' | 'partial' | 'failed'
  answered: boolean | null
  sources: UsedChunk[]
}
/** A chunk that an answer was made from, as it was then. */
export type UsedChunk = {
  title: string
  url: string | null
  excerpt: string
  relevance: number
  text: string
  used: boolean
}
export type Turn = { role: 'user' | 'assistant'; content: string }

export type ConversationStore = {
  /**
   * In one transaction: takes one message of the bot's monthly limit, finds or creates the session's conversation, keeps the visitor's message.
   * `recent` holds the conversation's messages before this one, oldest first, at most 10, without refunded ones.
   * `taken` is how many the month has taken with it, and `month` the one it was taken from: never an earlier one than the bot's last.
   * Undefined when the limit is reached, or the bot is gone.
   */
  accept(
    message: {
      bot_id: string
      session_id: string
      conversation_id: string
      message_id: string
      content: string
      month: string
    },
    now: string,
  ): Promise<{ conversation_id: string; recent: Turn[]; month: string; taken: number } | undefined>
  /** Keeps the answer and touches the conversation; nothing when that was deleted with its bot meanwhile. */
  keepAnswer(
    answer: {
      id: string
      conversation_id: string
      content: string
      answered: boolean
      status: 'complete' | 'partial'
      sources: UsedChunk[]
    },
    now: string,
  ): Promise<void>
  /** Gives the message back to the month it was taken from, once, and marks it failed. */
  refund(messageId: string): Promise<void>
  findMessage(id: string): Promise<MessageRecord | undefined>
  /** When each bot's newest conversation was last touched, by bot id; bots without any are left out. */
  listLatest(): Promise<Map<string, string>>
}

/** A visitor's question whose answer was a refusal. `content` may be cut. */
export type UnansweredQuestion = {
  id: string
  bot_id: string
  conversation_id: string
  content: string
  asked_at: string
}
/** What became of a question: `answered` means that the bot knows by now. */
export type Settled = 'answered' | 'dismissed'

export type UnansweredStore = {
  /** Not settled yet, newest first, of all bots. */
  listAll(limit: number): Promise<UnansweredQuestion[]>
  /** The same of one bot. */
  list(botId: string, limit: number): Promise<UnansweredQuestion[]>
  /** Of these, those of the bot that are not settled, newest first. */
  findOpen(botId: string, ids: string[]): Promise<UnansweredQuestion[]>
  /** Settles those of the bot, or opens them again with null. Returns how many there were. */
  settle(botId: string, ids: string[], settled: Settled | null, now: string): Promise<number>
}

/** A conversation as its owner sees it; the visitor's session stays out of it. */
export type ConversationRecord = {
  id: string
  bot_id: string
  bot_name: string
  /** How it begins and what was said last, of each at most 300 characters. */
  first_text: string
  last_text: string
  /** How many messages it has, and how many of its questions were not answered. */
  messages: number
  unanswered: number
  created_at: string
  updated_at: string
}
/** The newest message of a conversation that holds what was searched. */
export type FoundMessage = Pick<MessageRecord, 'id' | 'role' | 'content' | 'created_at'>
/** Which conversations: those of one bot, those with an unanswered question. */
export type ConversationFilter = { bot_id?: string | undefined; unanswered?: boolean | undefined }
/** `next` is where the next page goes on; null after the last one. */
export type Page<Item> = { items: Item[]; next: string | null }

/** Conversations for the owner. `after` is the `next` of the page before; anything else throws `bad_input`. */
export type TranscriptStore = {
  /** Newest first. */
  list(of: ConversationFilter, after: string | undefined, limit: number): Promise<Page<ConversationRecord>>
  /**
   * Conversations with a message that holds all of the words, the last of which may be a beginning; newest such message first.
   * A page may be short, even empty, with more to come: only so many messages are looked at for one.
   */
  search(
    words: string,
    of: ConversationFilter,
    after: string | undefined,
    limit: number,
  ): Promise<Page<ConversationRecord & { found: FoundMessage }>>
  find(id: string): Promise<ConversationRecord | undefined>
  /** Oldest first. */
  listMessages(conversationId: string, after: string | undefined, limit: number): Promise<Page<MessageRecord>>
  /** False when it did not exist. */
  delete(id: string): Promise<boolean>
  /** Conversations without a message since `before`, of one bot or all. */
  countOlderThan(before: string, botId: string | undefined): Promise<number>
  /** Deletes the oldest of them, at most `limit`. Returns how many. */
  deleteOlderThan(before: string, botId: string | undefined, limit: number): Promise<number>
}
