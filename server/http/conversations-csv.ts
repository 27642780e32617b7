import { Hono } from 'hono'
import { conversationFilterSchema } from '#shared/conversation.ts'
import { exportConversations } from '#server/conversations/export.ts'
import type { Deps } from '#server/deps.ts'
import { AppError } from '#server/errors.ts'
import { checkSignedIn } from './check-signed-in.ts'
import { toSentence } from './zod-sentence.ts'

/** The owner's conversations for a spreadsheet; as many as there are, streamed. */
export function conversationsCsvRoutes(deps: Pick<Deps, 'store' | 'now' | 'log'>): Hono {
  const app = new Hono()
  app.get('/api/admin/conversations.csv', async (c) => {
    await checkSignedIn(deps, c)
    const filter = conversationFilterSchema.safeParse(c.req.query(), { error: toSentence })
    if (!filter.success) throw new AppError('bad_input', filter.error.issues[0]?.message ?? 'Check the address.')
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="conversations-${deps.now().toISOString().slice(0, 10)}.csv"`)
    return c.body(ReadableStream.from(encode(exportConversations(deps, filter.data), deps.log)))
  })
  return app
}

/** A failure after the first byte ends the connection, so that the file is seen to be incomplete. */
async function* encode(pieces: AsyncIterable<string>, log: Deps['log']): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder()
  try {
    for await (const piece of pieces) yield encoder.encode(piece)
  } catch (error) {
    log.error({ err: error }, 'An export of conversations broke off')
    throw error
  }
}
