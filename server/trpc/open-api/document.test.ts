import { expect, test } from 'vitest'
import { parseConfig } from '#server/config.ts'
import { openApiDocument } from './open-api.ts'
import { restRoutes } from './procedures.ts'

const document = openApiDocument({ config: parseConfig({ PUBLIC_URL: 'https://chat.example.com' }) })
const text = JSON.stringify(document)
const operation = (path: string, method: string) => JSON.parse(JSON.stringify(document.paths))[path]?.[method]

test.each(restRoutes.map(({ name, rest }) => [name, rest] as const))('%s is described', (name, rest) => {
  const described = operation(rest.path, rest.method.toLowerCase())
  expect(described.operationId).toBe(name.replace('.', '-'))
  expect(Object.keys(described.responses)).toEqual([String(rest.status ?? 200), 'default'])
  const fields = rest.path.match(/(?<=\{)\w+/g)
  const parameters = [
    ...(fields ?? []).map((field) => ({ name: field, in: 'path' })),
    ...Object.keys(rest.query?.shape ?? {}).map((field) => ({ name: field, in: 'query' })),
  ]
  expect(described.parameters ?? []).toEqual(parameters.map((parameter) => expect.objectContaining(parameter)))
  expect(described.security).toEqual(rest.isPublic ? [] : undefined)
})

test.each([
  ['/api/chat', 'post'],
  ['/api/public/config/{bot_id}', 'get'],
  ['/api/public/avatar/{bot_id}', 'get'],
  ['/api/admin/bots/{id}/avatar', 'post'],
  ['/api/admin/bots/{id}/avatar', 'delete'],
  ['/api/admin/conversations.csv', 'get'],
  ['/api/health', 'get'],
])('%s %s is described', (path, method) => {
  expect(operation(path, method).responses).toBeDefined()
})

test('bodies tell what is required and no reference dangles', () => {
  const body = operation('/api/admin/bots', 'post').requestBody.content['application/json'].schema
  expect(body).toMatchObject({ required: ['name'], additionalProperties: false })
  const changes = operation('/api/admin/bots/{id}', 'put').requestBody.content['application/json'].schema
  expect(changes.required).toBeUndefined()
  expect(Object.keys(changes.properties)).not.toContain('id')
  for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
    expect(document.components?.schemas).toHaveProperty(name ?? '')
  }
  expect(document.servers).toEqual([{ url: 'https://chat.example.com' }])
})
