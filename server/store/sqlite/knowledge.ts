import type { Transaction } from 'kysely'
import type { KnowledgeStore, NewChunk, SourceRecord, StoredChunk, Trained } from '../knowledge-store.ts'
import { findByTerms } from './find-by-terms.ts'
import { findLearned } from './find-learned.ts'
import { findState } from './knowledge-state.ts'
import type { Queries } from './queries.ts'
import { rememberTerms } from './remember-terms.ts'
import { parseTexts, type Tables } from './schema.ts'
import { toSearchText } from './search-text.ts'
import { toBlob, toVectorRows, type VectorRow } from './vectors.ts'

/** A statement takes 32,766 values; a chunk brings some 300 (fifty windows and passages of six), and at most some 2,000. */
const CHUNKS_A_STATEMENT = 10

const NEAREST = 'min(vec_distance_cosine(embedding, @vector)) FILTER (WHERE passage'
/**
 * By the mean of the best window and the best passage. Here and below a value stands in a query of its own where SQLite's planner would
 * look at it, and prepare the statement anew for each: a quarter of the time of the search.
 */
const findNearest = (among: string): string => `
  SELECT chunk_id, (${NEAREST} IS NULL) + coalesce(${NEAREST} IS NOT NULL), ${NEAREST} IS NULL))) / 2 AS distance
  FROM vectors WHERE bot_id = (SELECT @botId) AND embedder = (SELECT @embedder) ${among}
  GROUP BY chunk_id ORDER BY distance, chunk_id LIMIT (SELECT @limit)`
const FIND_NEAREST = findNearest('')
const FIND_NEAREST_AMONG = findNearest('AND chunk_id IN (SELECT value FROM json_each(@among))')
const LIST_BITS = `
  SELECT chunk_id, passage IS NOT NULL AS is_passage, vec_quantize_binary(embedding) AS bits
  FROM vectors WHERE bot_id = ? AND embedder = ? ORDER BY chunk_id`
const FIND_ONE_MORE = 'SELECT 1 FROM vectors WHERE bot_id = ? AND embedder = ? LIMIT 1 OFFSET ?'
const COMPARE_PASSAGES = `
  SELECT chunk_id, passage AS text, 1 - vec_distance_cosine(embedding, ?) AS cosine FROM vectors
  WHERE bot_id = ? AND embedder = ? AND chunk_id IN (SELECT value FROM json_each(?)) AND passage IS NOT NULL`
const LIST_CHUNKS = `
  SELECT chunks.id, source_id, type, iif(type = 'url', content, NULL) AS url, title, chunk_index, heading_path, text
  FROM chunks JOIN sources ON sources.id = chunks.source_id
  WHERE chunks.bot_id = (SELECT ?) AND chunks.id IN (SELECT value FROM json_each(?))`

export function openKnowledge({ db, units, connection }: Queries): KnowledgeStore {
  const memory = rememberTerms(connection)
  let [file, files] = [connection.database, 0]
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

    findByTerms: (botId, terms, limit) => units.read((run) => findByTerms(run, memory, botId, terms, limit)),

    async findByVector(botId, embedder, vector, limit, among) {
      const asked = { vector: toBlob(vector), botId, embedder, limit }
      const rows = await units.read((run) =>
        among === undefined
          ? run<NearestRow>(FIND_NEAREST, [asked])
          : run<NearestRow>(FIND_NEAREST_AMONG, [{ ...asked, among: JSON.stringify(among) }]),
      )
      return rows.map(({ chunk_id, distance }) => ({ chunk_id, cosine: 1 - distance }))
    },

    async listBits(botId, embedder) {
      const rows = await units.read((run) => run<BitsRow>(LIST_BITS, [botId, embedder]))
      return {
        chunk_ids: rows.map(({ chunk_id }) => chunk_id),
        is_passage: rows.map(({ is_passage }) => is_passage),
        bits: rows.map(({ bits }) => bits),
      }
    },

    findVersion: (botId) =>
      units.read((run) => {
        // Another file may repeat the counts of this one.
        if (file !== connection.database) [file, files] = [connection.database, files + 1]
        return [files, ...Object.values(findState(run, botId))].join(' ')
      }),

    async hasMoreVectors(botId, embedder, count) {
      return (await units.read((run) => run(FIND_ONE_MORE, [botId, embedder, count]))).length > 0
    },

    comparePassages: (botId, embedder, vector, ids) =>
      units.read((run) =>
        run<{ chunk_id: number; text: string; cosine: number }>(COMPARE_PASSAGES, [
          toBlob(vector),
          botId,
          embedder,
          JSON.stringify(ids),
        ]),
      ),

    async listChunks(botId, ids) {
      const rows = await units.read((run) => run<ChunkRow>(LIST_CHUNKS, [botId, JSON.stringify(ids)]))
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

type NearestRow = { chunk_id: number; distance: number }
type BitsRow = { chunk_id: number; is_passage: number; bits: Uint8Array }
type ChunkRow = {
  id: number
  source_id: string
  type: 'url' | 'text'
  /** A pasted text's content is the text, often larger than all its chunks that are wanted. */
  url: string | null
  title: string
  chunk_index: number
  heading_path: string
  text: string
}

function toChunk(row: ChunkRow): StoredChunk {
  return {
    id: row.id,
    source_id: row.source_id,
    source_type: row.type,
    url: row.url,
    title: row.title,
    index: row.chunk_index,
    heading_path: parseTexts(row.heading_path),
    text: row.text,
  }
}
