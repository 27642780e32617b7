import type { openDatabase } from '#server/store/sqlite/open.ts'

type Database = ReturnType<typeof openDatabase>

/** Each counts rows that must not be. The deletion of a bot goes on after the start, its messages before its counts. */
const STRAYS = {
  'chunks without their words': 'chunks WHERE id NOT IN (SELECT id FROM chunk_words_docsize)',
  'words without their chunk': 'chunk_words_docsize WHERE id NOT IN (SELECT id FROM chunks)',
  'messages without their words': 'messages WHERE seq NOT IN (SELECT id FROM message_words_docsize)',
  'words without their message': 'message_words_docsize WHERE id NOT IN (SELECT seq FROM messages)',
  'sources with other chunks than they count':
    'sources WHERE chunks <> (SELECT count(*) FROM chunks WHERE source_id = sources.id)',
  'trained sources without their text':
    'sources WHERE trained_at IS NOT NULL AND id NOT IN (SELECT source_id FROM source_texts)',
  'chunks without a vector': `chunks JOIN sources ON sources.id = source_id WHERE embedder IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM vectors WHERE vectors.bot_id = chunks.bot_id AND chunk_id = chunks.id)`,
  'counts of messages that are not as stored': `usage WHERE usage.messages <> (
    SELECT count(*) FROM messages JOIN conversations ON conversations.id = conversation_id
    WHERE bot_id = usage.bot_id AND month = usage.month AND role = 'user' AND status = 'complete')
    AND bot_id IN (SELECT id FROM bots WHERE deleted_at IS NULL)`,
  'counts of refusals that are not as stored': `conversations WHERE unanswered <> (
    SELECT count(*) FROM messages WHERE conversation_id = conversations.id AND answered = 0)`,
  'conversations without a message':
    'conversations WHERE NOT EXISTS (SELECT 1 FROM messages WHERE conversation_id = conversations.id)',
}

/** What does not fit together in a database, in words. */
export function findDamage(database: Database): string[] {
  const found: string[] = []
  const integrity = String(database.pragma('integrity_check(1)', { simple: true }))
  if (integrity !== 'ok') found.push(integrity)
  if (database.prepare('SELECT count(*) FROM pragma_foreign_key_check').pluck().get() !== 0) {
    found.push('rows that point at nothing')
  }
  // integrity_check does not see an index that drifted from what it indexes.
  for (const index of ['chunk_words', 'message_words']) {
    try {
      database.prepare(`INSERT INTO ${index} (${index}, rank) VALUES ('integrity-check', 1)`).run()
    } catch (error) {
      found.push(`${index}: ${String(error)}`)
    }
  }
  for (const [name, rows] of Object.entries(STRAYS)) {
    const count = database.prepare(`SELECT count(*) FROM ${rows}`).pluck().get()
    if (count !== 0) found.push(`${String(count)} ${name}`)
  }
  return found
}
