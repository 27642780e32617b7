import { z } from 'zod'
import { sourceSchema } from '#shared/source.ts'
import { answerSchema, checkedSchema, questionIdsSchema, unansweredSchema } from '#shared/unanswered.ts'
import { answerQuestion, checkQuestions } from '../unanswered/answer-questions.ts'
import { listAllGroups, listGroups } from '../unanswered/list-groups.ts'
import { adminProcedure, router } from './init.ts'

const idSchema = z.string('The id must be text.').min(1).max(64)
const oneBotSchema = z.strictObject({ id: idSchema })
const questionsSchema = z.strictObject({ question_ids: questionIdsSchema.describe('Of a group') })
const example = { question_ids: ['$QUESTION_ID'] }
const settledSchema = z.object({ questions: z.number().int().describe('How many') })

export const unansweredRouter = router({
  listAll: adminProcedure
    .meta({
      rest: { method: 'GET', path: '/api/admin/unanswered', summary: 'What no bot could answer, alike ones together' },
    })
    .output(unansweredSchema)
    .query(({ ctx }) => listAllGroups(ctx.deps)),

  list: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/api/admin/bots/{id}/unanswered',
        summary: 'What a bot could not answer, alike ones together',
      },
    })
    .input(oneBotSchema)
    .output(unansweredSchema)
    .query(({ ctx, input }) => listGroups(ctx.deps, input.id)),

  answer: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/bots/{id}/unanswered/answer',
        summary: 'Train a bot with a question and its answer',
        status: 202,
        body: answerSchema,
        example: { question: 'Do you sell gift cards?', answer: 'Yes, from 10 euros on, at the till.' },
      },
    })
    .input(answerSchema.extend({ id: idSchema }))
    .output(z.object({ source: sourceSchema.describe('A text of the question and its answer, in work') }))
    .mutation(async ({ ctx, input: { id, ...answer } }) => ({ source: await answerQuestion(ctx.deps, id, answer) })),

  check: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/bots/{id}/unanswered/check',
        summary: 'Ask questions once more; those that would be answered by now are settled',
        body: questionsSchema,
        example,
      },
    })
    .input(questionsSchema.extend({ id: idSchema }))
    .output(checkedSchema)
    .mutation(({ ctx, input, signal }) =>
      checkQuestions(ctx.deps, input.id, input.question_ids, signal ?? new AbortController().signal),
    ),

  dismiss: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/bots/{id}/unanswered/dismiss',
        summary: 'Settle questions without an answer',
        body: questionsSchema,
        example,
      },
    })
    .input(questionsSchema.extend({ id: idSchema }))
    .output(settledSchema)
    .mutation(async ({ ctx: { deps }, input }) => ({
      questions: await deps.store.unanswered.settle(
        input.id,
        input.question_ids,
        'dismissed',
        deps.now().toISOString(),
      ),
    })),

  restore: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/bots/{id}/unanswered/restore',
        summary: 'Take back that questions were settled',
        body: questionsSchema,
        example,
      },
    })
    .input(questionsSchema.extend({ id: idSchema }))
    .output(settledSchema)
    .mutation(async ({ ctx: { deps }, input }) => ({
      questions: await deps.store.unanswered.settle(input.id, input.question_ids, null, deps.now().toISOString()),
    })),
})
