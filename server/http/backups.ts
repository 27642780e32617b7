import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '#server/deps.ts'
import { AppError } from '#server/errors.ts'
import { checkSignedIn } from './check-signed-in.ts'

/** The types that a form of another site's page cannot send. */
const ARCHIVE_TYPES = ['application/gzip', 'application/x-gzip', 'application/octet-stream']

const pieceSchema = z.object({
  upload: z.uuid().optional(),
  offset: z.coerce.number().int().min(0).default(0),
})

/** Backups as files: down to the owner's disk, and up from it. The guard stands before. */
export function backupRoutes(deps: Pick<Deps, 'store' | 'now' | 'backups'>): Hono {
  const { backups } = deps
  const app = new Hono()

  app.get('/api/admin/backup', async (c) => {
    await checkSignedIn(deps, c)
    // Whoever asks for the head alone gets no backup made.
    if (c.req.method === 'HEAD') return c.body(null)
    const { name, path, remove } = await backups.makeFresh()
    return sendFile(c, name, path, () => void remove())
  })

  app.get('/api/admin/backups/:name', async (c) => {
    await checkSignedIn(deps, c)
    const name = c.req.param('name')
    return sendFile(c, name, await backups.getPath(name))
  })

  // The dashboard sends a file in pieces of 1 MB: every proxy lets them through, and none takes longer than a request may.
  app.post('/api/admin/backups/upload', async (c) => {
    await checkSignedIn(deps, c)
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
    if (type === undefined || !ARCHIVE_TYPES.includes(type)) {
      throw new AppError(
        'unsupported_type',
        'Send the backup as it is, with the header "Content-Type: application/gzip".',
      )
    }
    const parsed = pieceSchema.safeParse(c.req.query())
    if (!parsed.success) throw new AppError('bad_input', 'Say where the piece belongs: ?upload=ID&offset=BYTES.')
    const { upload = crypto.randomUUID(), offset } = parsed.data
    const bytes = await backups.addPiece({ id: upload, offset }, readBody(c.req.raw))
    return c.json({ upload, bytes })
  })

  return app
}

async function sendFile(c: Context, name: string, path: string, onEnd?: () => void): Promise<Response> {
  const file = await open(path)
  const { size } = await file.stat()
  const stream = file.createReadStream()
  // Sent or given up.
  stream.once('close', () => onEnd?.())
  c.header('Content-Type', 'application/gzip')
  c.header('Content-Length', String(size))
  c.header('Content-Disposition', `attachment; filename="${name}"`)
  return c.body(Readable.toWeb(stream))
}

async function* readBody(request: Request): AsyncGenerator<Uint8Array> {
  const body: ReadableStream<Uint8Array> | null = request.body
  try {
    yield* body ?? []
  } catch (cause) {
    throw new AppError('bad_input', 'The upload broke off. Please try again.', { cause })
  }
}
