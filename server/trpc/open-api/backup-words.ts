import {
  backupOutcomeSchema,
  backupSchema,
  backupsSchema,
  backupWorkSchema,
  countsSchema,
  inspectionSchema,
  inspectSchema,
  restoreSchema,
  uploadSchema,
} from '#shared/backup.ts'
import { describe } from './described.ts'

const [keptSchema, uploadedSchema] = inspectSchema.options

export const backupObjects = {
  BackupOverview: describe(backupsSchema, {
    enabled: 'Whether automatic backups are made',
    next_at: 'When the next automatic one is due; null when they are off',
    backups: 'Those that are kept, newest first',
    work: 'What is under way; null when nothing is',
    outcome: 'How the last work ended',
    inspection: 'What was looked into last and can be restored',
    failure: 'The last automatic backup failed, until one succeeds',
  }),
  Backup: describe(backupSchema, {
    name: 'Its file name',
    bytes: 'Its size',
    made_at: 'When it was made',
    kind: 'Why it was made; null, as `counts`, when the file cannot be read',
    counts: 'What it holds',
    verified: 'It was checked when it was made, and has its whole length',
    is_last_good: 'The newest of the verified ones: it cannot be deleted',
  }),
  Counts: describe(countsSchema, {
    bots: 'How many bots',
    sources: 'How many sources',
    chunks: 'How many chunks',
    conversations: 'How many conversations',
    messages: 'How many messages',
  }),
  BackupWork: describe(backupWorkSchema, {
    id: 'Its id; `outcome` has the same',
    kind: 'What is done',
    step: 'How far it is',
    percent: 'Of this step',
  }),
  BackupOutcome: describe(backupOutcomeSchema, {
    id: 'The id of the work',
    kind: 'What was done',
    at: 'When it ended',
    name: 'The backup that it made',
    failure: 'Why it failed; null when it did not',
  }),
  BackupFailure: describe(backupsSchema.shape.failure.unwrap(), {
    at: 'When',
    message: 'Why, a sentence for the owner',
  }),
  KeptBackup: describe(keptSchema, { name: 'A backup that is kept on the server' }),
  UploadedBackup: describe(uploadedSchema, { upload: 'One that was sent' }),
  Inspection: describe(inspectionSchema, {
    id: 'Its id, for the restore',
    file: 'The name of the backup; null for an upload',
    made_at: 'When it was made',
    app_version: 'By which version of Frontdesk',
    was_older: 'It was brought up to this version',
    bytes: 'Its size',
    counts: 'What it holds',
    bot_names: 'The first 50 bots in it',
    avatars: 'How many pictures it holds',
    hidden_keys: 'Bots whose widget key this server’s secret cannot show',
    present: 'What it would replace',
  }),
  Restore: describe(restoreSchema, {
    inspection: 'The `id` of the inspection',
    confirm: 'This word',
  }),
  Upload: describe(uploadSchema, {
    upload: 'For the next piece, and for the inspection',
    bytes: 'How much has arrived',
  }),
}
