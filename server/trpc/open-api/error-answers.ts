import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { z } from 'zod'
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import type { ErrorCode } from '#shared/errors.ts'
import { AppError } from '#server/errors.ts'
import { toTrpcError } from '../failure.ts'

/** When an answer carries which code. A new code does not compile without its sentence. */
const MEANINGS = {
  bad_input:
    'A field is missing, wrong or unknown, or the JSON cannot be read. With 405: a path under `/api/admin` or `/api/auth` does not answer this method',
  unauthorized: 'No session, or one that has ended; or what the path says',
  forbidden: "Another site's page asked; http was used where `FORCE_HTTPS` is set; or what the path says",
  not_found: 'There is no such thing, or no longer',
  conflict: 'It is in work already, or was changed elsewhere since',
  too_large: 'The body is over its limit: 512 KB, for the chat 64 KB, for files their own',
  unsupported_type: 'The body is not JSON, or the file not of a type that can be used',
  unprocessable: 'What was named cannot be used, such as a page that cannot be read; the message says why',
  too_many_requests: 'Wait for the seconds in `Retry-After`',
  too_many_messages: 'A visitor writes too fast: wait for the seconds in `Retry-After`',
  monthly_limit: "The bot's messages of this month are used up",
  internal: 'A fault of Frontdesk; its log has the cause',
  upstream: 'The language model failed; the message says why',
  overloaded: 'Too much at once, or it is stopping: try again in a moment',
  unavailable: 'The disk is full or broken, or a backup is being restored',
} satisfies Record<ErrorCode, string>

export type ErrorWords = Partial<Record<ErrorCode, string>>

const isCode = (name: string): name is ErrorCode => name in MEANINGS
const codes = Object.keys(MEANINGS).filter(isCode)
const statusOf = (code: ErrorCode): number => getHTTPStatusCodeFromError(toTrpcError(new AppError(code, '')))

export const codeSchema = z.enum(codes).meta({
  description: 'What happened, for a program',
  'x-enumDescriptions': Object.fromEntries(codes.map((code) => [code, `${statusOf(code)}: ${MEANINGS[code]}`])),
})
const errorSchema = z
  .object({
    error: z
      .object({
        code: codeSchema,
        message: z.string().describe('What happened and what to do, a sentence for a person'),
      })
      .meta({ id: 'Failure' }),
  })
  .meta({ id: 'Error' })

export const jsonContent = (schema: z.ZodType) => ({ 'application/json': { schema } })

const errorResponse = (description: string): ZodOpenApiResponseObject => ({
  description,
  content: jsonContent(errorSchema),
})

/** What each code means wherever nothing else is said of it. */
const byCode = new Map(codes.map((code) => [code, { ...errorResponse(MEANINGS[code]), id: code }]))
const otherwise = {
  ...errorResponse('Any other failure, such as `internal` (500) or `unavailable` (503)'),
  id: 'otherwise',
}

/** The answers to failures by status. `words` say what a code means here; the common ones mean what they always mean. */
export function errorResponses(common: ErrorCode[], words: ErrorWords = {}): ZodOpenApiResponsesObject {
  const given = new Set([...Object.keys(words).filter(isCode), ...common])
  const responses: ZodOpenApiResponsesObject = {}
  for (const [status, of] of Map.groupBy(given, (code) => `${statusOf(code)}`)) {
    const [first = 'internal'] = of
    const plain = of.length === 1 && words[first] === undefined ? byCode.get(first) : undefined
    const sentences = of.map((code) => `\`${code}\`: ${words[code] ?? MEANINGS[code]}`)
    Object.assign(responses, { [status]: plain ?? errorResponse(sentences.join('; ')) })
  }
  return { ...responses, default: otherwise }
}
