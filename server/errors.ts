import type { ErrorCode } from '#shared/errors.ts'

/** What a visitor hears of a failure on our side. */
export const CANNOT_ANSWER = 'I cannot answer right now. Please try again in a moment.'

/** A failure with a sentence written for the person who sees it. The cause is for the log alone. */
export class AppError extends Error {
  readonly code: ErrorCode
  /** Seconds until trying again makes sense; becomes `Retry-After`. */
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.name = 'AppError'
    this.code = code
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** Turns any failure into what a stranger may see; a bug becomes `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  return new AppError('internal', 'Something went wrong on our side. Please try again.', { cause: error })
}
