import {
  createDocument,
  type oas31,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
} from 'zod-openapi'
import { z } from 'zod'
import { conversationFilterSchema, oldConversationsSchema } from '#shared/conversation.ts'
import { MAX_DAYS } from '#shared/conversation-limits.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { Deps } from '#server/deps.ts'
import { version } from '#server/version.ts'
import { pathFields, restRoutes, type RestRoute } from '../procedures.ts'
import { backupObjects } from './backup-words.ts'
import { botObjects } from './bot-words.ts'
import { conversationObjects } from './conversation-words.ts'
import type { Described } from './described.ts'
import { errorResponses, jsonContent } from './error-answers.ts'
import { toSamples } from './examples.ts'
import { filePaths } from './file-paths.ts'
import { groups, groupOf } from './groups.ts'
import { knowledgeObjects } from './knowledge-words.ts'
import { explainParameter } from './parameters.ts'
import { visitorPaths } from './visitor-paths.ts'
import { watchingPaths } from './watching-paths.ts'

const METHODS = ['get', 'post', 'put', 'delete'] as const
const DONE = { 200: 'The answer', 201: 'It is made', 202: 'Accepted, and in work from now on', 204: 'Done' }

const objects: Record<string, Described> = {
  ...botObjects,
  ...knowledgeObjects,
  ...conversationObjects,
  ...backupObjects,
}
for (const [id, { schema }] of Object.entries(objects)) z.globalRegistry.add(schema, { id })

/** Describes every path that a program may ask, for GET /api/openapi.json. */
export function openApiDocument({ config }: Pick<Deps, 'config'>): oas31.OpenAPIObject {
  const paths: ZodOpenApiPathsObject = {}
  const described = [...restRoutes.map(describe), filePaths, visitorPaths, watchingPaths]
  for (const [path, item] of described.flatMap((some) => Object.entries(some)))
    paths[path] = { ...paths[path], ...item }
  const document = createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Frontdesk',
        version,
        description:
          'Everything the dashboard does, a program can do. Most paths need the cookie of a session, which `POST /api/auth/login` sets. Bodies are JSON; times are UTC, such as `2026-11-22T13:38:24.146Z`.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: config.publicUrl ?? '/' }],
      tags: groups,
      security: [{ session: [] }],
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'session_token',
            description: 'Over HTTPS its name is `__Host-session_token`.',
          },
          metrics: { type: 'http', scheme: 'bearer', description: 'The setting `METRICS_TOKEN`.' },
        },
      },
      paths,
    },
    { override: speakPlainly },
  )
  explain(document)
  return document
}

function describe({ name, rest, output }: RestRoute): ZodOpenApiPathsObject {
  const fields = pathFields(rest.path)
  const status = rest.status ?? 200
  const path = z.object(Object.fromEntries(fields.map((field) => [field, z.string()])))
  const errors: ErrorCode[] = ['too_many_requests']
  if (!rest.isPublic) errors.push('unauthorized')
  if (rest.body !== undefined || rest.query !== undefined) errors.push('bad_input')
  if (rest.body !== undefined) errors.push('too_large', 'unsupported_type')
  if (rest.method !== 'GET') errors.push('forbidden')
  const operation: ZodOpenApiOperationObject = {
    operationId: name.replace('.', '-'),
    summary: rest.summary,
    ...(rest.description !== undefined && { description: rest.description }),
    tags: [groupOf(name)],
    ...(rest.isPublic && { security: [] }),
    requestParams: { ...(fields.length > 0 && { path }), ...(rest.query && { query: rest.query }) },
    ...(rest.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: rest.body, ...(rest.example && { example: rest.example }) } },
      },
    }),
    responses: {
      [`${status}`]: { description: DONE[status], ...(status !== 204 && { content: jsonContent(output) }) },
      ...errorResponses(errors, { ...missing(rest.path, fields), ...rest.errors }),
    },
  }
  return { [rest.path]: { [rest.method.toLowerCase()]: operation } }
}

/** What else is missing, its path says itself (`errors`). */
function missing(path: string, [outer, inner]: string[]): { not_found?: string } {
  if (outer === undefined) return {}
  if (inner !== undefined) return { not_found: 'There is no such bot or source' }
  return { not_found: `There is no such ${path.includes('/conversations/') ? 'conversation' : 'bot'}` }
}

/** A number or a truth comes as text in an address, and both are taken in a body too: that is no reader's business. */
const plainly = new Map<unknown, oas31.SchemaObject>([
  [conversationFilterSchema.shape.unanswered, { type: 'boolean' }],
  [oldConversationsSchema.shape.older_than_days, { type: 'integer', minimum: 1, maximum: MAX_DAYS }],
])

const speakPlainly: ZodOpenApiOverride = ({ zodSchema, jsonSchema }) => {
  const simple = plainly.get(zodSchema)
  if (simple) {
    delete jsonSchema.anyOf
    Object.assign(jsonSchema, simple)
  }
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.format === 'uuid') delete jsonSchema.pattern
}

/** Adds the words of the fields and parameters, and the examples. */
function explain({ components, paths }: oas31.OpenAPIObject): void {
  for (const [name, { words }] of Object.entries(objects)) {
    for (const [field, description] of Object.entries(words)) {
      const schema = components?.schemas?.[name]
      const property = schema && 'properties' in schema ? schema.properties?.[field] : undefined
      if (property) property.description = description
    }
  }
  for (const [path, item] of Object.entries(paths ?? {})) {
    for (const method of METHODS) {
      const operation = item[method]
      if (!operation) continue
      operation.parameters =
        operation.parameters?.map((one) => ('$ref' in one ? one : explainParameter(path, one))) ?? []
      operation['x-codeSamples'] = toSamples(method, path, operation)
    }
  }
}
