import { z } from 'zod'
import type { ZodOpenApiPathsObject, ZodOpenApiResponseObject } from 'zod-openapi'
import { uploadSchema } from '#shared/backup.ts'
import { botSchema } from '#shared/bot.ts'
import { conversationFilterSchema } from '#shared/conversation.ts'
import type { ErrorCode } from '#shared/errors.ts'
import { errorResponses, jsonContent } from './error-answers.ts'

const reading: ErrorCode[] = ['unauthorized', 'too_many_requests']
const changing: ErrorCode[] = [...reading, 'forbidden']
const oneBot = { path: z.object({ id: z.string() }) }
const NO_BOT = 'There is no such bot'

const archive: ZodOpenApiResponseObject = {
  description: 'A `.tar.gz` with the database, the pictures, and a manifest with their checksums',
  content: { 'application/gzip': {} },
}

/** What the owner sends and takes as files. No procedure stands behind it. */
export const filePaths: ZodOpenApiPathsObject = {
  '/api/admin/bots/{id}/avatar': {
    post: {
      operationId: 'avatars-replace',
      summary: 'Give a bot its picture',
      description: 'A PNG, JPEG, GIF or WebP of at most `AVATAR_MAX_SIZE_KB`; its middle is made into a square.',
      tags: ['Bots'],
      requestParams: oneBot,
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              required: ['file'],
              properties: { file: { type: 'string', contentMediaType: 'image/*', description: 'The picture' } },
            },
            example: { file: '@avatar.png' },
          },
        },
      },
      responses: {
        '200': { description: 'The bot', content: jsonContent(botSchema) },
        ...errorResponses(changing, {
          bad_input: 'There is no field `file`, or the picture is damaged or has too many pixels',
          not_found: NO_BOT,
          too_large: 'The picture is larger than `AVATAR_MAX_SIZE_KB`',
          unsupported_type: 'This is no form, or no picture that can be used',
          overloaded: 'Too many pictures at once',
        }),
      },
    },
    delete: {
      operationId: 'avatars-delete',
      summary: "Remove a bot's picture",
      tags: ['Bots'],
      requestParams: oneBot,
      responses: { '204': { description: 'Done' }, ...errorResponses(changing, { not_found: NO_BOT }) },
    },
  },
  '/api/admin/conversations.csv': {
    get: {
      operationId: 'conversations-export',
      summary: 'Take conversations for a spreadsheet, one line a message',
      tags: ['Conversations'],
      requestParams: { query: conversationFilterSchema },
      responses: {
        '200': { description: 'The file', content: { 'text/csv': {} } },
        ...errorResponses([...reading, 'bad_input']),
      },
    },
  },
  '/api/admin/backup': {
    get: {
      operationId: 'backups-fresh',
      summary: 'Take a fresh backup of everything, which the server does not keep',
      tags: ['Backups'],
      responses: {
        '200': archive,
        ...errorResponses(reading, { conflict: 'A backup or a restore is under way' }),
      },
    },
  },
  '/api/admin/backups/{name}': {
    get: {
      operationId: 'backups-download',
      summary: 'Take a backup that is kept on the server',
      tags: ['Backups'],
      requestParams: { path: z.object({ name: z.string() }) },
      responses: { '200': archive, ...errorResponses(reading, { not_found: 'There is no such backup' }) },
    },
  },
  '/api/admin/backups/upload': {
    post: {
      operationId: 'backups-upload',
      summary: 'Send a backup to be looked into, whole or in pieces',
      description:
        'A file of more than 32 MB, or one that takes longer than 30 seconds or is larger than a proxy lets through, is sent in pieces: the same `upload` (a UUID) with `offset`, in their order. 2 GiB is the most. A piece that fails ends the upload. 1,000 pieces a minute.',
      tags: ['Backups'],
      requestParams: { query: z.object({ upload: z.uuid().optional(), offset: z.number().int().min(0).optional() }) },
      requestBody: { required: true, content: { 'application/gzip': { example: '@backup.tar.gz' } } },
      responses: {
        '200': { description: 'How much of it is here', content: jsonContent(uploadSchema) },
        ...errorResponses([...changing, 'bad_input'], {
          not_found: 'The upload is gone',
          conflict: 'A piece before this one is missing',
          too_large: 'The piece is larger than 32 MB, or the whole than 2 GiB',
          unsupported_type: 'Send it with `Content-Type: application/gzip`',
        }),
      },
    },
  },
}
