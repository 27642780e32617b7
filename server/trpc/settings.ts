import { z } from 'zod'
import { countsSchema } from '#shared/backup.ts'
import { botChangesSchema } from '#shared/bot.ts'

import { checkEngine } from '../settings/check-engine.ts'
import { findDiskProblem } from '../settings/disk.ts'
import { replaceMessageLimitDefault } from '../settings/message-limit.ts'
import { getSettings } from '../settings/settings.ts'
import { measureStorage } from '../settings/storage.ts'
import { adminProcedure, router } from './init.ts'

const troubleSchema = z.object({ since: z.string(), reason: z.string() })
const settingsSchema = z.object({
  engine: z.enum(['local', 'openai']),
  chat_model: z.string().nullable(),
  embedding_model: z.string(),
  embedder: z.string(),
  message_limit_default: z.number().int(),
  public_url: z.string(),
  version: z.string(),
  sources_to_retrain: z.number().int(),
  trouble: z.object({ answers: troubleSchema.nullable(), search: troubleSchema.nullable() }),
})
const bytes = z.number().int().min(0)
const storageSchema = z.object({
  database_bytes: bytes,
  avatar_bytes: bytes,
  backup_bytes: bytes,
  free_bytes: bytes,
  counts: countsSchema,
  month: z.object({
    messages: z.number().int(),
    tokens: z.number().int(),
    cost_micro_usd: z.number().int().nullable(),
  }),
})
const diskProblemSchema = z.object({ kind: z.enum(['low', 'failing']), message: z.string() })
const changesSchema = z.strictObject({ message_limit_default: botChangesSchema.shape.message_limit.unwrap() })

export const settingsRouter = router({
  get: adminProcedure
    .meta({ rest: { method: 'GET', path: '/api/admin/settings', summary: 'The engine and the defaults' } })
    .output(settingsSchema)
    .query(({ ctx }) => getSettings(ctx.deps, ctx.origin)),

  update: adminProcedure
    .meta({
      rest: { method: 'PUT', path: '/api/admin/settings', summary: 'Change the defaults', body: changesSchema },
    })
    .input(changesSchema)
    .output(settingsSchema)
    .mutation(async ({ ctx, input }) => {
      await replaceMessageLimitDefault(ctx.deps, input.message_limit_default)
      return getSettings(ctx.deps, ctx.origin)
    }),

  storage: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/api/admin/settings/storage',
        summary: 'How much room everything takes, how many there are of each, and what this month took',
      },
    })
    .output(storageSchema)
    .query(({ ctx }) => measureStorage(ctx.deps)),

  disk: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/api/admin/settings/disk',
        summary: 'Whether the disk is nearly full, or cannot be written at all',
      },
    })
    .output(z.object({ problem: diskProblemSchema.nullable() }))
    .query(async ({ ctx }) => ({ problem: await findDiskProblem(ctx.deps) })),

  checkEngine: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/settings/check-engine',
        summary: 'Ask the engine for one word, and say how long it took',
      },
    })
    .output(z.object({ ok: z.literal(true), milliseconds: z.number().int() }))
    .mutation(({ ctx, signal }) => checkEngine(ctx.deps, signal)),
})
