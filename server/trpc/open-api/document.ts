import { createDocument, type oas31, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { version } from '../version.ts'
import { plainPaths } from './plain-paths.ts'
import { errorResponse, jsonContent } from './open-api-parts.ts'
import { pathFields, restRoutes, type RestRoute } from './procedures.ts'

/** Describes every REST path, for GET /api/openapi.json. */
export function openApiDocument({ config }: Pick<Deps, 'config'>): oas31.OpenAPIObject {
  const paths: ZodOpenApiPathsObject = { ...plainPaths }
  for (const route of restRoutes) {
    const { path, method } = route.rest
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(route) }
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Frontdesk',
      version,
      description:
        'Admin paths need the session cookie that POST /api/auth/login sets. Every error is {"error":{"code","message"}}, the message a sentence for a person.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: config.publicUrl ?? '/' }],
    security: [{ session: [] }],
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'session_token',
          description: 'Over HTTPS its name is __Host-session_token.',
        },
      },
    },
    paths,
  })
}

function describe({ name, rest, output }: RestRoute): ZodOpenApiOperationObject {
  const fields = pathFields(rest.path)
  const status = rest.status ?? 200
  const path = z.object(Object.fromEntries(fields.map((field) => [field, z.string()])))
  return {
    operationId: name.replace('.', '-'),
    summary: rest.summary,
    tags: [name.slice(0, name.indexOf('.'))],
    ...(rest.isPublic && { security: [] }),
    requestParams: { ...(fields.length > 0 && { path }), ...(rest.query && { query: rest.query }) },
    ...(rest.body && { requestBody: { required: true, content: jsonContent(rest.body) } }),
    responses: {
      [`${status}`]: {
        description: 'Done',
        ...(status !== 204 && { content: jsonContent(output) }),
      },
      default: errorResponse('What went wrong'),
    },
  }
}
