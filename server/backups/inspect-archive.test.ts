import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import SqliteDatabase from 'better-sqlite3'
import { Kysely } from 'kysely'
import { describe, expect, test } from 'vitest'
import { migrations } from '#migrations/index.ts'
import { buildDialect } from '#server/store/sqlite/dialect.ts'
import { migrate } from '#server/store/sqlite/migrate.ts'
import { openDatabase } from '#server/store/sqlite/open.ts'
import type { Tables } from '#server/store/sqlite/schema.ts'
import { buildArchive, buildBackup, buildManifestFor } from '#server/testing/build-archive.ts'
import { folder } from '#server/testing/data-folder.ts'
import {
  buildDatabase,
  COUNTS,
  expectRefused,
  inspect,
  pack,
  readChanged,
  schema,
  staging,
  useInspection,
} from '#server/testing/inspection.ts'

/** A hundred of them, 50 ms each when nothing else runs. */
const MANY_MS = 120_000

useInspection()

/** A tar header whose size is written as a number beyond all numbers. */
function buildHeaderOf(byte: number): Buffer {
  const block = gunzipSync(buildArchive([{ name: 'manifest.json' }]))
  return block.fill(byte, 124, 136)
}

test('a whole one is unpacked, and says what is inside', async () => {
  const picture = Buffer.from('a picture')
  const archive = buildBackup(
    { 'frontdesk.db': await buildDatabase(), 'avatars/pic-1-64.png': picture },
    { schema, counts: COUNTS },
  )
  const { contents, was_older } = await inspect(archive)
  expect(contents).toMatchObject({ schema, is_older: false, counts: COUNTS, bots: [{ id: 'a', name: 'Bot a' }] })
  expect(was_older).toBe(false)
  expect(await readFile(join(staging, 'avatars', 'pic-1-64.png'))).toEqual(picture)
})

test.each(
  Object.keys(migrations)
    .map((_, i) => i)
    .slice(1),
)('one with the first %i migrations is brought up to date', async (count) => {
  const path = join(folder, 'older.db')
  new SqliteDatabase(path).close()
  const registry = Object.fromEntries(Object.entries(migrations).slice(0, count))
  const db = new Kysely<Tables>({ dialect: buildDialect({ database: openDatabase(path) }) })
  await migrate(db, registry)
  await db.destroy()
  const older = await readChanged(path, () => undefined)
  const counts = { bots: 0, sources: 0, chunks: 0, conversations: 0, messages: 0 }
  const unpacked = await inspect(pack(older, { schema: Object.keys(registry).at(-1), counts }))
  expect(unpacked).toMatchObject({ was_older: true, contents: { schema, is_older: false } })
})

describe('an archive that is not ours is refused', () => {
  const picture = Buffer.from('x')
  const manifest = (files: Record<string, Uint8Array>) => ({ name: 'manifest.json', content: buildManifestFor(files) })
  const own = { 'frontdesk.db': Buffer.from('y') }
  const database = { name: 'frontdesk.db', content: own['frontdesk.db'] }
  const notOurs = 'This is not a backup made by Frontdesk.'

  test.each<[string, () => Buffer, string | RegExp]>([
    ['a text file', () => Buffer.from('Dear shop owner, '.repeat(100)), notOurs],
    ['a size that is no number', () => gzipSync(buildHeaderOf(0xff)), notOurs],
    ['an empty file', () => Buffer.alloc(0), /damaged or cut off/],
    ['a zip', () => Buffer.from('PK\u0003\u0004 and so on'), notOurs],
    ['another tar', () => buildArchive([{ name: 'letters/one.txt', content: picture }]), notOurs],
    ['no manifest', () => buildArchive([database]), notOurs],
    ['a manifest of nonsense', () => buildArchive([{ name: 'manifest.json', content: Buffer.from('{"a":') }]), notOurs],
    ['a manifest without a database', () => buildArchive([manifest({})]), notOurs],
    ['a later format', () => buildBackup(own, { format: 2 }), /made by a newer Frontdesk/],
    ['a path upwards', () => buildBackup({ ...own, '../evil-64.png': picture }), notOurs],
    ['a path upwards in a folder', () => buildBackup({ ...own, 'avatars/../../evil-64.png': picture }), notOurs],
    ['an absolute path', () => buildBackup({ ...own, '/tmp/evil-64.png': picture }), notOurs],
    ['a name with a nul', () => buildBackup({ ...own, 'avatars/a\u0000-64.png': picture }), notOurs],
    ['the key of a machine', () => buildBackup({ ...own, 'secret.key': picture }), notOurs],
    ['a log beside the database', () => buildBackup({ ...own, 'frontdesk.db-wal': picture }), notOurs],
    ['a huge picture', () => buildBackup({ ...own, 'avatars/a-64.png': Buffer.alloc(300_000) }), notOurs],
    ['a link', () => buildArchive([manifest(own), { name: 'frontdesk.db', type: 'SymbolicLink' }]), notOurs],
    ...(['Link', 'CharacterDevice', 'BlockDevice', 'FIFO', 'ContiguousFile', 'SparseFile', 'GNUDumpDir'] as const).map(
      (type): [string, () => Buffer, string] => [
        `a ${type}`,
        () => buildArchive([manifest(own), { ...database, type }]),
        notOurs,
      ],
    ),
    ...(['NextFileHasLongPath', 'ExtendedHeader', 'GlobalExtendedHeader'] as const).map(
      (type): [string, () => Buffer, string] => [
        `a ${type} that renames what comes`,
        () => {
          const name = { name: 'x', type, content: Buffer.from('30 path=../../../../tmp/evil\n') }
          return buildArchive([manifest(own), name, database])
        },
        notOurs,
      ],
    ),
    ['two manifests', () => buildArchive([manifest(own), manifest(own), database]), /damaged/],
    [
      'a second archive behind the first',
      () => Buffer.concat([buildBackup(own), gzipSync(Buffer.alloc(9e6))]),
      /Frontdesk|damaged/,
    ],
    ['a folder', () => buildArchive([manifest(own), { name: 'avatars', type: 'Directory' }]), notOurs],
    [
      'a file that the manifest does not name',
      () => buildArchive([manifest(own), database, { name: 'more' }]),
      /damaged/,
    ],
    ['the same file twice', () => buildArchive([manifest(own), database, database]), /damaged/],
    ['a missing file', () => buildArchive([manifest({ ...own, 'avatars/a-64.png': picture }), database]), /damaged/],
    ['other bytes', () => buildArchive([manifest(own), { ...database, content: Buffer.from('z') }]), /damaged/],
    ['another size', () => buildArchive([manifest(own), { ...database, content: Buffer.alloc(9e6) }]), /damaged/],
    ['more than it holds', () => buildArchive([manifest(own), { ...database, size: 5_000 }]), /damaged|cut off/],
    [
      'a bomb behind the end',
      () => buildArchive([manifest(own), database, { name: '', content: Buffer.alloc(9e6) }]),
      /Frontdesk|damaged/,
    ],
    [
      'a size beyond all measure',
      () => buildBackup(own, { files: [{ name: 'frontdesk.db', bytes: 1e15, sha256: 'a'.repeat(64) }] }),
      notOurs,
    ],
  ])('%s', async (_name, build, sentence) => expectRefused(build(), sentence))

  test(
    'one that is cut off anywhere, or has one byte changed',
    async () => {
      const whole = pack(await buildDatabase())
      for (let i = 1; i < 40; i++) {
        await mkdir(staging, { recursive: true })
        await expectRefused(whole.subarray(0, Math.floor((whole.length * i) / 40)), /damaged|cut off/)
      }
      for (let i = 0; i < 60; i++) {
        await mkdir(staging, { recursive: true })
        const flipped = Buffer.from(whole)
        const at = 10 + Math.floor(((whole.length - 20) * i) / 60)
        flipped[at] = (flipped[at] ?? 0) ^ 0x10
        await expectRefused(flipped, /damaged|cut off|not a backup/)
      }
    },
    MANY_MS,
  )
})

// Root may read everything.
test.skipIf((process.getuid?.() ?? 0) === 0)('a file of another user is refused as that', async () => {
  await writeFile(join(folder, 'archive.tar.gz'), '', { mode: 0o200 })
  await expectRefused(Buffer.from('x'), /^This backup cannot be read\. Check that the file belongs to/)
})
