import { callTRPCProcedure, getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { ErrorBody } from '#shared/errors.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { admit } from './admit.ts'
import { openContext } from './context.ts'
import { logFailure, toFailure, toTrpcError } from './failure.ts'
import { restRoutes, type RestRoute } from './procedures.ts'
import { appRouter } from './router.ts'

// Not trpc-to-openapi's handler: it turns on coercion in the schemas themselves at the first call, so that `null` becomes
// a limit of 0 and "false" becomes true from then on, over tRPC too (3.3.0).

/** Answers the REST paths of the procedures. `ip` is the visitor's, proxies taken into account. */
export function restHandler(deps: Deps): (request: Request, ip: string) => Promise<Response> {
  return async (request, ip) => {
    const headers = new Headers({ 'Cache-Control': 'no-store' })
    try {
      const { route, fields } = findRoute(request)
      const ctx = await openContext(deps, request, ip, headers)
      const input = await readInput(request, route, fields)
      const output: unknown = await callTRPCProcedure({
        router: appRouter,
        path: route.name,
        type: route.type,
        ctx,
        getRawInput: async () => input,
        signal: request.signal,
        batchIndex: 0,
      })
      const status = route.rest.status ?? 200
      return status === 204 ? new Response(null, { status, headers }) : Response.json(output, { status, headers })
    } catch (cause) {
      return refuse(deps, cause instanceof AppError ? toTrpcError(cause) : getTRPCErrorFromUnknown(cause), headers)
    }
  }
}

function findRoute(request: Request): { route: RestRoute; fields: Record<string, string> } {
  const { pathname } = new URL(request.url)
  const here = restRoutes.filter(({ pattern }) => pattern.test(pathname))
  const route = here.find(({ rest }) => rest.method === request.method)
  if (!route) throw new TRPCError({ code: here.length > 0 ? 'METHOD_NOT_SUPPORTED' : 'NOT_FOUND' })
  return { route, fields: { ...route.pattern.exec(pathname)?.groups } }
}

async function readInput(request: Request, { rest, hasInput }: RestRoute, fields: Record<string, string>) {
  const hasBody = rest.method === 'POST' || rest.method === 'PUT'
  const body = hasBody ? await (await admit(request)).text() : ''
  if (!hasInput) return undefined
  const asked = rest.query === undefined ? {} : Object.fromEntries(new URL(request.url).searchParams)
  return { ...asked, ...parseObject(body), ...fields }
}

function parseObject(text: string): object {
  if (text === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new TRPCError({ code: 'PARSE_ERROR', cause })
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new AppError('bad_input', 'Send the fields as a JSON object.')
}

function refuse(deps: Deps, error: TRPCError, headers: Headers): Response {
  logFailure(deps.log, error, undefined)
  const { code, message, retry_after_seconds } = toFailure(error)
  if (retry_after_seconds !== undefined) headers.set('Retry-After', String(retry_after_seconds))
  const body: ErrorBody = { error: { code, message } }
  return Response.json(body, { status: getHTTPStatusCodeFromError(error), headers })
}
