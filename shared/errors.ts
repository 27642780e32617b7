/** Every code an error answer can carry; each door maps each of them to its own status. */
export type ErrorCode =
  | 'bad_input'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unsupported_type'
  | 'unprocessable'
  | 'too_many_requests'
  | 'too_many_messages'
  | 'monthly_limit'
  | 'overloaded'
  | 'upstream'
  | 'unavailable'
  | 'internal'

/** The body of every error answer over HTTP. */
export type ErrorBody = { error: { code: ErrorCode; message: string } }
