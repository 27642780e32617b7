import { statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Config } from '#server/config.ts'
import { AppError } from '#server/errors.ts'
import { openBackupFolder } from './list-backups.ts'

type Place = Pick<Config, 'databasePath' | 'backupPath'>

/** Where there are backups of a database there was one: an empty one in its place would look as if all were lost. */
export async function assertNotLost(config: Place): Promise<void> {
  // The first start makes it empty, and what was cut off to nothing is as good as gone.
  if ((statSync(config.databasePath, { throwIfNoEntry: false })?.size ?? 0) > 0) return
  const [newest, aside] = [await findNewest(config), await findAside(config)]
  if (newest === undefined && aside === undefined) return
  throw new AppError(
    'unavailable',
    [
      `There is no database at ${config.databasePath}, but there was one.`,
      'Check DATABASE_URL, and that the disk with its folder is there.',
      ...(aside === undefined
        ? []
        : [`A restore was broken off: the database that could not be read is kept as ${aside}.`]),
      newest === undefined ? `There is no good backup in ${config.backupPath}.` : toCommand(newest),
      'To begin anew, move all of that to another folder.',
    ].join('\n'),
  )
}

/** A failure to open the database, with what to do now where it is the file's own. */
export async function showWayOut(error: unknown, config: Place): Promise<unknown> {
  if (!(error instanceof AppError) || error.code !== 'unprocessable') return error
  const newest = await findNewest(config)
  const next =
    newest === undefined
      ? `There is no good backup in ${config.backupPath}. Put a copy of the database in its place.`
      : `${toCommand(newest)}\nThe damaged file is kept.`
  return new AppError('unprocessable', `${error.message} Nothing was changed.\n${next}`, { cause: error.cause })
}

const toCommand = ({ path, made_at }: { path: string; made_at: string }): string =>
  `The newest good backup is of ${made_at}. To put it there: npm run restore ${path}`

async function findNewest({ backupPath }: Place): Promise<{ path: string; made_at: string } | undefined> {
  const found = (await openBackupFolder(backupPath).list()).find(({ is_last_good }) => is_last_good)
  return found && { path: join(backupPath, found.name), made_at: found.made_at }
}

async function findAside({ databasePath }: Place): Promise<string | undefined> {
  const names = await readdir(dirname(databasePath)).catch(() => [])
  const aside = names.filter((name) => name.startsWith(`${basename(databasePath)}.before-restore-`)).toSorted()
  const name = aside.find((one) => !/-(wal|shm)$/.test(one))
  return name && join(dirname(databasePath), name)
}
