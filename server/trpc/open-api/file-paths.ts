import { z } from 'zod'
import type { ZodOpenApiPathsObject, ZodOpenApiResponseObject } from 'zod-openapi'
import { uploadSchema } from '#shared/backup.ts'
import { botSchema } from '#shared/bot.ts'
import { chatRequestSchema } from '#shared/chat-request.ts'
import { conversationFilterSchema } from '#shared/conversation.ts'
import { POSITIONS } from '#shared/widget-config.ts'
import { errorResponse, jsonContent } from './open-api-parts.ts'

const tags = ['visitors']
const botId = z.object({ bot_id: z.string() })
const image = (description: string): ZodOpenApiResponseObject => ({
  description,
  content: { 'image/webp': {}, 'image/png': {} },
})

const archive: ZodOpenApiResponseObject = { description: 'The file', content: { 'application/gzip': {} } }

const widgetConfigSchema = z.object({
  id: z.string(),
  name: z.string(),
  welcome_message: z.string(),
  avatar_url: z.string().nullable(),
  accent_color: z.string(),
  position: z.enum(POSITIONS),
  show_button_text: z.boolean(),
  button_text: z.string(),
  language: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  strings: z.record(z.string(), z.string()),
})
const healthSchema = z.object({
  status: z.string(),
  version: z.string(),
  database: z.string(),
  engine: z.enum(['local', 'openai']),
})

/** The REST paths that no procedure stands behind. */
export const plainPaths: ZodOpenApiPathsObject = {
  '/api/chat': {
    post: {
      operationId: 'chat',
      summary: 'Ask a bot; the answer streams',
      description:
        'Each data line of the stream is one JSON object: {"type":"token","content"}, and as the last one {"type":"done","message_id","answered","sources":[{"title","url","excerpt"}]} or {"type":"error","code","message"}.',
      tags,
      security: [],
      requestBody: { required: true, content: jsonContent(chatRequestSchema) },
      responses: {
        '200': { description: 'The answer', content: { 'text/event-stream': { schema: z.string() } } },
        '401': errorResponse('No such bot, or not its key'),
        '429': errorResponse('Too many messages, or the monthly limit is reached'),
        default: errorResponse('What went wrong'),
      },
    },
  },
  '/api/public/config/{bot_id}': {
    get: {
      operationId: 'widget-config',
      summary: 'What the widget shows; the key goes in X-Api-Key or ?api_key=',
      tags,
      security: [],
      requestParams: {
        path: botId,
        query: z.object({ api_key: z.string().optional(), lang: z.string().optional() }),
        header: z.object({ 'X-Api-Key': z.string().optional() }),
      },
      responses: {
        '200': { description: 'The look and words of the widget', content: jsonContent(widgetConfigSchema) },
        default: errorResponse('What went wrong'),
      },
    },
  },
  '/api/public/avatar/{bot_id}': {
    get: {
      operationId: 'avatar',
      summary: "A bot's picture",
      tags,
      security: [],
      requestParams: { path: botId, query: z.object({ size: z.enum(['64', '128']).optional() }) },
      responses: { '200': image('The picture'), default: errorResponse('What went wrong') },
    },
  },
  '/api/admin/bots/{id}/avatar': {
    post: {
      operationId: 'avatars-replace',
      summary: 'Give a bot its picture',
      tags: ['bots'],
      requestParams: { path: z.object({ id: z.string() }) },
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              required: ['file'],
              properties: { file: { type: 'string', contentMediaType: 'image/*' } },
            },
          },
        },
      },
      responses: {
        '200': { description: 'The bot', content: jsonContent(botSchema) },
        default: errorResponse('What went wrong'),
      },
    },
    delete: {
      operationId: 'avatars-delete',
      summary: "Remove a bot's picture",
      tags: ['bots'],
      requestParams: { path: z.object({ id: z.string() }) },
      responses: { '204': { description: 'Done' }, default: errorResponse('What went wrong') },
    },
  },
  '/api/admin/conversations.csv': {
    get: {
      operationId: 'conversations-export',
      summary: 'Conversations for a spreadsheet, one line a message',
      tags: ['conversations'],
      requestParams: { query: conversationFilterSchema },
      responses: {
        '200': { description: 'The file', content: { 'text/csv': {} } },
        default: errorResponse('What went wrong'),
      },
    },
  },
  '/api/admin/backup': {
    get: {
      operationId: 'backups-fresh',
      summary: 'A fresh backup of everything, as a file',
      tags: ['backups'],
      responses: { '200': archive, default: errorResponse('What went wrong') },
    },
  },
  '/api/admin/backups/{name}': {
    get: {
      operationId: 'backups-download',
      summary: 'A backup that is kept on the server, as a file',
      tags: ['backups'],
      requestParams: { path: z.object({ name: z.string() }) },
      responses: { '200': archive, default: errorResponse('What went wrong') },
    },
  },
  '/api/admin/backups/upload': {
    post: {
      operationId: 'backups-upload',
      summary: 'Send a backup to be looked into, whole or in pieces one after the other',
      tags: ['backups'],
      requestParams: { query: z.object({ upload: z.uuid().optional(), offset: z.number().int().optional() }) },
      requestBody: { required: true, content: { 'application/gzip': {} } },
      responses: {
        '200': { description: 'How much of it is here', content: jsonContent(uploadSchema) },
        default: errorResponse('What went wrong'),
      },
    },
  },
  '/api/health': {
    get: {
      operationId: 'health',
      summary: 'Whether the server can work',
      tags: ['health'],
      security: [],
      responses: {
        '200': { description: 'All is well', content: jsonContent(healthSchema) },
        '503': errorResponse('The database cannot be written'),
      },
    },
  },
  '/api/ready': {
    get: {
      operationId: 'ready',
      summary: 'Whether it takes new chats',
      tags: ['health'],
      security: [],
      responses: {
        '200': { description: 'It does', content: jsonContent(z.object({ status: z.literal('ready') })) },
        '503': errorResponse('It is stopping, or restoring a backup'),
      },
    },
  },
}
