import { sql, type Kysely, type Transaction } from 'kysely'
import { AppError } from '#server/errors.ts'
import { isInWork, SOURCE_STATUSES } from '#shared/source.ts'
import type { NewestSource, SourceRecord, SourceStore } from '../knowledge-store.ts'
import { isOfBot } from './bots.ts'
import type { Tables } from './schema.ts'

const IN_WORK = SOURCE_STATUSES.filter(isInWork)
/** All but the content: 200 texts are up to 10 MB. */
const SUMMARY = [
  'id',
  'bot_id',
  'type',
  'title',
  'status',
  'status_detail',
  'progress_done',
  'progress_total',
  'progress_words',
  'progress_chunks',
  'started_at',
  'step_started_at',
  'words',
  'chunks',
  'embedder',
  'created_at',
  'updated_at',
  'trained_at',
] as const
/** The longest address is shown whole. */
const OPENING_CHARS = 2048

export function openSources(db: Kysely<Tables>): SourceStore {
  const change = (id: string, changes: Partial<SourceRecord>, now: string): Promise<SourceRecord | undefined> =>
    db
      .updateTable('sources')
      .set({ ...changes, updated_at: now })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()

  return {
    async list(botId) {
      return db
        .selectFrom('sources')
        .selectAll()
        .where('bot_id', '=', botId)
        .orderBy('created_at')
        .orderBy(sql`sources.rowid`)
        .execute()
    },

    async listAll() {
      return db
        .selectFrom('sources')
        .select(SUMMARY)
        .where(isOfBot('sources.bot_id'))
        .orderBy('created_at')
        .orderBy(sql`sources.rowid`)
        .execute()
    },

    async listNewest() {
      const { rows } = await sql<NewestSource>`
        SELECT bot_id, type, substr(content, 1, ${OPENING_CHARS}) AS content
        FROM bots JOIN sources ON sources.rowid = (
          SELECT rowid FROM sources WHERE bot_id = bots.id ORDER BY created_at DESC, rowid DESC LIMIT 1
        )`.execute(db)
      return rows
    },

    async find(id) {
      return db.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirst()
    },

    async queue(source, now) {
      return db.transaction().execute(async (trx) => {
        const bot = await trx
          .selectFrom('bots')
          .select('id')
          .where('id', '=', source.bot_id)
          .where('deleted_at', 'is', null)
          .executeTakeFirst()
        if (bot === undefined) throw new AppError('not_found', 'This bot does not exist.')
        const same = source.type === 'url' ? await findUrl(trx, source.bot_id, source.content) : undefined
        if (same !== undefined) return queueAgain(trx, same, now)
        return trx
          .insertInto('sources')
          .values({ ...source, status: 'queued', step_started_at: now, created_at: now, updated_at: now })
          .returningAll()
          .executeTakeFirstOrThrow()
      })
    },

    async requeue(id, now) {
      return db.transaction().execute(async (trx) => {
        const source = await trx.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirst()
        return source && queueAgain(trx, source, now)
      })
    },

    async replaceContent(id, content, now) {
      return db.transaction().execute(async (trx) => {
        const source = await trx.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirst()
        return source && queueAgain(trx, { ...source, content }, now)
      })
    },

    async replaceProgress(id, { status, done, total, read }, now) {
      return db
        .updateTable('sources')
        .set({ status, progress_done: done, progress_total: total, updated_at: now })
        .set({
          started_at: sql`iif(status = 'queued', ${now}, started_at)`,
          step_started_at: sql`iif(status = ${status}, step_started_at, ${now})`,
        })
        .$if(read !== undefined, (update) =>
          update.set({ title: read?.title, progress_words: read?.words, progress_chunks: read?.chunks }),
        )
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
    },

    async fail(id, detail, now) {
      return change(id, { status: 'error', status_detail: detail }, now)
    },

    async failAllInWork(detail, now) {
      const { numUpdatedRows } = await db
        .updateTable('sources')
        .set({ status: 'error', status_detail: detail, updated_at: now })
        .where('status', 'in', IN_WORK)
        .executeTakeFirstOrThrow()
      return Number(numUpdatedRows)
    },

    async delete(id) {
      const { numDeletedRows } = await db.deleteFrom('sources').where('id', '=', id).executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
  }
}

async function findUrl(trx: Transaction<Tables>, botId: string, url: string): Promise<SourceRecord | undefined> {
  return trx
    .selectFrom('sources')
    .selectAll()
    .where('bot_id', '=', botId)
    .where('type', '=', 'url')
    .where('content', '=', url)
    .executeTakeFirst()
}

async function queueAgain(trx: Transaction<Tables>, source: SourceRecord, now: string): Promise<SourceRecord> {
  if (isInWork(source.status)) throw new AppError('conflict', 'This source is being trained already.')
  return trx
    .updateTable('sources')
    .set({
      content: source.content,
      status: 'queued',
      status_detail: null,
      progress_done: 0,
      progress_total: 0,
      progress_words: 0,
      progress_chunks: 0,
      started_at: null,
      step_started_at: now,
      updated_at: now,
    })
    .where('id', '=', source.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}
