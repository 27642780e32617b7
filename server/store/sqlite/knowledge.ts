import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import type { KnowledgeStore, NewChunk, SourceRecord, StoredChunk, Trained } from '../knowledge-store.ts'
import { findByTerms } from './find-by-terms.ts'
import { findLearned } from './find-learned.ts'
import { parseTexts, type Tables } from './schema.ts'
import { toSearchText } from './search-text.ts'
import { toBlob, toVectorRows, type VectorRow } from './vectors.ts'

/** A statement takes 32,766 values; a chunk brings some 300 (fifty windows and passages of six), and at most some 2,000. */
const CHUNKS_A_STATEMENT = 10

export function openKnowledge(db: Kysely<Tables>): KnowledgeStore {
  return {
    async replace(sourceId, trained, now) {
      const vectors = toVectorRows(trained.chunks)
      return db.transaction().execute(async (trx) => {
        const source = await trx.selectFrom('sources').selectAll().where('id', '=', sourceId).executeTakeFirst()
        if (source === undefined) return undefined
        await keepText(trx, sourceId, trained.text)
        await trx.deleteFrom('chunks').where('bot_id', '=', source.bot_id).where('source_id', '=', sourceId).execute()
        const firstId = await takeIds(trx, source.bot_id, trained.chunks.length)
        for (let start = 0; start < trained.chunks.length; start += CHUNKS_A_STATEMENT) {
          const end = start + CHUNKS_A_STATEMENT
          await insertChunks(trx, source, trained.title, trained.chunks.slice(start, end), firstId + start)
          await insertVectors(trx, source.bot_id, trained.embedder, vectors.slice(start, end), firstId + start)
        }
        return finish(trx, sourceId, trained, now)
      })
    },

    async forget(botId, limit) {
      const some = db.selectFrom('chunks').select('id').where('bot_id', '=', botId).orderBy('id').limit(limit)
      const { numDeletedRows } = await db
        .deleteFrom('chunks')
        .where('bot_id', '=', botId)
        .where('id', 'in', some)
        .executeTakeFirstOrThrow()
      return Number(numDeletedRows)
    },

    async findLearned(botId, sourceId) {
      return findLearned(db, botId, sourceId)
    },

    async findByTerms(botId, terms, limit) {
      return findByTerms(db, botId, terms, limit)
    },

    async findByVector(botId, embedder, vector, limit) {
      const best = (of: RawBuilder<unknown>) =>
        sql<number>`min(vec_distance_cosine(embedding, ${toBlob(vector)})) FILTER (WHERE passage ${of})`
      const [window, passage] = [best(sql`IS NULL`), best(sql`IS NOT NULL`)]
      const distance = sql<number>`(${window} + coalesce(${passage}, ${window})) / 2`
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

    async hasMoreVectors(botId, embedder, count) {
      const next = await db
        .selectFrom('vectors')
        .select('chunk_id')
        .where('bot_id', '=', botId)
        .where('embedder', '=', embedder)
        .limit(1)
        .offset(count)
        .executeTakeFirst()
      return next !== undefined
    },

    async comparePassages(botId, embedder, vector, ids) {
      const rows = await db
        .selectFrom('vectors')
        .select([
          'chunk_id',
          'passage',
          sql<number>`1 - vec_distance_cosine(embedding, ${toBlob(vector)})`.as('cosine'),
        ])
        .where('bot_id', '=', botId)
        .where('embedder', '=', embedder)
        .where('chunk_id', 'in', ids)
        .where('passage', 'is not', null)
        .$narrowType<{ passage: string }>()
        .execute()
      return rows.map(({ chunk_id, passage, cosine }) => ({ chunk_id, text: passage, cosine }))
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

async function keepText(trx: Transaction<Tables>, source_id: string, text: string): Promise<void> {
  await trx
    .insertInto('source_texts')
    .values({ source_id, text })
    .onConflict((oc) => oc.column('source_id').doUpdateSet({ text }))
    .execute()
}

async function takeIds(trx: Transaction<Tables>, botId: string, count: number): Promise<number> {
  const { number, chunks_made } = await trx
    .updateTable('bots')
    .set((eb) => ({ chunks_made: eb('chunks_made', '+', count) }))
    .where('id', '=', botId)
    .returning(['number', 'chunks_made'])
    .executeTakeFirstOrThrow()
  return number * 2 ** 32 + chunks_made - count
}

async function insertChunks(
  trx: Transaction<Tables>,
  source: { id: string; bot_id: string },
  title: string,
  chunks: NewChunk[],
  firstId: number,
): Promise<void> {
  await trx
    .insertInto('chunks')
    .values(
      chunks.map((chunk, i) => ({
        id: firstId + i,
        bot_id: source.bot_id,
        source_id: source.id,
        chunk_index: chunk.index,
        heading_path: JSON.stringify(chunk.heading_path),
        text: chunk.text,
      })),
    )
    .execute()
  await trx
    .insertInto('chunk_words')
    .values(
      chunks.map((chunk, i) => ({
        rowid: firstId + i,
        search_text: toSearchText([title, ...chunk.heading_path, chunk.text].join('\n')),
      })),
    )
    .execute()
}

async function insertVectors(
  trx: Transaction<Tables>,
  botId: string,
  embedder: string | null,
  vectorsOfChunks: VectorRow[][],
  firstId: number,
): Promise<void> {
  const rows = vectorsOfChunks.flatMap((vectors, i) =>
    vectors.map((vector, window_index) => ({ chunk_id: firstId + i, window_index, bot_id: botId, ...vector })),
  )
  if (rows.length === 0) return
  if (embedder === null) throw new Error('Vectors need the name of their embedder.')
  await trx
    .insertInto('vectors')
    .values(rows.map((row) => ({ ...row, embedder })))
    .execute()
}

async function finish(
  trx: Transaction<Tables>,
  sourceId: string,
  trained: Trained,
  now: string,
): Promise<SourceRecord> {
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
    heading_path: parseTexts(row.heading_path),
    text: row.text,
  }
}
