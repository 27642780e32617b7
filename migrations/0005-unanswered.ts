import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A source's text as its training read it, apart from the source so that no list drags it along. What was trained before has none.
  await sql`
    CREATE TABLE source_texts (
      source_id TEXT PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
      text TEXT NOT NULL
    ) STRICT`.execute(db)

  // A visitor's question whose answer was a refusal. `seq` is the refusal's. `settled` is null until the owner deals with it.
  await sql`
    CREATE TABLE unanswered (
      question_id TEXT PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
      bot_id TEXT NOT NULL,
      seq INTEGER NOT NULL,
      settled TEXT CHECK (settled IN ('answered', 'dismissed')),
      settled_at TEXT
    ) STRICT`.execute(db)
  await sql`CREATE INDEX unanswered_open ON unanswered (seq) WHERE settled IS NULL`.execute(db)
  await sql`CREATE INDEX unanswered_open_of_bot ON unanswered (bot_id, seq) WHERE settled IS NULL`.execute(db)

  const question = (refusal: 'new' | 'refusals') =>
    sql.raw(`(
        SELECT id FROM messages
        WHERE conversation_id = ${refusal}.conversation_id AND seq < ${refusal}.seq AND role = 'user' AND status <> 'failed'
        ORDER BY seq DESC LIMIT 1
      )`)
  await sql`
    CREATE TRIGGER messages_refused AFTER INSERT ON messages WHEN new.answered = 0 BEGIN
      INSERT INTO unanswered (question_id, bot_id, seq)
      SELECT messages.id, conversations.bot_id, new.seq
      FROM messages JOIN conversations ON conversations.id = messages.conversation_id
      WHERE messages.id = ${question('new')}
      ON CONFLICT DO NOTHING;
    END`.execute(db)
  await sql`
    INSERT INTO unanswered (question_id, bot_id, seq)
    SELECT messages.id, conversations.bot_id, refusals.seq
    FROM messages AS refusals
    JOIN messages ON messages.id = ${question('refusals')}
    JOIN conversations ON conversations.id = messages.conversation_id
    WHERE refusals.answered = 0
    ON CONFLICT DO NOTHING`.execute(db)
}
