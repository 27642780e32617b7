import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { ChatEvent } from '#shared/chat.ts'
import { chatRequestSchema } from '#shared/chat-request.ts'
import { POSITIONS, type WidgetConfig } from '#shared/widget-config.ts'
import { codeSchema, errorResponses, jsonContent } from './error-answers.ts'

const botId = z.object({ bot_id: z.string() })

const answerSourceSchema = z
  .object({
    title: z.string().describe('Its title'),
    url: z.string().nullable().describe('The address of the page; null for a pasted text'),
    excerpt: z.string().describe('A short piece of it'),
  })
  .meta({ id: 'AnswerSource' })
const chatEventSchema: z.ZodType<ChatEvent> = z
  .discriminatedUnion('type', [
    z
      .object({
        type: z.literal('token').describe('The next piece; there are as many as it takes'),
        content: z.string().describe('Goes after what came before; Markdown'),
      })
      .meta({ id: 'TokenEvent' }),
    z
      .object({
        type: z.literal('done').describe('The last event'),
        message_id: z.string().describe('The id of the answer'),
        answered: z.boolean().describe('Whether the knowledge held the answer'),
        sources: z.array(answerSourceSchema).describe('What the answer was made from'),
      })
      .meta({ id: 'DoneEvent' }),
    z
      .object({
        type: z.literal('error').describe('The last event instead'),
        code: codeSchema,
        message: z.string().describe('What happened, a sentence for the visitor'),
      })
      .meta({ id: 'ErrorEvent' }),
  ])
  .meta({ id: 'ChatEvent' })

const widgetConfigSchema = z
  .object({
    id: z.string().describe('The id of the bot'),
    name: z.string().describe('The name that visitors see'),
    welcome_message: z.string().describe('What the chat says first'),
    avatar_url: z.string().nullable().describe('Where the picture is, on this server; null without one'),
    accent_color: z.string().describe('As `#rrggbb`'),
    position: z.enum(POSITIONS).describe('Where the button stands'),
    show_button_text: z.boolean().describe('Whether the button carries words'),
    button_text: z.string().describe('These words'),
    language: z.string().describe('The language of `strings`'),
    direction: z.enum(['ltr', 'rtl']).describe('The direction of that language'),
    strings: z.record(z.string(), z.string()).describe("The widget's own words"),
  } satisfies Record<keyof WidgetConfig, z.ZodType>)
  .meta({ id: 'WidgetConfig' })

/** What the widget asks. */
export const visitorPaths: ZodOpenApiPathsObject = {
  '/api/chat': {
    post: {
      operationId: 'chat',
      summary: 'Ask a bot; the answer streams',
      description:
        'Each `data:` line of the stream is one event as JSON. After the 200 a failure is the last event. Lines that begin with `:` keep the connection open. Closing it stops the answer. Of one session 10 messages a minute are taken (`CHAT_PER_SESSION`), from one address 30 (`CHAT_PER_IP`).',
      tags: ['Visitors'],
      security: [],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: chatRequestSchema,
            example: {
              bot_id: '$BOT_ID',
              api_key: '$API_KEY',
              session_id: 'visitor-0123456789',
              message: 'Are you open on Saturday?',
            },
          },
        },
      },
      responses: {
        '200': {
          description: 'The answer as it is written',
          content: { 'text/event-stream': { schema: chatEventSchema } },
        },
        ...errorResponses(['bad_input', 'unsupported_type', 'too_many_messages', 'monthly_limit', 'overloaded'], {
          unauthorized: 'No such bot, or not its key',
          forbidden: 'The bot has `allowed_origins`, and the page is of another site or there is no `Origin`',
          too_large: 'The body is larger than 64 KB',
        }),
      },
    },
  },
  '/api/public/config/{bot_id}': {
    get: {
      operationId: 'widget-config',
      summary: 'What the widget shows',
      description:
        'It carries an `ETag` and may be kept for a minute. 60 requests a minute for one bot from one address (`CONFIG_PER_BOT`).',
      tags: ['Visitors'],
      security: [],
      requestParams: {
        path: botId,
        query: z.object({ api_key: z.string().optional(), lang: z.string().optional() }),
        header: z.object({ 'X-Api-Key': z.string().optional() }),
      },
      responses: {
        '200': { description: 'The look and the words of the widget', content: jsonContent(widgetConfigSchema) },
        ...errorResponses(['too_many_requests'], {
          unauthorized: 'No such bot, or not its key',
          forbidden: 'The bot has `allowed_origins`, and the page is of another site or there is no `Origin`',
        }),
      },
    },
  },
  '/api/public/avatar/{bot_id}': {
    get: {
      operationId: 'avatar',
      summary: "A bot's picture",
      description: 'WebP for those who accept it, else PNG; it carries an `ETag` and may be kept for five minutes.',
      tags: ['Visitors'],
      security: [],
      requestParams: { path: botId, query: z.object({ size: z.enum(['64', '128']).optional() }) },
      responses: {
        '200': { description: 'The picture', content: { 'image/png': {}, 'image/webp': {} } },
        ...errorResponses([], { not_found: 'There is no such bot, or it has no picture' }),
      },
    },
  },
  '/widget.js': {
    get: {
      operationId: 'widget',
      summary: 'The widget itself, for a script tag',
      tags: ['Visitors'],
      security: [],
      responses: {
        '200': { description: 'The script', content: { 'text/javascript': {} } },
        ...errorResponses([], { not_found: 'The widget is not built' }),
      },
    },
  },
}
