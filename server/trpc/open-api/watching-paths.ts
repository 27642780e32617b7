import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { errorResponses, jsonContent } from './error-answers.ts'

const tags = ['Watching']
const healthSchema = z
  .object({
    status: z.literal('ok').describe('It can work'),
    version: z.string().describe('Of Frontdesk'),
    database: z.literal('ok').describe('It can be written'),
    engine: z.enum(['local', 'openai']).describe('What answers: the local engine, or a language model'),
  })
  .meta({ id: 'Health' })

/** What a monitor asks. Each passes without https too, where FORCE_HTTPS is set. */
export const watchingPaths: ZodOpenApiPathsObject = {
  '/api/health': {
    get: {
      operationId: 'health',
      summary: 'Whether the server can work',
      tags,
      security: [],
      responses: {
        '200': { description: 'It can', content: jsonContent(healthSchema) },
        ...errorResponses([], { unavailable: 'The database cannot be written' }),
      },
    },
  },
  '/api/ready': {
    get: {
      operationId: 'ready',
      summary: 'Whether it takes new chats',
      tags,
      security: [],
      responses: {
        '200': {
          description: 'It does',
          content: jsonContent(z.object({ status: z.literal('ready').describe('It takes them') })),
        },
        ...errorResponses([], { overloaded: 'It is stopping, or a backup is being restored' }),
      },
    },
  },
  '/metrics': {
    get: {
      operationId: 'metrics',
      summary: 'Numbers for Prometheus, in its text format; only with the setting `METRICS_TOKEN`',
      tags,
      security: [{ metrics: [] }],
      responses: {
        '200': { description: 'The numbers', content: { 'text/plain': {} } },
        ...errorResponses([], {
          unauthorized: 'The request does not carry the `METRICS_TOKEN`',
          not_found: 'There is no `METRICS_TOKEN`',
        }),
      },
    },
  },
  '/api/openapi.json': {
    get: {
      operationId: 'openapi',
      summary: 'This description, for programs (OpenAPI 3.1); `/api/docs` shows it in the browser',
      tags,
      security: [],
      responses: {
        '200': { description: 'The description', content: { 'application/json': {} } },
        ...errorResponses([]),
      },
    },
  },
}
