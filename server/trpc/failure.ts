import { TRPCError, type TRPC_ERROR_CODE_KEY } from '@trpc/server'
import { z } from 'zod'
import type { ErrorCode } from '#shared/errors.ts'
import { AppError, toAppError } from '../errors.ts'
import type { Log } from '../log.ts'

/** The one table from our codes to this door's; the HTTP status follows from tRPC's. */
const TRPC_CODES = {
  bad_input: 'BAD_REQUEST',
  unauthorized: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  too_large: 'PAYLOAD_TOO_LARGE',
  unsupported_type: 'UNSUPPORTED_MEDIA_TYPE',
  unprocessable: 'UNPROCESSABLE_CONTENT',
  too_many_requests: 'TOO_MANY_REQUESTS',
  too_many_messages: 'TOO_MANY_REQUESTS',
  monthly_limit: 'TOO_MANY_REQUESTS',
  overloaded: 'SERVICE_UNAVAILABLE',
  upstream: 'BAD_GATEWAY',
  unavailable: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<ErrorCode, TRPC_ERROR_CODE_KEY>

/** Failures of tRPC itself, before any procedure of ours ran. */
const OWN_FAILURES: Partial<Record<TRPC_ERROR_CODE_KEY, [ErrorCode, string]>> = {
  PARSE_ERROR: ['bad_input', 'The request cannot be read. Send valid JSON.'],
  BAD_REQUEST: ['bad_input', 'The request cannot be read. Send valid JSON, and at most 10 calls at once.'],
  NOT_FOUND: ['not_found', 'There is nothing at this address.'],
  METHOD_NOT_SUPPORTED: ['bad_input', 'This address does not answer this method.'],
  UNSUPPORTED_MEDIA_TYPE: ['unsupported_type', 'Send this request as JSON, with Content-Type: application/json.'],
  PAYLOAD_TOO_LARGE: ['too_large', 'The request is too large.'],
}

/** What a stranger may see of a failure. */
export type Failure = {
  code: ErrorCode
  message: string
  retry_after_seconds?: number
  /** An input's field to its sentence. */
  fields?: Record<string, string>
}

export const toTrpcError = (error: AppError): TRPCError =>
  new TRPCError({ code: TRPC_CODES[error.code], message: error.message, cause: error })

export function toFailure(error: TRPCError): Failure {
  const { cause } = error
  if (cause instanceof AppError) {
    const { code, message, retryAfterSeconds } = cause
    return { code, message, ...(retryAfterSeconds !== undefined && { retry_after_seconds: retryAfterSeconds }) }
  }
  // A failed output is our bug, and comes as INTERNAL_SERVER_ERROR.
  if (error.code === 'BAD_REQUEST' && cause instanceof z.core.$ZodError) return toInputFailure(cause)
  const own = OWN_FAILURES[error.code]
  if (own) return { code: own[0], message: own[1] }
  const { code, message } = toAppError(cause)
  return { code, message }
}

/** Logs what went wrong on our side, with its cause; the rest is the caller's business. */
export function logFailure(log: Log, error: TRPCError, path: string | undefined): void {
  const { code } = toFailure(error)
  if (code !== 'internal' && code !== 'upstream' && code !== 'unavailable') return
  const { cause } = error
  log.error({ err: cause instanceof AppError ? (cause.cause ?? cause) : (cause ?? error), code, path }, error.message)
}

function toInputFailure({ issues }: z.core.$ZodError): Failure {
  const fields = new Map<string, string>()
  for (const [field, sentence] of issues.flatMap(toSentences)) {
    if (!fields.has(field)) fields.set(field, sentence)
  }
  const message = [...new Set(fields.values())].join(' ')
  return { code: 'bad_input', message, fields: Object.fromEntries(fields) }
}

function toSentences(issue: z.core.$ZodIssue): [field: string, sentence: string][] {
  const field = issue.path.join('.').slice(0, 100)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, 5).map((key) => [key.slice(0, 100), `There is no field "${key.slice(0, 100)}".`])
  }
  const isOurSentence = issue.message.endsWith('.')
  if (isOurSentence) return [[field, issue.message]]
  return [[field, field === '' ? 'Send the fields as a JSON object.' : `The field "${field}" is missing or not valid.`]]
}
