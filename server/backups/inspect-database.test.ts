import { mkdir, rm } from 'node:fs/promises'
import type SqliteDatabase from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import {
  buildDatabase,
  COUNTS,
  expectRefused,
  inspect,
  pack,
  staging,
  useInspection,
} from '#server/testing/inspection.ts'

/** Two hundred of them, 50 ms each when nothing else runs. */
const MANY_MS = 120_000

useInspection()

describe('a database that is not wholly ours is refused', () => {
  test.each<[string, (database: SqliteDatabase.Database) => void, RegExp]>([
    [
      'with a trigger of someone else',
      (db) => db.exec(`CREATE TRIGGER spy AFTER INSERT ON messages BEGIN DELETE FROM account; END`),
      /changed by another program\. "trigger spy"/,
    ],
    [
      'with a table of the migrator that is something else',
      (db) =>
        db.exec(`CREATE TABLE kept AS SELECT * FROM kysely_migration_lock; DROP TABLE kysely_migration_lock;
          CREATE TABLE "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default (random()));
          INSERT INTO kysely_migration_lock SELECT * FROM kept; DROP TABLE kept`),
      /"table kysely_migration_lock"/,
    ],
    ['with a view', (db) => db.exec('CREATE VIEW spy AS SELECT * FROM account'), /"view spy"/],
    ['with a table more', (db) => db.exec('CREATE TABLE songs (id INTEGER)'), /"table songs"/],
    ['with an index less', (db) => db.exec('DROP INDEX messages_conversation'), /Something is missing/],
    [
      'with another table in its place',
      (db) => db.exec('DROP TABLE sessions; CREATE TABLE sessions (a)'),
      /"table sessions"/,
    ],
    [
      'of a newer Frontdesk',
      (db) => db.exec("INSERT INTO kysely_migration VALUES ('9999-later', '')"),
      /newer Frontdesk \(9999-later\)\. Update this one first/,
    ],
    ['of another program', (db) => db.pragma('application_id = 7'), /not one of Frontdesk/],
    [
      'whose text index drifted',
      (db) => db.exec('DELETE FROM chunk_words WHERE rowid = (SELECT min(id) FROM chunks)'),
      /text index does not fit/,
    ],
    [
      'whose messages are not all found by searching',
      (db) => db.exec('DELETE FROM message_words'),
      /text index does not fit its messages/,
    ],
    [
      'whose rows point at nothing',
      (db) => db.exec('PRAGMA foreign_keys = OFF; DELETE FROM sources'),
      /rows point at nothing/,
    ],
  ])('%s', async (_name, change, sentence) => expectRefused(pack(await buildDatabase(change)), sentence))

  test.each<[string, Buffer, RegExp]>([
    ['text', Buffer.from('songs '.repeat(900)), /It is not a database/],
    ['nothing', Buffer.alloc(0), /It is not a database/],
  ])('%s in the name of one', async (_name, bytes, sentence) => expectRefused(pack(bytes), sentence))

  test('fewer messages than its manifest says', async () => {
    const archive = pack(await buildDatabase(), { counts: { ...COUNTS, messages: 9 } })
    await expectRefused(archive, 'does not hold what its manifest says')
  })

  test(
    'with a byte changed: never anything but a refusal or a sound database',
    async () => {
      const database = await buildDatabase()
      for (let i = 0; i < 200; i++) {
        await rm(staging, { recursive: true, force: true })
        await mkdir(staging)
        const flipped = Buffer.from(database)
        const at = Math.floor((database.length * i) / 200)
        flipped[at] = (flipped[at] ?? 0) ^ 0xff
        await inspect(pack(flipped)).then(
          ({ contents }) => expect(contents.counts).toEqual(COUNTS),
          (error: unknown) => expect(error).toMatchObject({ code: 'unprocessable' }),
        )
      }
    },
    MANY_MS,
  )
})
