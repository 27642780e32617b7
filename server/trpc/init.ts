import { initTRPC } from '@trpc/server'
import type { z } from 'zod'
import type { ErrorCode } from '#shared/errors.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { SessionRecord } from '../store/account-store.ts'
import { toFailure, toTrpcError } from './failure.ts'

export type Context = {
  deps: Deps
  session: SessionRecord | undefined
  ip: string
  isHttps: boolean
  /** The address the browser came by, such as https://chat.example.com. */
  origin: string
  headers: Headers
  resHeaders: Headers
}

/** Where the same procedure answers as REST. `{name}` in the path fills the input's field of that name. */
export type RestMeta = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: `/api/${string}`
  summary: string
  /** What the summary does not say; for the document, as the rest here. */
  description?: string
  /** 200 unless given; 204 has no body. */
  status?: 201 | 202 | 204
  /** What the body holds: the input without the path's fields. */
  body?: z.ZodType
  /** Such a body. "$BOT_ID" stands for what whoever sends it fills in. */
  example?: Record<string, unknown>
  /** What may follow the ? of the address. It comes as text, so the input takes it as text. */
  query?: z.ZodObject
  /** Needs no session. */
  isPublic?: true
  /** When it answers with which failure, where it is not plain. */
  errors?: Partial<Record<ErrorCode, string>>
}
export type Meta = { rest: RestMeta }

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    errorFormatter({ shape, error }) {
      const app = toFailure(error)
      return {
        code: shape.code,
        message: app.message,
        data: { code: shape.data.code, httpStatus: shape.data.httpStatus, app },
      }
    },
    // Proxies cut a connection that is silent for a minute.
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
  })

export const { router } = t

/** Needs no session: whoever adds one of these adds it to the list in route-walk.test.ts too. */
export const publicProcedure = t.procedure.use(async ({ next }) => {
  const result = await next()
  if (!result.ok && result.error.cause instanceof AppError) throw toTrpcError(result.error.cause)
  return result
})

export const adminProcedure = publicProcedure.use(({ ctx, next }) => {
  if (!ctx.session) throw new AppError('unauthorized', 'Please sign in.')
  return next({ ctx: { session: ctx.session } })
})
