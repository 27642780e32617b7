import { getTRPCErrorFromUnknown, getTRPCErrorShape, type TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { admit } from './admit.ts'
import { openContext } from './context.ts'
import { logFailure, toFailure, toTrpcError } from './failure.ts'
import { routerConfig } from './procedures.ts'
import { appRouter } from './router.ts'

const ENDPOINT = '/api/trpc'
/** Without it one request may run thousands of calls, and the limit on requests would mean nothing. */
const MAX_BATCH_SIZE = 10

/** Answers everything under /api/trpc. `ip` is the visitor's, proxies taken into account. */
export function trpcHandler(deps: Deps): (request: Request, ip: string) => Promise<Response> {
  return async (request, ip) => {
    try {
      // tRPC refuses every other method itself, and HEAD has no body to read.
      const req = request.method === 'POST' ? await admit(request) : request
      const response = await fetchRequestHandler({
        endpoint: ENDPOINT,
        req,
        router: appRouter,
        maxBatchSize: MAX_BATCH_SIZE,
        createContext: ({ resHeaders }) => openContext(deps, req, ip, resHeaders),
        responseMeta: ({ errors }) => ({ headers: retryAfter(errors) }),
        onError: ({ error, path }) => logFailure(deps.log, error, path),
      })
      response.headers.set('Cache-Control', 'no-store')
      return response
    } catch (cause) {
      return toTrpcErrorResponse(cause, deps.log)
    }
  }
}

/** The answer to a request that failed before tRPC had it, in the form that its clients read. */
export function toTrpcErrorResponse(cause: unknown, log: Log): Response {
  const error = cause instanceof AppError ? toTrpcError(cause) : getTRPCErrorFromUnknown(cause)
  logFailure(log, error, undefined)
  const shape = getTRPCErrorShape({
    config: routerConfig,
    error,
    type: 'unknown',
    path: undefined,
    input: undefined,
    ctx: undefined,
  })
  const headers = { 'Cache-Control': 'no-store', ...retryAfter([error]) }
  return Response.json({ error: shape }, { status: getHTTPStatusCodeFromError(error), headers })
}

function retryAfter(errors: TRPCError[]): Record<string, string> {
  const seconds = errors.map((error) => toFailure(error).retry_after_seconds ?? 0)
  const longest = Math.max(0, ...seconds)
  return longest > 0 ? { 'Retry-After': String(longest) } : {}
}
