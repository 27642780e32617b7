import { z } from 'zod'
import { backupsSchema, backupWorkSchema, inspectSchema, restoreSchema } from '#shared/backup.ts'
import { adminProcedure, router } from './init.ts'

const workSchema = z.object({ work: backupWorkSchema.describe('What has begun') })
const BUSY = 'A backup or a restore is under way'
const GONE = 'There is no such backup'

export const backupsRouter = router({
  list: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/api/admin/backups',
        summary: 'The backups, the work under way, how the last one ended, and what was looked into',
      },
    })
    .output(backupsSchema)
    .query(({ ctx }) => ctx.deps.backups.show()),

  create: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/backups',
        summary: 'Begin a backup that is kept on the server',
        status: 202,
        errors: { conflict: BUSY },
      },
    })
    .output(workSchema)
    .mutation(({ ctx }) => ({ work: ctx.deps.backups.create('manual') })),

  delete: adminProcedure
    .meta({
      rest: {
        method: 'DELETE',
        path: '/api/admin/backups/{name}',
        summary: 'Delete a backup',
        status: 204,
        errors: { not_found: GONE, conflict: 'It is the newest good one' },
      },
    })
    .input(z.strictObject({ name: z.string('The name must be text.').max(100) }))
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.deps.backups.delete(input.name)),

  inspect: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/backups/inspect',
        summary: 'Begin to unpack and check a backup; nothing is replaced',
        status: 202,
        body: inspectSchema,
        example: { name: '$BACKUP_NAME' },
        errors: { not_found: 'There is no such backup or upload', conflict: BUSY },
      },
    })
    .input(inspectSchema)
    .output(workSchema)
    .mutation(async ({ ctx, input }) => ({ work: await ctx.deps.backups.inspect(input) })),

  discard: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/backups/discard',
        summary: 'Forget what was looked into, and uploads',
        status: 204,
      },
    })
    .output(z.void())
    .mutation(({ ctx }) => ctx.deps.backups.discard()),

  restore: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/backups/restore',
        summary: 'Begin to put what was looked into in the place of everything',
        status: 202,
        body: restoreSchema,
        example: { inspection: '$INSPECTION_ID', confirm: 'restore' },
        errors: { not_found: 'The backup was inspected too long ago', conflict: BUSY },
      },
    })
    .input(restoreSchema)
    .output(workSchema)
    .mutation(({ ctx, input }) => ({ work: ctx.deps.backups.restore(input.inspection, ctx.session) })),
})
