import { z } from 'zod'
import { countsSchema } from '#shared/backup.ts'
import { botChangesSchema } from '#shared/bot.ts'

import { checkEngine } from '../settings/check-engine.ts'
import { findDiskProblem } from '../settings/disk.ts'
import { replaceMessageLimitDefault } from '../settings/message-limit.ts'
import { getSettings } from '../settings/settings.ts'
import { measureStorage } from '../settings/storage.ts'
import { adminProcedure, router } from './init.ts'

const troubleSchema = z
  .object({ since: z.string().describe('When it began'), reason: z.string().describe('What the model server said') })
  .meta({ id: 'Trouble' })
const settingsSchema = z
  .object({
    engine: z.enum(['local', 'openai']).describe('What answers: the local engine, or a language model'),
    chat_model: z.string().nullable().describe('The model that writes; null on the local engine'),
    embedding_model: z.string().describe('The model that searches by meaning'),
    embedder: z.string().describe('What makes the vectors, as `embedder` of a source names it'),
    message_limit_default: z.number().int().describe('A new bot’s messages a month'),
    public_url: z.string().describe('The address that people use'),
    version: z.string().describe('Of Frontdesk'),
    sources_to_retrain: z.number().int().describe('Sources whose vectors another embedder made'),
    trouble: z
      .object({
        answers: troubleSchema.nullable().describe('Why no model writes answers'),
        search: troubleSchema.nullable().describe('Why questions are searched by words only'),
      })
      .describe('What the model server has failed at lately'),
  })
  .meta({ id: 'ServerSettings' })
const bytes = z.number().int().min(0)
const storageSchema = z
  .object({
    database_bytes: bytes.describe('The database'),
    avatar_bytes: bytes.describe('The pictures'),
    backup_bytes: bytes.describe('The backups that are kept'),
    free_bytes: bytes.describe('What is free on the disk'),
    counts: countsSchema.describe('How many there are of each'),
    month: z
      .object({
        messages: z.number().int().describe('Messages of all bots'),
        tokens: z.number().int().describe('Tokens of all bots'),
        cost_micro_usd: z.number().int().nullable().describe('Millionths of a dollar; null where a price is unknown'),
      })
      .describe('What this month took'),
  })
  .meta({ id: 'Storage' })
const diskProblemSchema = z
  .object({
    kind: z.enum(['low', 'failing']).describe('Nearly full, or not to be written at all'),
    message: z.string().describe('A sentence for the owner'),
  })
  .meta({ id: 'DiskProblem' })
const changesSchema = z.strictObject({
  message_limit_default: botChangesSchema.shape.message_limit.unwrap().describe('A new bot’s messages a month'),
})

export const settingsRouter = router({
  get: adminProcedure
    .meta({ rest: { method: 'GET', path: '/api/admin/settings', summary: 'The engine and the defaults' } })
    .output(settingsSchema)
    .query(({ ctx }) => getSettings(ctx.deps, ctx.origin)),

  update: adminProcedure
    .meta({
      rest: {
        method: 'PUT',
        path: '/api/admin/settings',
        summary: 'Change the defaults',
        body: changesSchema,
        example: { message_limit_default: 2000 },
      },
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
    .output(z.object({ problem: diskProblemSchema.nullable().describe('Null while there is none') }))
    .query(async ({ ctx }) => ({ problem: await findDiskProblem(ctx.deps) })),

  checkEngine: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/settings/check-engine',
        summary: 'Ask the engine for one word, and say how long it took',
        errors: { upstream: 'It failed; the message says why' },
      },
    })
    .output(
      z.object({
        ok: z.literal(true).describe('It answered'),
        milliseconds: z.number().int().describe('After so long'),
      }),
    )
    .mutation(({ ctx, signal }) => checkEngine(ctx.deps, signal)),
})
