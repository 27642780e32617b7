import type { ErrorCode } from '#shared/errors.ts'

/** A failure as a page shows it: a sentence, and one sentence per field where the server named fields. */
export type Failure = { code: ErrorCode | 'unreachable'; message: string; fields: Record<string, string> }

const UNREACHABLE = 'The server could not be reached. Check your connection and try again.'

type Wire = { app?: { code?: ErrorCode; message?: string; fields?: Record<string, string> } }

/** Reads what a tRPC call rejected with. Without an answer from the server it is `unreachable`. */
export function toFailure(error: unknown): Failure {
  const app = wireOf(error)?.app
  if (app?.code === undefined || app.message === undefined) {
    return { code: 'unreachable', message: UNREACHABLE, fields: {} }
  }
  return { code: app.code, message: app.message, fields: app.fields ?? {} }
}

function wireOf(error: unknown): Wire | undefined {
  if (typeof error !== 'object' || error === null || !('data' in error)) return undefined
  const { data } = error
  return typeof data === 'object' && data !== null ? data : undefined
}
