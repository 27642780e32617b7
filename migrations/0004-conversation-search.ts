import { sql, type Kysely } from 'kysely'

/** How many messages are read at a time. */
const MESSAGES_A_BATCH = 1_000

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE conversations ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0`.execute(db)
  await sql`
    UPDATE conversations SET unanswered = found.messages
    FROM (SELECT conversation_id, count(*) AS messages FROM messages WHERE answered = 0 GROUP BY conversation_id) AS found
    WHERE id = found.conversation_id`.execute(db)

  // Newest first, of all bots and of one. The partial ones find what waits among thousands that do not.
  await sql`CREATE INDEX conversations_newest ON conversations (updated_at, id)`.execute(db)
  await sql`CREATE INDEX conversations_newest_of_bot ON conversations (bot_id, updated_at, id)`.execute(db)
  await sql`CREATE INDEX conversations_unanswered ON conversations (updated_at, id) WHERE unanswered > 0`.execute(db)
  await sql`
    CREATE INDEX conversations_unanswered_of_bot ON conversations (bot_id, updated_at, id)
    WHERE unanswered > 0`.execute(db)

  // Its rowid is the message's seq, so that the newest come first without sorting. A bot is a word too: a frequent word
  // of a quiet bot is found without reading every other bot's messages. No stemming: a word is found while it is typed.
  await sql`
    CREATE VIRTUAL TABLE message_words USING fts5 (
      bot,
      search_text,
      content = '',
      contentless_delete = 1,
      prefix = '1 2',
      tokenize = 'unicode61 remove_diacritics 2'
    )`.execute(db)
  await sql`
    CREATE TRIGGER messages_deleted AFTER DELETE ON messages BEGIN
      DELETE FROM message_words WHERE rowid = old.seq;
    END`.execute(db)
  await indexMessages(db)
}

async function indexMessages(db: Kysely<unknown>): Promise<void> {
  for (let last = 0; ;) {
    const { rows } = await sql<{ seq: number; number: number; content: string }>`
      SELECT seq, number, content FROM messages
      JOIN conversations ON conversations.id = messages.conversation_id
      JOIN bots ON bots.id = conversations.bot_id
      WHERE seq > ${last} ORDER BY seq LIMIT ${MESSAGES_A_BATCH}`.execute(db)
    for (const { seq, number, content } of rows) {
      await sql`
        INSERT INTO message_words (rowid, bot, search_text)
        VALUES (${seq}, ${String(number)}, ${toSearchText(content)})`.execute(db)
    }
    const newest = rows.at(-1)?.seq
    if (newest === undefined) return
    last = newest
  }
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu
const BEFORE_UNIT = /(?<=\p{N})(?=\p{L})/gu

/** As the store prepared a text when this was written. */
const toSearchText = (text: string): string =>
  text.replace(UNSPACED, ' $& ').replace(BEFORE_UNIT, ' ').replaceAll('ß', 'ss')
