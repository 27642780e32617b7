import { AppError } from '#server/errors.ts'

/** How a model server failed, in our words. Its own words are left behind: they may quote the key or a visitor. */
export type UpstreamFailure =
  | { kind: 'timeout' }
  | { kind: 'unreachable'; networkCode: string | undefined }
  | { kind: 'status'; status: number; code: string | undefined; retryAfterSeconds: number | undefined }
  | { kind: 'nonsense'; what: string }

/** What was asked, and which setting names it. */
type Asked = { baseUrl: string; model: string; setting: 'CHAT_MODEL' | 'EMBEDDING_MODEL' }

/** `upstream` with a sentence that tells the owner what to do. */
export class UpstreamError extends AppError {
  readonly failure: UpstreamFailure

  constructor(failure: UpstreamFailure, asked: Asked) {
    const retryAfterSeconds = failure.kind === 'status' ? failure.retryAfterSeconds : undefined
    super('upstream', toSentence(failure, asked), {
      cause: new Error(Object.values(failure).filter(Boolean).join(' ')),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    })
    this.failure = failure
  }
}

/** The owner has to do something: neither time nor another try helps. */
export const isLasting = (failure: UpstreamFailure): boolean =>
  failure.kind === 'status' && ([401, 403, 404].includes(failure.status) || hasNoCredit(failure))

/** Says more of this one request than of the server. */
export const isAboutRequest = (failure: UpstreamFailure): boolean =>
  failure.kind === 'status' && [400, 413, 422].includes(failure.status)

const hasNoCredit = ({ code }: { code: string | undefined }): boolean => code === 'insufficient_quota'

function toSentence(failure: UpstreamFailure, { baseUrl, model, setting }: Asked): string {
  const server = `The model server at ${new URL(baseUrl).host}`
  if (failure.kind === 'timeout') return `${server} did not answer in time. Try again later.`
  if (failure.kind === 'unreachable') return `${server} cannot be reached. Check OPENAI_BASE_URL and the network.`
  if (failure.kind === 'nonsense') return `${server} gave no proper answer. Check OPENAI_BASE_URL and ${setting}.`
  return toStatusSentence(failure, server, model, setting)
}

function toStatusSentence(
  failure: { status: number; code: string | undefined },
  server: string,
  model: string,
  setting: string,
): string {
  if (hasNoCredit(failure)) {
    return 'The account at the model server has no credit left. Check its plan and billing.'
  }
  switch (failure.status) {
    case 400:
    case 422:
      return `${server} refused the request. Check that ${setting} "${model}" is the right kind of model.`
    case 401:
      return `${server} refused the key. Check OPENAI_API_KEY.`
    case 403:
      return `${server} does not let this key use "${model}". Check the key's rights and ${setting}.`
    case 404:
      return `${server} does not know "${model}". Check ${setting} and OPENAI_BASE_URL.`
    case 429:
      return `${server} gets too many requests from this account. Try again in a minute.`
    default:
      return `${server} has trouble (status ${failure.status}). Try again later.`
  }
}
