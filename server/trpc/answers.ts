import { z } from 'zod'
import { usedChunkSchema } from '#shared/used-chunk.ts'
import { AppError } from '../errors.ts'
import { adminProcedure, router } from './init.ts'

const answerSchema = z.object({
  answered: z.boolean().describe('Whether the knowledge held the answer'),
  chunks: z.array(usedChunkSchema).describe('What was found, best first'),
})

export const answersRouter = router({
  get: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/api/admin/answers/{message_id}',
        summary: 'The chunks an answer was made from',
        errors: { not_found: 'There is no such answer' },
      },
    })
    .input(z.strictObject({ message_id: z.string('The id must be text.').min(1).max(64) }))
    .output(answerSchema)
    .query(async ({ ctx, input }) => {
      const message = await ctx.deps.store.conversations.findMessage(input.message_id)
      if (message?.role !== 'assistant') throw new AppError('not_found', 'This answer does not exist.')
      return { answered: message.answered ?? false, chunks: message.sources }
    }),
})
