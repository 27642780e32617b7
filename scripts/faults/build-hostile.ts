import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { databaseFiles } from '#server/store/sqlite/database-files.ts'
import { openDatabase } from '#server/store/sqlite/open.ts'
import { buildArchive, buildBackup, buildManifestFor } from '#server/testing/build-archive.ts'

const BOMB_BYTES = 300_000_000
const FLIPS = 40
const CUTS = 10

export type Hostile = { name: string; archive: Buffer }

/** Files that somebody might send as a backup; `good` is a whole one, of the database at `path`. */
export async function buildHostile(
  good: Buffer,
  path: string,
  manifest: Record<string, unknown>,
  folder: string,
): Promise<Hostile[]> {
  const database = { name: 'frontdesk.db', content: Buffer.from('x') }
  const own = { [database.name]: database.content }
  const first = { name: 'manifest.json', content: buildManifestFor(own) }
  const hostile: Hostile[] = [
    { name: 'nothing', archive: Buffer.alloc(0) },
    { name: 'a letter', archive: Buffer.from('Dear shop owner, '.repeat(1000)) },
    { name: 'a zip', archive: Buffer.from('PK\u0003\u0004 and so on') },
    { name: 'zeros without end', archive: gzipSync(Buffer.alloc(BOMB_BYTES)) },
    {
      name: 'zeros behind the end',
      archive: buildArchive([first, database, { name: '', content: Buffer.alloc(BOMB_BYTES) }]),
    },
    { name: 'a path upwards', archive: buildBackup({ ...own, '../evil-64.png': Buffer.from('x') }) },
    { name: 'an absolute path', archive: buildBackup({ ...own, '/tmp/evil-64.png': Buffer.from('x') }) },
    { name: 'a secret.key', archive: buildBackup({ ...own, 'secret.key': Buffer.from('x') }) },
    { name: 'a link', archive: buildArchive([first, { ...database, type: 'SymbolicLink' }]) },
    { name: 'a device', archive: buildArchive([first, { ...database, type: 'CharacterDevice' }]) },
    { name: 'the same twice', archive: buildArchive([first, database, database]) },
    { name: 'a later format', archive: buildBackup(own, { format: 99 }) },
  ]
  for (const [name, sql] of [
    ['a trigger', 'CREATE TRIGGER spy AFTER INSERT ON messages BEGIN DELETE FROM account; END'],
    ['a view', 'CREATE VIEW spy AS SELECT * FROM account'],
    ['a table', 'CREATE TABLE songs (id INTEGER)'],
    ['another program’s number', 'PRAGMA application_id = 7'],
    ['a newer schema', "INSERT INTO kysely_migration VALUES ('9999-later', '')"],
    ['a text index without its words', 'DELETE FROM message_words'],
    ['rows that point at nothing', 'PRAGMA foreign_keys = OFF; DELETE FROM conversations'],
  ] as const) {
    const copy = join(folder, 'changed.db')
    await databaseFiles.copy(path, copy)
    const changed = openDatabase(copy)
    changed.exec(sql)
    changed.pragma('journal_mode = DELETE')
    changed.close()
    hostile.push({
      name: `a database with ${name}`,
      archive: buildBackup({ 'frontdesk.db': await readFile(copy) }, manifest),
    })
    await rm(copy)
  }
  for (let i = 0; i < FLIPS; i++) {
    const at = Math.floor((good.length * (i + 0.5)) / FLIPS)
    const flipped = Buffer.from(good)
    flipped[at] = (flipped[at] ?? 0) ^ 0xff
    hostile.push({ name: `byte ${at} changed`, archive: flipped })
  }
  for (let i = 1; i <= CUTS; i++) {
    const end = Math.floor((good.length * i) / (CUTS + 1))
    hostile.push({ name: `cut off at ${end}`, archive: good.subarray(0, end) })
  }
  return hostile
}
