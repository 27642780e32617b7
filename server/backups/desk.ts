import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Backup, BackupKind, Backups, Inspection } from '#shared/backup.ts'
import { AppError, toAppError } from '#server/errors.ts'
import type { Deps } from '#server/deps.ts'
import { toBackupName } from './backup-name.ts'
import { chooseOutdated } from './choose-outdated.ts'
import { nextTime } from './cron.ts'
import { describeInspection } from './describe-inspection.ts'
import { openBackupFolder } from './list-backups.ts'
import { pathsOf, restore, type RestoreDeps } from './restore.ts'
import { toStaging } from './staging.ts'
import { openTurn } from './take-turn.ts'
import { addPiece, getUpload, removeUploads } from './uploads.ts'
import type { BackupDesk, Report, Unpacked } from './work.ts'

type DeskDeps = RestoreDeps & Pick<Deps, 'vault' | 'newId'>
type Inspected = { unpacked: Unpacked; shown: Inspection }

export function openBackupDesk(deps: DeskDeps): BackupDesk {
  const { config, now, newId, runJob } = deps
  const turn = openTurn(deps)
  const folder = openBackupFolder(config.backupPath)
  /** On the disk of the database, so that a checked file can take its place by a rename. */
  const staging = join(dirname(config.databasePath), 'restore')
  let failure: Backups['failure'] = null
  let inspected: Inspected | undefined

  async function make(kind: BackupKind, report: Report): Promise<string> {
    const path = await runJob('make', { config: pathsOf(config), kind }, report)
    failure = null
    await prune()
    return path
  }

  async function prune(): Promise<void> {
    const outdated = chooseOutdated(await folder.list())
    await Promise.all(outdated.map((name) => rm(join(config.backupPath, name), { force: true })))
  }

  async function get(name: string): Promise<Backup> {
    const backup = (await folder.list()).find((one) => one.name === name)
    if (backup === undefined) throw new AppError('not_found', 'This backup does not exist. It may have been deleted.')
    return backup
  }
  const getPath = async (name: string): Promise<string> => join(config.backupPath, (await get(name)).name)

  async function removeInspected(): Promise<void> {
    const unpacked = inspected?.unpacked
    inspected = undefined
    if (unpacked !== undefined) await rm(unpacked.folder, { recursive: true, force: true })
  }

  return {
    async show() {
      return {
        ...turn.show(),
        enabled: config.backupEnabled,
        next_at: config.backupEnabled ? nextTime(config.backupSchedule, now()).toISOString() : null,
        backups: await folder.list(),
        inspection: inspected?.shown ?? null,
        failure,
      }
    },

    create: (kind) => turn.begin('backup', (report) => make(kind, report)).work,

    async runAutomatic() {
      await turn.ended()
      try {
        await turn.begin('backup', (report) => make('automatic', report)).result
      } catch (error) {
        failure = { at: now().toISOString(), message: toAppError(error).message }
      }
    },

    async makeFresh() {
      const path = join(config.backupPath, toStaging(`download-${newId()}`))
      const { result } = turn.begin('backup', async (report) => {
        await runJob('make', { config: pathsOf(config), kind: 'manual', target: path }, report)
      })
      await result
      return { name: toBackupName('manual', now()), path, remove: () => rm(path, { force: true }) }
    },

    getPath,

    ended: turn.ended,

    async delete(name) {
      const backup = await get(name)
      if (backup.is_last_good) {
        throw new AppError('conflict', 'This is your newest good backup. Make another one before you delete it.')
      }
      await rm(join(config.backupPath, name), { force: true })
    },

    addPiece: (at, piece) => addPiece(staging, at, piece),

    async inspect(file) {
      const archive = 'upload' in file ? await getUpload(staging, file.upload) : await getPath(file.name)
      return turn.begin('inspection', async (report) => {
        await removeInspected()
        const id = newId()
        const unpackedTo = join(staging, id)
        await mkdir(unpackedTo, { recursive: true, mode: 0o700 })
        const unpacked = await runJob('inspect', { archive, folder: unpackedTo }, report)
        const name = 'name' in file ? file.name : null
        const inside = await describeInspection(deps.vault, { id, file: name, archive }, unpacked)
        inspected = { unpacked, shown: { ...inside, present: await deps.store.counts.all() } }
        await removeUploads(staging)
      }).work
    },

    restore(id, session) {
      if (inspected?.shown.id !== id) {
        throw new AppError('not_found', 'This backup was looked into too long ago. Choose it again.')
      }
      const { unpacked } = inspected
      return turn.begin('restore', async (report) => {
        const kept = await restore(deps, unpacked, session, report)
        await removeInspected()
        await prune()
        return kept
      }).work
    },

    async discard() {
      const { work } = turn.show()
      if (work !== null && work.kind !== 'backup') return
      inspected = undefined
      await rm(staging, { recursive: true, force: true })
    },
  }
}
