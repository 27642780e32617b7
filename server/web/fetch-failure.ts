import { AppError } from '#server/errors.ts'

/** The one answer for every forbidden address, so that nobody can map a private network by asking. */
export const NOT_ALLOWED = 'This address is not allowed. Use a public web address.'

/** What a status that is no success means for the owner. */
export function explainStatus(status: number): AppError {
  const [what, advice] = describeStatus(status)
  return new AppError('unprocessable', `The page answered ${status}${what}. ${advice}`)
}

function describeStatus(status: number): [what: string, advice: string] {
  if (status === 404 || status === 410) return ['', 'Check the address or paste the text instead.']
  if (status === 401 || status === 403) {
    return [': it does not let this server read it', 'Paste its text instead.']
  }
  if (status === 429) return [': too many requests', 'Try again in some minutes or paste the text instead.']
  if (status >= 500) return [', a failure of the website', 'Try again later or paste the text instead.']
  return ['', 'Check the address or paste the text instead.']
}

const TLS_FAILURE = /^(CERT_|ERR_TLS|ERR_SSL|EPROTO|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|UNKNOWN_CA)/

/** Turns a failed connection or a broken transfer into a sentence that tells the owner what to do. */
export function explainFailure(error: unknown, url: URL, timeoutMs: number): AppError {
  return new AppError('unprocessable', describeFailure(findCode(error), url, timeoutMs), { cause: error })
}

function describeFailure(code: string, url: URL, timeoutMs: number): string {
  if (/^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/.test(code)) {
    return `No website was found at ${url.hostname}. Check the spelling of the address.`
  }
  if (code === 'ECONNREFUSED') {
    return 'The website refused the connection. Check the address, or try again later.'
  }
  if (/^(TimeoutError|ETIMEDOUT)$/.test(code)) {
    return `The page took longer than ${Math.ceil(timeoutMs / 1000)} seconds. Try again later or paste the text instead.`
  }
  if (/^(ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|ENETDOWN)$/.test(code)) {
    return 'The website cannot be reached from this server. Check the address, or try again later.'
  }
  if (TLS_FAILURE.test(code)) {
    return 'The website has no valid security certificate (HTTPS). Ask whoever runs it to renew it, or paste the text instead.'
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    return 'The website answered with headers that are too large. Paste the text instead.'
  }
  return 'The connection to the website broke off before the page was complete. Try again, or paste the text instead.'
}

/** The first code along the chain of causes, or the name of an abort. */
function findCode(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  if (error.name === 'TimeoutError') return error.name
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause
  return findCode(inner)
}
