import { type Context, Hono } from 'hono'
import { readAvatar } from '#server/avatars/avatar-files.ts'
import { removeAvatar, replaceAvatar } from '#server/avatars/replace-avatar.ts'
import { getBot } from '#server/bots/bots.ts'
import type { Deps } from '#server/deps.ts'
import { AppError } from '#server/errors.ts'
import { checkSignedIn } from './check-signed-in.ts'
import { isFresh } from './fresh.ts'
import { limitBody } from './limit-body.ts'

/** The boundaries and headers around the file, with room for a long file name. */
const MULTIPART_BYTES = 16 * 1024

/** Any bot's present picture for everyone, and changing it for the owner. The guard stands before the owner's part. */
export function avatarRoutes(deps: Pick<Deps, 'config' | 'store' | 'vault' | 'prices' | 'now'>): Hono {
  const { config, store } = deps
  const app = new Hono()
  const tooLarge = `The picture is too large. Take one of at most ${Math.floor(config.avatarMaxBytes / 1024)} KB.`
  const checkSize = limitBody(config.avatarMaxBytes + MULTIPART_BYTES, tooLarge)

  app.get('/api/public/avatar/:bot_id', async (c) => {
    const file = (await store.bots.find(c.req.param('bot_id')))?.avatar_file
    const size = c.req.query('size') === '128' ? 128 : 64
    const format = c.req.header('accept')?.includes('image/webp') ? 'webp' : 'png'
    const bytes = file ? await readAvatar(deps, file, size, format) : undefined
    if (!bytes) throw new AppError('not_found', 'There is no picture here.')

    // A new picture is a new file, so the name says which version it is.
    const etag = `"${file}-${size}-${format}"`
    c.header('ETag', etag)
    c.header('Cache-Control', 'public, max-age=300')
    c.header('Vary', 'Accept')
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    c.header('Content-Security-Policy', "default-src 'none'; sandbox")
    if (isFresh(c, etag)) return c.body(null, 304)
    c.header('Content-Type', `image/${format}`)
    c.header('Content-Disposition', `inline; filename="avatar.${format}"`)
    return c.body(bytes)
  })

  app.post('/api/admin/bots/:id/avatar', async (c) => {
    await checkSignedIn(deps, c)
    if (!c.req.header('content-type')?.toLowerCase().startsWith('multipart/form-data')) {
      throw new AppError('unsupported_type', 'Send the picture as a form (multipart/form-data) with the field "file".')
    }
    let upload: Uint8Array | undefined
    await checkSize(c, async () => {
      upload = await readUpload(c)
    })
    if (!upload) throw new AppError('bad_input', 'Choose a picture first.')
    if (upload.length > config.avatarMaxBytes) throw new AppError('too_large', tooLarge)
    await replaceAvatar(deps, c.req.param('id'), upload)
    return c.json(await getBot(deps, c.req.param('id')))
  })

  app.delete('/api/admin/bots/:id/avatar', async (c) => {
    await checkSignedIn(deps, c)
    await removeAvatar(deps, c.req.param('id'))
    return c.body(null, 204)
  })

  return app
}

/** Undefined without a file in the field "file". Its name and its claimed type are nobody's business. */
async function readUpload(c: Context): Promise<Uint8Array | undefined> {
  try {
    const file = (await c.req.formData()).get('file')
    return file instanceof File ? new Uint8Array(await file.arrayBuffer()) : undefined
  } catch (error) {
    throw new AppError('bad_input', 'The upload broke off. Please try again.', { cause: error })
  }
}
