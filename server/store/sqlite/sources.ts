import { sql, type Kysely, type Transaction } from 'kysely'
import { AppError } from '#server/errors.ts'
import { isInWork, SOURCE_STATUSES } from '#shared/source.ts'
import type { SourceRecord, SourceStore } from '../store.ts'
import type { Tables } from './schema.ts'

const IN_WORK = SOURCE_STATUSES.filter(isInWork)

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
        .selectAll()
        .orderBy('created_at')
        .orderBy(sql`sources.rowid`)
        .execute()
    },

    async find(id) {
      return db.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirst()
    },

    async queue(source, now) {
      return db.transaction().execute(async (trx) => {
        const bot = await trx.selectFrom('bots').select('id').where('id', '=', source.bot_id).executeTakeFirst()
        if (bot === undefined) throw new AppError('not_found', 'This bot does not exist.')
        const same = source.type === 'url' ? await findUrl(trx, source.bot_id, source.content) : undefined
        if (same !== undefined) return queueAgain(trx, same, now)
        return trx
          .insertInto('sources')
          .values({ ...source, status: 'queued', created_at: now, updated_at: now })
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

    async replaceProgress(id, { status, done, total }, now) {
      return change(id, { status, progress_done: done, progress_total: total }, now)
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
    .set({ status: 'queued', status_detail: null, progress_done: 0, progress_total: 0, updated_at: now })
    .where('id', '=', source.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}
