import { z } from 'zod'

export const BACKUP_KINDS = ['automatic', 'manual', 'before_update', 'before_restore'] as const
export const backupKindSchema = z.enum(BACKUP_KINDS)
export type BackupKind = z.infer<typeof backupKindSchema>

const count = z.number().int().min(0)
export const countsSchema = z.object({
  bots: count,
  sources: count,
  chunks: count,
  conversations: count,
  messages: count,
})

/** One file in the folder of backups. */
export const backupSchema = z.object({
  name: z.string(),
  bytes: count,
  made_at: z.string(),
  /** Null, as the counts, when the file cannot be read. */
  kind: backupKindSchema.nullable(),
  counts: countsSchema.nullable(),
  /** It was checked when it was made, and has its whole length. */
  verified: z.boolean(),
  /** The newest of the verified ones: it cannot be deleted. */
  is_last_good: z.boolean(),
})
export type Backup = z.infer<typeof backupSchema>
export type Counts = z.infer<typeof countsSchema>

export const BACKUP_STEPS = ['copying', 'checking', 'packing', 'verifying', 'unpacking', 'replacing'] as const
export const backupWorkSchema = z.object({
  id: z.string(),
  kind: z.enum(['backup', 'inspection', 'restore']),
  step: z.enum(BACKUP_STEPS),
  percent: z.number().int().min(0).max(100),
})
export type BackupWork = z.infer<typeof backupWorkSchema>
export type BackupStep = BackupWork['step']

/** How the last work ended. */
export const backupOutcomeSchema = z.object({
  id: z.string(),
  kind: backupWorkSchema.shape.kind,
  at: z.string(),
  /** The backup it made. */
  name: z.string().nullable(),
  /** Why it failed. */
  failure: z.string().nullable(),
})
export type BackupOutcome = z.infer<typeof backupOutcomeSchema>

/** What a backup holds, fully checked and ready to be restored. */
export const inspectionSchema = z.object({
  id: z.string(),
  /** Its name in the list; null for an upload. */
  file: z.string().nullable(),
  made_at: z.string(),
  app_version: z.string(),
  /** It was brought up to this version. */
  was_older: z.boolean(),
  bytes: count,
  counts: countsSchema,
  /** The first 50. */
  bot_names: z.array(z.string()),
  avatars: count,
  /** Bots whose widget key this server's secret cannot show. */
  hidden_keys: count,
  /** What it would replace. */
  present: countsSchema,
})
export type Inspection = z.infer<typeof inspectionSchema>

export const backupsSchema = z.object({
  enabled: z.boolean(),
  /** When the next automatic one is due; null when they are off. */
  next_at: z.string().nullable(),
  /** Newest first. */
  backups: z.array(backupSchema),
  work: backupWorkSchema.nullable(),
  outcome: backupOutcomeSchema.nullable(),
  inspection: inspectionSchema.nullable(),
  /** Why the last automatic backup failed, until one succeeds. */
  failure: z.object({ at: z.string(), message: z.string() }).nullable(),
})
export type Backups = z.infer<typeof backupsSchema>

/** What is typed to confirm a restore. */
export const RESTORE_WORD = 'restore'
export const inspectSchema = z.union(
  [z.strictObject({ name: z.string().min(1).max(100) }), z.strictObject({ upload: z.uuid() })],
  'Name a backup ("name") or an upload ("upload").',
)
export const restoreSchema = z.strictObject({
  inspection: z.string('Look into the backup first.').min(1).max(64),
  confirm: z.literal(RESTORE_WORD, `Type "${RESTORE_WORD}" to confirm.`),
})
/** The answer to a piece of an upload. */
export const uploadSchema = z.object({ upload: z.string(), bytes: count })
