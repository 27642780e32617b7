import type { Kysely } from 'kysely'
import type { Learned } from '../knowledge-store.ts'
import { parseTexts, type Tables } from './schema.ts'

/** In one snapshot, lest a training swaps the chunks between two reads. */
export async function findLearned(db: Kysely<Tables>, botId: string, sourceId: string): Promise<Learned | undefined> {
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (trx) => {
      const source = await trx
        .selectFrom('sources')
        .leftJoin('source_texts', 'source_texts.source_id', 'sources.id')
        .select('text')
        .where('sources.id', '=', sourceId)
        .where('sources.bot_id', '=', botId)
        .executeTakeFirst()
      if (source === undefined) return undefined
      const chunks = await trx
        .selectFrom('chunks')
        .leftJoin('vectors', (join) =>
          join.onRef('vectors.bot_id', '=', 'chunks.bot_id').onRef('vectors.chunk_id', '=', 'chunks.id'),
        )
        .select(({ fn }) => [
          'chunk_index',
          'heading_path',
          'text',
          fn.count<number>('vectors.chunk_id').as('vectors'),
          fn.count<number>('vectors.passage').as('passages'),
        ])
        .where('chunks.bot_id', '=', botId)
        .where('chunks.source_id', '=', sourceId)
        .groupBy('chunks.id')
        .orderBy('chunk_index')
        .execute()
      return {
        text: source.text,
        chunks: chunks.map(({ chunk_index, heading_path, text, vectors, passages }) => ({
          index: chunk_index,
          heading_path: parseTexts(heading_path),
          text,
          windows: vectors - passages,
          passages,
        })),
      }
    })
}
