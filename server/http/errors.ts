import { HTTPException } from 'hono/http-exception'
import type { ErrorBody, ErrorCode } from '#shared/errors.ts'
import { AppError, CANNOT_ANSWER, toAppError } from '#server/errors.ts'
import type { Log } from '#server/log.ts'

const STATUS_BY_CODE = {
  bad_input: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_type: 415,
  unprocessable: 422,
  too_many_requests: 429,
  too_many_messages: 429,
  monthly_limit: 429,
  internal: 500,
  upstream: 502,
  overloaded: 503,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>

/** Failures on our side: they are logged with their cause, and a visitor is told no more than that they happened. */
const OUR_SIDE: ReadonlySet<ErrorCode> = new Set(['internal', 'upstream', 'unavailable'])

/** The answer to a request that failed: for `app.onError`. Logs failures on our side, once. */
export function toErrorResponse(error: unknown, log: Log): Response {
  const failure = error instanceof HTTPException ? fromHono(error) : toAppError(error)
  logFailure(failure, log)
  const headers = new Headers({ 'Cache-Control': 'no-store' })
  if (failure.retryAfterSeconds !== undefined) headers.set('Retry-After', String(Math.ceil(failure.retryAfterSeconds)))
  return Response.json(toErrorBody(failure), { status: STATUS_BY_CODE[failure.code], headers })
}

const toErrorBody = ({ code, message }: AppError): ErrorBody => ({ error: { code, message } })

export function logFailure(failure: AppError, log: Log): void {
  if (OUR_SIDE.has(failure.code)) log.error({ code: failure.code, err: failure.cause ?? failure }, failure.message)
}

/** The same failure in words for a visitor: the sentences of these codes are written for the owner. */
export function toVisitorError(error: unknown): AppError {
  const failure = toAppError(error)
  if (!OUR_SIDE.has(failure.code)) return failure
  return new AppError(failure.code, CANNOT_ANSWER, { cause: failure })
}

function fromHono(error: HTTPException): AppError {
  if (error.status >= 500) return toAppError(error)
  const code = error.status === 403 ? 'forbidden' : error.status === 413 ? 'too_large' : 'bad_input'
  return new AppError(code, 'This request cannot be read. Check it and try again.', { cause: error })
}
