import { z } from 'zod'
import {
  checkUrlSchema,
  ingestSchema,
  sourceSchema,
  sourceViewSchema,
  textChangesSchema,
  urlCheckSchema,
} from '#shared/source.ts'
import { questionTrialSchema, tryQuestionSchema } from '#shared/unanswered.ts'
import { getBotRecord } from '../bots/bots.ts'
import { suggestAnswerable } from '../chat/suggest-answerable.ts'
import { tryQuestion } from '../chat/try-question.ts'
import { checkUrl, ingest, retrain, retrainAll, updateText } from '../knowledge/ingest.ts'
import { deleteSource, listSources, viewSource, watchSources } from '../bots/sources.ts'
import { adminProcedure, router } from './init.ts'

const idSchema = z.string('The id must be text.').min(1).max(64)
const oneBotSchema = z.strictObject({ id: idSchema })
const oneSourceSchema = z.strictObject({ id: idSchema, source_id: idSchema })
const [urlIngestSchema, textIngestSchema] = ingestSchema.options
const botIngestSchema = z.discriminatedUnion(
  'source_type',
  [urlIngestSchema.extend({ id: idSchema }), textIngestSchema.extend({ id: idSchema })],
  'Choose the source_type "url" or "text".',
)
const sourceAnswerSchema = z.object({ source: sourceSchema.describe('The source, in work') })
const IN_WORK = 'It is in training already'

export const sourcesRouter = router({
  list: adminProcedure
    .meta({
      rest: { method: 'GET', path: '/api/admin/bots/{id}/sources', summary: "A bot's sources with their training" },
    })
    .input(oneBotSchema)
    .output(z.object({ sources: z.array(sourceSchema).describe('All there are, oldest first') }))
    .query(async ({ ctx, input }) => ({ sources: await listSources(ctx.deps, input.id) })),

  ingest: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/bots/{id}/ingest',
        summary: 'Train a bot with a web page or a text; the same address again trains it anew',
        status: 202,
        body: ingestSchema,
        example: {
          source_type: 'text',
          source_content:
            '# Opening hours\n\nWe are open Monday to Friday from 9 to 17, and on Saturday from 10 to 14.',
        },
        errors: { conflict: 'The page is in training already' },
      },
    })
    .input(botIngestSchema)
    .output(sourceAnswerSchema)
    .mutation(async ({ ctx, input: { id, ...source } }) => ({ source: await ingest(ctx.deps, id, source) })),

  view: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/api/admin/bots/{id}/sources/{source_id}',
        summary: 'The text of a source as it was read, and its chunks',
      },
    })
    .input(oneSourceSchema)
    .output(sourceViewSchema)
    .query(({ ctx, input }) => viewSource(ctx.deps, input.id, input.source_id)),

  update: adminProcedure
    .meta({
      rest: {
        method: 'PUT',
        path: '/api/admin/bots/{id}/sources/{source_id}',
        summary: 'Train a pasted text with other words; the old ones answer until then',
        status: 202,
        body: textChangesSchema,
        example: { source_content: '# Opening hours\n\nWe are open every day from 9 to 17.' },
        errors: { conflict: IN_WORK, unprocessable: 'It is a web page, whose text is changed on the page itself' },
      },
    })
    .input(oneSourceSchema.extend(textChangesSchema.shape))
    .output(sourceAnswerSchema)
    .mutation(async ({ ctx, input }) => ({
      source: await updateText(ctx.deps, input.id, input.source_id, input.source_content),
    })),

  retrain: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/bots/{id}/sources/{source_id}/train',
        summary: 'Train a source anew',
        status: 202,
        errors: { conflict: IN_WORK },
      },
    })
    .input(oneSourceSchema)
    .output(sourceAnswerSchema)
    .mutation(async ({ ctx, input }) => ({ source: await retrain(ctx.deps, input.id, input.source_id) })),

  retrainAll: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/retrain',
        summary: "Train every source anew that another embedder's vectors hold, for all bots",
      },
    })
    .output(z.object({ queued: z.number().int().describe('How many sources are in work now') }))
    .mutation(async ({ ctx }) => ({ queued: await retrainAll(ctx.deps) })),

  delete: adminProcedure
    .meta({
      rest: {
        method: 'DELETE',
        path: '/api/admin/bots/{id}/sources/{source_id}',
        summary: 'Delete a source and what the bot knows from it',
        status: 204,
      },
    })
    .input(oneSourceSchema)
    .output(z.void())
    .mutation(({ ctx, input }) => deleteSource(ctx.deps, input.id, input.source_id)),

  tryQuestion: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/bots/{id}/try',
        summary: 'What a bot finds for a question, and whether it would answer; nothing is counted or kept',
        body: tryQuestionSchema,
        example: { question: 'Are you open on Saturday?' },
      },
    })
    .input(tryQuestionSchema.extend({ id: idSchema }))
    .output(questionTrialSchema)
    .mutation(async ({ ctx: { deps }, input, signal }) =>
      tryQuestion(deps, await getBotRecord(deps, input.id), input.question, signal ?? new AbortController().signal),
    ),

  suggestQuestions: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/api/admin/bots/{id}/suggested-questions',
        summary: "Questions taken from a bot's knowledge that it would answer",
      },
    })
    .input(oneBotSchema)
    .output(z.object({ questions: z.array(z.string()).describe('Up to four') }))
    .query(async ({ ctx, input, signal }) => ({
      questions: await suggestAnswerable(ctx.deps, input.id, signal ?? new AbortController().signal),
    })),

  checkUrl: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/check-url',
        summary: 'Read a page without keeping it',
        body: checkUrlSchema,
        example: { url: '$PAGE_URL' },
        errors: { unprocessable: 'The page cannot be read; the message says why' },
      },
    })
    .input(checkUrlSchema)
    .output(urlCheckSchema)
    .mutation(({ ctx, input }) => checkUrl(ctx.deps, input.url)),

  /** Each source as it is now, then every change, until the listener leaves or its session ends. */
  progress: adminProcedure
    .input(oneBotSchema)
    .subscription(({ ctx, input, signal }) => watchSources(ctx.deps, input.id, ctx.session, signal)),
})
