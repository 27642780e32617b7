import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { AppError } from '#server/errors.ts'

/** Lets no larger body in, however it comes. One that breaks off is the sender's affair, and nothing for the error log. */
export function limitBody(maxBytes: number, tooLarge: string): MiddlewareHandler {
  const limit = bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new AppError('too_large', tooLarge)
    },
  })

  return async (c, next) => {
    // Known without the body, which is dear to touch.
    const told = c.req.header('content-length')
    if (told !== undefined && Number(told) <= maxBytes && c.req.header('transfer-encoding') === undefined) return next()
    let isThrough = false
    const goOn = (): Promise<void> => {
      isThrough = true
      return next()
    }
    try {
      return await limit(c, goOn)
    } catch (error) {
      if (isThrough || error instanceof AppError) throw error
      throw new AppError('bad_input', 'The request broke off before it was complete. Try again.', { cause: error })
    }
  }
}
