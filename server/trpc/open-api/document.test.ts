import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { parseConfig } from '#server/config.ts'
import { restRoutes } from '../procedures.ts'
import { openApiDocument } from './document.ts'

// What the paths are is tested in app.test.ts, against the routes of the app.

const document = openApiDocument({ config: parseConfig({ PUBLIC_URL: 'https://chat.example.com' }) })
const text = JSON.stringify(document)

type Schema = { $ref?: string; description?: string; properties?: Record<string, Schema>; required?: string[] }
type Answer = { $ref?: string; description?: string; content?: Record<string, { schema?: Schema; example?: object }> }
type Operation = {
  operationId: string
  summary: string
  tags: string[]
  security?: object[]
  parameters: { schema: Schema }[]
  requestBody?: Answer
  responses: Record<string, Answer>
  'x-codeSamples': { lang: string; source: string }[]
}
const parsed: {
  servers: object[]
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; responses: Record<string, Answer> }
} = JSON.parse(text)
const operations = Object.entries(parsed.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
)
const find = (path: string, method: string) => parsed.paths[path]?.[method.toLowerCase()]
const lastOf = (ref: string): string => ref.split('/').at(-1) ?? ''

test('is valid by the schema of OpenAPI 3.1', async () => {
  const validator = new Validator()
  expect(await validator.validate(JSON.parse(text))).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

test.each(restRoutes.map(({ name, rest }) => [name, rest] as const))('%s is described', (name, rest) => {
  const described = find(rest.path, rest.method)
  if (!described) return expect.unreachable()
  expect(described.operationId).toBe(name.replace('.', '-'))
  expect(described.security).toEqual(rest.isPublic ? [] : undefined)
  const fields = rest.path.match(/(?<=\{)\w+/g)
  const parameters = [
    ...(fields ?? []).map((field) => ({ name: field, in: 'path', required: true })),
    ...Object.keys(rest.query?.shape ?? {}).map((field) => ({ name: field, in: 'query' })),
  ]
  expect(described.parameters).toEqual(parameters.map((parameter) => expect.objectContaining(parameter)))
  const body = described.requestBody?.content?.['application/json']
  expect(body?.schema === undefined).toBe(rest.body === undefined)
  const filledIn = JSON.stringify(body?.example ?? {}).replaceAll('$PAGE_URL', 'https://shop.example')
  rest.body?.parse(JSON.parse(filledIn))

  const statuses = Object.keys(described.responses)
  expect(statuses).toEqual(expect.arrayContaining([String(rest.status ?? 200), '429', 'default']))
  expect(statuses.includes('401')).toBe(!rest.isPublic || name === 'auth.login')
  expect(statuses.includes('400')).toBe(rest.body !== undefined || rest.query !== undefined)
  expect(statuses.includes('404')).toBe(fields !== null || rest.errors?.not_found !== undefined)
})

describe.each(operations)('%s', (_name, operation) => {
  test('has a sentence, a part of the whole, one good answer and failures in our form', () => {
    expect(operation.summary).toMatch(/^[A-Z].{5,}[^.]$/)
    expect(parsed.tags.map(({ name }) => name)).toContain(operation.tags[0])
    const good = Object.keys(operation.responses).filter((status) => status.startsWith('2'))
    expect(good).toHaveLength(1)
    for (const [status, answer] of Object.entries(operation.responses)) {
      const found = answer.$ref ? parsed.components.responses[lastOf(answer.$ref)] : answer
      expect(found?.description).toMatch(/./)
      if (status.startsWith('2')) continue
      expect(found?.content?.['application/json']?.schema?.$ref).toBe('#/components/schemas/Error')
    }
  })

  test('has an example in each language that names what is to be filled in', () => {
    const samples = operation['x-codeSamples']
    expect(samples.map(({ lang }) => lang)).toEqual(['Shell', 'JavaScript'])
    for (const { source } of samples) expect(source).not.toMatch(/undefined|\/\{\w+\}/)
    const [inShell, inScript] = samples.map(
      ({ source }) => new Set(source.match(/\b[A-Z]+_(ID|KEY|NAME|URL|TOKEN)\b/g)),
    )
    expect(inScript).toEqual(inShell)
  })
})

test('every field of every object has its words', () => {
  const silent: string[] = []
  const visit = (at: string, schema: Schema): void => {
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      if (!field.description && field.$ref === undefined) silent.push(`${at}.${name}`)
      visit(`${at}.${name}`, field)
    }
  }
  for (const [name, schema] of Object.entries(parsed.components.schemas)) visit(name, schema)
  for (const [name, { requestBody, responses }] of operations) {
    const contents = [requestBody, ...Object.values(responses)].flatMap((answer) =>
      Object.values(answer?.content ?? {}),
    )
    for (const { schema } of contents) visit(name, schema ?? {})
  }
  expect(silent).toEqual([])
})

test('bodies tell what is required, and a number in an address is a number', () => {
  const { NewBot, BotChanges } = parsed.components.schemas
  expect(NewBot).toMatchObject({ required: ['name'], additionalProperties: false })
  expect(BotChanges?.required).toBeUndefined()
  expect(Object.keys(BotChanges?.properties ?? {})).not.toContain('id')
  expect(NewBot?.properties?.['name']).toMatchObject({ minLength: 1, maxLength: 80 })
  expect(find('/api/admin/old-conversations', 'get')?.parameters[1]?.schema).toEqual({
    type: 'integer',
    minimum: 1,
    maximum: 36_500,
  })
  expect(text).not.toContain(String(Number.MAX_SAFE_INTEGER))
})

test('no reference dangles', () => {
  for (const [, kind = '', name = ''] of text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)) {
    expect(Object.keys(kind === 'schemas' ? parsed.components.schemas : parsed.components.responses)).toContain(name)
  }
  expect(parsed.servers).toEqual([{ url: 'https://chat.example.com' }])
})
