import { createHash } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { join, resolve } from 'node:path'
import type { BackupKind } from '#shared/backup.ts'
import { AppError } from '#server/errors.ts'
import type { DatabaseContents, DatabaseFiles } from '#server/store/database-files.ts'
import { syncFolder } from '#server/sync-folder.ts'
import { version } from '#server/version.ts'
import { writeArchive } from './archive.ts'
import { toAvatarFile } from './avatars.ts'
import { toBackupName } from './backup-name.ts'
import { AVATARS, buildManifest, DATABASE, IS_AVATAR, MANIFEST, type PackedFile } from './manifest.ts'
import { assertRoom, toDiskFailure } from './room.ts'
import { removeLeftBehind, toStaging } from './staging.ts'
import { verifyArchive } from './verify-archive.ts'
import type { BackupConfig, Report } from './work.ts'

export type MakeDeps = {
  config: BackupConfig
  files: DatabaseFiles
  now: () => Date
  report: Report
}

/**
 * Makes a whole, verified backup or none. `target` is another path for it, for one that is not kept. Throws AppError
 * `unprocessable` when the database itself cannot be read, and for that reason alone.
 */
export async function makeBackup(deps: MakeDeps, kind: BackupKind, target?: string): Promise<string> {
  const { backupPath } = deps.config
  await removeLeftBehind(backupPath, deps.now())
  // A copy of the database, and at worst an archive of the same size.
  await assertRoom(backupPath, 2 * (await deps.files.measure(deps.config.databasePath)))
  let staging: string | undefined
  try {
    staging = await mkdtemp(join(backupPath, toStaging('')))
    const archive = await pack(deps, kind, staging)
    const path = target ?? join(backupPath, toBackupName(kind, deps.now()))
    await rename(archive, path)
    await syncFolder(backupPath)
    return resolve(path)
  } catch (error) {
    throw toDiskFailure(error, backupPath)
  } finally {
    if (staging !== undefined) await rm(staging, { recursive: true, force: true })
  }
}

async function pack(deps: MakeDeps, kind: BackupKind, staging: string): Promise<string> {
  const { config, now, report } = deps
  report('copying', 0)
  // Twice, since a picture may be replaced on either side of the moment that the copy shows.
  await copyAvatars(config, staging)
  const madeAt = now().toISOString()
  const contents = await copyDatabase(deps, join(staging, DATABASE))
  await copyAvatars(config, staging)

  const packed: PackedFile[] = []
  for (const name of [DATABASE, ...(await listAvatars(staging, contents))]) {
    packed.push({ name, ...(await measure(join(staging, name))) })
  }
  const manifest = buildManifest({
    app_version: version,
    schema: contents.schema,
    made_at: madeAt,
    kind,
    counts: contents.counts,
    files: packed,
  })
  await writeFile(join(staging, MANIFEST), manifest)

  const total = packed.reduce((sum, { bytes }) => sum + bytes, 0)
  const archive = join(staging, 'backup.tar.gz.tmp')
  const share = (from: number, to: number) => (bytes: number) => from + ((to - from) * bytes) / Math.max(1, total)
  const packing = share(45, 85)
  // The manifest first: who wants to know what is inside need not unpack it all.
  await writeArchive(archive, staging, [MANIFEST, ...packed.map(({ name }) => name)], (bytes) =>
    report('packing', packing(bytes)),
  )
  const verifying = share(85, 99)
  await readBack(archive, (bytes) => report('verifying', verifying(bytes)))
  return archive
}

async function copyDatabase({ config, files, report }: MakeDeps, to: string): Promise<DatabaseContents> {
  try {
    await files.copy(config.databasePath, to)
    report('checking', 25)
    return await files.check(to)
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'unprocessable') throw cause
    throw new AppError(
      'unprocessable',
      `The database ${config.databasePath} cannot be backed up: it is damaged, or not one of this version. Stop Frontdesk and put an earlier backup in its place: npm run restore FILE`,
      { cause },
    )
  }
}

async function readBack(archive: string, report: (bytes: number) => void): Promise<void> {
  try {
    await verifyArchive(archive, report)
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'unprocessable') throw cause
    throw new AppError('unavailable', 'The backup could not be read back as it was written. Check the disk.', { cause })
  }
}

async function copyAvatars({ uploadPath }: Pick<BackupConfig, 'uploadPath'>, staging: string): Promise<void> {
  await mkdir(join(staging, AVATARS), { recursive: true })
  const from = join(uploadPath, AVATARS)
  const names = await readdir(from).catch(ignoreMissing)
  for (const name of names ?? []) {
    if (IS_AVATAR.test(name)) await copyFile(join(from, name), join(staging, AVATARS, name)).catch(ignoreMissing)
  }
}

/** Of the bots that are in the copy. */
async function listAvatars(staging: string, { bots }: DatabaseContents): Promise<string[]> {
  const names = await readdir(join(staging, AVATARS))
  const used = new Set(bots.map(({ avatar_file }) => avatar_file))
  return names.filter((name) => used.has(toAvatarFile(name))).map((name) => `${AVATARS}/${name}`)
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}

async function measure(path: string): Promise<Pick<PackedFile, 'bytes' | 'sha256'>> {
  const hash = createHash('sha256')
  const pieces: AsyncIterable<Uint8Array> = createReadStream(path, { highWaterMark: 256 * 1024 })
  for await (const piece of pieces) hash.update(piece)
  return { bytes: (await stat(path)).size, sha256: hash.digest('hex') }
}
