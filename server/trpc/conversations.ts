import { z } from 'zod'
import {
  conversationFilterSchema,
  conversationPageSchema,
  oldConversationsSchema,
  transcriptSchema,
} from '#shared/conversation.ts'
import {
  countOldConversations,
  deleteConversation,
  deleteOldConversations,
  getTranscript,
  listConversations,
} from '../conversations/transcripts.ts'
import { adminProcedure, router } from './init.ts'

const idSchema = z.string('The id must be text.').min(1).max(64)
const countSchema = z.object({ conversations: z.number().int().describe('How many') })
const oneSchema = z.strictObject({ id: idSchema })
const cursorSchema = z.string('The cursor must be text.').max(200).optional()
const restCursorSchema = z.strictObject({ cursor: cursorSchema })
/** The dashboard's endless lists name the direction too; there is but one. */
const pageShape = { cursor: cursorSchema.nullable(), direction: z.literal('forward').optional() }

export const conversationsRouter = router({
  list: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/api/admin/conversations',
        summary: 'Conversations of all bots or one, newest first; `next_cursor` leads to the next page',
        query: conversationFilterSchema.extend(restCursorSchema.shape),
      },
    })
    .input(conversationFilterSchema.extend(pageShape))
    .output(conversationPageSchema)
    .query(({ ctx, input: { bot_id, query, unanswered, cursor } }) =>
      listConversations(ctx.deps, { bot_id, query, unanswered }, cursor ?? undefined),
    ),

  get: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/api/admin/conversations/{id}',
        summary: 'One conversation, its messages oldest first, 100 a page',
        query: restCursorSchema,
      },
    })
    .input(oneSchema.extend(pageShape))
    .output(transcriptSchema)
    .query(({ ctx, input }) => getTranscript(ctx.deps, input.id, input.cursor ?? undefined)),

  delete: adminProcedure
    .meta({
      rest: { method: 'DELETE', path: '/api/admin/conversations/{id}', summary: 'Delete a conversation', status: 204 },
    })
    .input(oneSchema)
    .output(z.void())
    .mutation(({ ctx, input }) => deleteConversation(ctx.deps, input.id)),

  countOld: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/api/admin/old-conversations',
        summary: 'How many conversations have had no message for so many days',
        query: oldConversationsSchema,
      },
    })
    .input(oldConversationsSchema)
    .output(countSchema)
    .query(async ({ ctx, input }) => ({ conversations: await countOldConversations(ctx.deps, input) })),

  deleteOld: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/admin/old-conversations/delete',
        summary: 'Delete conversations that have had no message for so many days',
        body: oldConversationsSchema,
        example: { older_than_days: 365, bot_id: '$BOT_ID' },
      },
    })
    .input(oldConversationsSchema)
    .output(countSchema)
    .mutation(async ({ ctx, input }) => ({ conversations: await deleteOldConversations(ctx.deps, input) })),
})
