import { sql, type Kysely, type Transaction } from 'kysely'
import type { KnowledgeStore, NewChunk, StoredChunk } from '../store.ts'
import { findByTerms } from './find-by-terms.ts'
import type { Tables } from './schema.ts'
import { toSearchText } from './search-text.ts'
import { toBlob, toBlobs } from './vectors.ts'

export function openKnowledge(db: Kysely<Tables>): KnowledgeStore {
  return {
    async replace(sourceId, trained, now) {
      const blobs = toBlobs(trained.chunks)
      return db.transaction().execute(async (trx) => {
        const source = await trx.selectFrom('sources').selectAll().where('id', '=', sourceId).executeTakeFirst()
        if (source === undefined) return undefined
        await trx.deleteFrom('chunks').where('source_id', '=', sourceId).execute()
        for (const [i, chunk] of trained.chunks.entries()) {
          const chunkId = await insertChunk(trx, source, trained.title, chunk)
          await insertVectors(trx, source.bot_id, chunkId, trained.embedder, blobs[i] ?? [])
        }
        return trx
          .updateTable('sources')
          .set((eb) => ({
            title: trained.title,
            status: 'done',
            status_detail: trained.detail,
            progress_done: eb.ref('progress_total'),
            words: trained.words,
            chunks: trained.chunks.length,
            embedder: trained.embedder,
            trained_at: now,
            updated_at: now,
          }))
          .where('id', '=', sourceId)
          .returningAll()
          .executeTakeFirstOrThrow()
      })
    },

    async findByTerms(botId, terms, limit) {
      return findByTerms(db, botId, terms, limit)
    },

    async findByVector(botId, embedder, vector, limit) {
      const distance = sql<number>`min(vec_distance_cosine(embedding, ${toBlob(vector)}))`
      const rows = await db
        .selectFrom('vectors')
        .select(['chunk_id', distance.as('distance')])
        .where('bot_id', '=', botId)
        .where('embedder', '=', embedder)
        .groupBy('chunk_id')
        .orderBy('distance')
        .orderBy('chunk_id')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ chunk_id: row.chunk_id, cosine: 1 - row.distance }))
    },

    async listChunks(botId, ids) {
      const rows = await db
        .selectFrom('chunks')
        .innerJoin('sources', 'sources.id', 'chunks.source_id')
        .select(['chunks.id', 'source_id', 'type', 'content', 'title', 'chunk_index', 'heading_path', 'text'])
        .where('chunks.bot_id', '=', botId)
        .where('chunks.id', 'in', ids)
        .execute()
      const byId = new Map(rows.map((row): [number, StoredChunk] => [row.id, toChunk(row)]))
      return ids.flatMap((id) => byId.get(id) ?? [])
    },
  }
}

async function insertChunk(
  trx: Transaction<Tables>,
  source: { id: string; bot_id: string },
  title: string,
  chunk: NewChunk,
): Promise<number> {
  const { id } = await trx
    .insertInto('chunks')
    .values({
      bot_id: source.bot_id,
      source_id: source.id,
      chunk_index: chunk.index,
      heading_path: JSON.stringify(chunk.heading_path),
      text: chunk.text,
      search_text: toSearchText([title, ...chunk.heading_path, chunk.text].join('\n')),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function insertVectors(
  trx: Transaction<Tables>,
  botId: string,
  chunkId: number,
  embedder: string | null,
  blobs: Uint8Array[],
): Promise<void> {
  if (blobs.length === 0) return
  if (embedder === null) throw new Error('Vectors need the name of their embedder.')
  await trx
    .insertInto('vectors')
    .values(
      blobs.map((embedding, window_index) => ({ chunk_id: chunkId, window_index, bot_id: botId, embedder, embedding })),
    )
    .execute()
}

function toChunk(row: {
  id: number
  source_id: string
  type: 'url' | 'text'
  content: string
  title: string
  chunk_index: number
  heading_path: string
  text: string
}): StoredChunk {
  return {
    id: row.id,
    source_id: row.source_id,
    source_type: row.type,
    url: row.type === 'url' ? row.content : null,
    title: row.title,
    index: row.chunk_index,
    heading_path: JSON.parse(row.heading_path),
    text: row.text,
  }
}
