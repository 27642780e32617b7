import { type RawBuilder, type Selectable, sql, type SqlBool, type Updateable } from 'kysely'
import { AppError } from '#server/errors.ts'
import type { BotFields, BotRecord, BotStore } from '../bot-store.ts'
import type { Queries } from './queries.ts'
import { parseTexts, type Tables } from './schema.ts'

/** The key's hash is compared, never read. */
const COLUMNS = [
  'id',
  'name',
  'welcome_message',
  'fallback_message',
  'accent_color',
  'position',
  'show_button_text',
  'button_text',
  'avatar_file',
  'key_sealed',
  'message_limit',
  'budget_micro_usd',
  'relevance_cut',
  'allowed_origins',
  'created_at',
  'updated_at',
] as const

type Row = Selectable<Pick<Tables['bots'], (typeof COLUMNS)[number]>>

const FIND_BY_KEY = `SELECT ${COLUMNS.join()} FROM bots WHERE id = ? AND key_hash = ? AND deleted_at IS NULL`

/** What the owner sets. */
const FIELDS = [
  'name',
  'welcome_message',
  'fallback_message',
  'accent_color',
  'position',
  'show_button_text',
  'button_text',
  'message_limit',
  'budget_micro_usd',
  'relevance_cut',
  'allowed_origins',
] as const satisfies (keyof BotFields)[]

/** What is left of a bot whose deletion has begun is shown to nobody. */
export const isOfBot = (column: string): RawBuilder<SqlBool> =>
  sql`(SELECT deleted_at FROM bots WHERE id = ${sql.ref(column)}) IS NULL`

export function openBots({ db, units }: Queries): BotStore {
  const change = async (
    id: string,
    changes: Updateable<Tables['bots']>,
    now: string,
    basedOn: Updateable<Tables['bots']> = {},
  ): Promise<BotRecord | undefined> => {
    const row = await db
      .updateTable('bots')
      .set({ ...changes, updated_at: now })
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .where((eb) =>
        eb.and(
          FIELDS.flatMap((field) => {
            const [before, wanted] = [basedOn[field], changes[field]]
            return before === undefined || wanted === undefined
              ? []
              : [eb.or([eb(field, 'is', before), eb(field, 'is', wanted)])]
          }),
        ),
      )
      .returning(COLUMNS)
      .executeTakeFirst()
    return row && toBot(row)
  }

  const find = async (id: string): Promise<BotRecord | undefined> => {
    const row = await db
      .selectFrom('bots')
      .select(COLUMNS)
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    return row && toBot(row)
  }

  return {
    async list() {
      const rows = await db
        .selectFrom('bots')
        .select(COLUMNS)
        .where('deleted_at', 'is', null)
        .orderBy('number')
        .execute()
      return rows.map(toBot)
    },

    find,

    async findByKey(id, keyHash) {
      const [row] = await units.read((run) => run<Row>(FIND_BY_KEY, [id, keyHash]))
      return row && toBot(row)
    },

    async create(bot, keyHash) {
      const { show_button_text, allowed_origins, ...rest } = bot
      await db
        .insertInto('bots')
        .values({
          ...rest,
          show_button_text: Number(show_button_text),
          allowed_origins: JSON.stringify(allowed_origins),
          key_hash: keyHash,
        })
        .execute()
    },

    async update(id, changes, now, basedOn = {}) {
      const changed = await change(id, toColumns(changes), now, toColumns(basedOn))
      if (changed === undefined && (await find(id)) !== undefined) {
        throw new AppError('conflict', 'This bot was changed elsewhere meanwhile. Look at it again before you save.')
      }
      // Whether a new budget holds an answer is seen at the next.
      if (changed !== undefined && changes.budget_micro_usd !== undefined) {
        await db.updateTable('usage').set({ budget_used_up: 0 }).where('bot_id', '=', id).execute()
      }
      return changed
    },

    async replaceKey(id, key, now) {
      return change(id, { key_hash: key.hash, key_sealed: key.sealed }, now)
    },

    async replaceAvatar(id, file, now) {
      return change(id, { avatar_file: file }, now)
    },

    async mark(id, now) {
      return change(id, { deleted_at: now }, now)
    },

    async listMarked() {
      const rows = await db.selectFrom('bots').select(COLUMNS).where('deleted_at', 'is not', null).execute()
      return rows.map(toBot)
    },

    async delete(id) {
      const { numDeletedRows } = await db.deleteFrom('bots').where('id', '=', id).executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
  }
}

function toColumns({ show_button_text, allowed_origins, ...rest }: Partial<BotFields>): Updateable<Tables['bots']> {
  return {
    ...rest,
    ...(show_button_text !== undefined && { show_button_text: Number(show_button_text) }),
    ...(allowed_origins !== undefined && { allowed_origins: JSON.stringify(allowed_origins) }),
  }
}

function toBot(row: Row): BotRecord {
  return { ...row, show_button_text: row.show_button_text === 1, allowed_origins: parseTexts(row.allowed_origins) }
}
