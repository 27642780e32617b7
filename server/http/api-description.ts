import { z } from 'zod'
import {
  type Field,
  fieldsOf,
  type JsonSchema,
  jsonSchema,
  objectName,
  type Piece,
  toField,
  typeOf,
} from './json-schema.ts'

const METHODS = ['get', 'post', 'put', 'delete'] as const

const contentSchema = z.record(z.string(), z.object({ schema: jsonSchema.optional() }))
const answerSchema = z.object({ description: z.string(), content: contentSchema.default({}) })
const referenceSchema = z.object({ $ref: z.string() })
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().default(''),
  tags: z.tuple([z.string()]),
  security: z.array(z.record(z.string(), z.unknown())).optional(),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.string(),
      required: z.boolean().default(false),
      description: z.string(),
      schema: jsonSchema,
    }),
  ),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.union([referenceSchema, answerSchema])),
  'x-codeSamples': z.array(z.object({ lang: z.string(), label: z.string(), source: z.string() })),
})
const openApiSchema = z.object({
  info: z.object({ description: z.string() }),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.partialRecord(z.enum(METHODS), operationSchema)),
  components: z.object({
    schemas: z.record(z.string(), jsonSchema),
    responses: z.record(z.string(), answerSchema),
  }),
})
type OpenApi = z.infer<typeof openApiSchema>
type Answer = z.infer<typeof answerSchema>

export type Operation = {
  id: string
  method: string
  path: string
  summary: string
  description: string
  /** What the request carries. */
  credential: 'session' | 'metrics' | 'none'
  parameters: (Field & { place: string })[]
  /** A body has the fields of one of these. */
  bodies: Field[][]
  /** The media type of the body; empty without one. */
  bodyType: string
  /** What comes when all is well: an object of ours, or these fields. */
  success: { status: string; meaning: string; type: string; object: Piece[]; fields: Field[] }
  /** Said for this path alone. */
  failures: { status: string; meaning: string }[]
  /** Statuses that mean what they always mean. */
  commonFailures: string[]
  samples: { lang: string; label: string; source: string }[]
}
/** An object with its fields, or one of several others. */
export type ApiObject = { name: string; fields: Field[]; choices: Piece[] }
export type ApiDescription = {
  about: string
  groups: { name: string; description: string; operations: Operation[] }[]
  objects: ApiObject[]
  codes: { code: string; meaning: string }[]
}

/** The OpenAPI document as a person reads it. */
export function describeApi(openApi: unknown): ApiDescription {
  const { info, tags, paths, components } = openApiSchema.parse(openApi)
  const all = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) =>
      item[method] ? [{ tag: item[method].tags[0], ...toOperation(method, path, item[method], components) }] : [],
    ),
  )
  const fields = all.flatMap(({ bodies, success }) => [...bodies.flat(), ...success.fields])
  const shown = [...all.flatMap(({ success }) => success.object), ...fields.flatMap(({ type }) => type)]
  const codes = components.schemas['Failure']?.properties?.['code']?.['x-enumDescriptions'] ?? {}
  return {
    about: info.description,
    groups: tags.map(({ name, description }) => ({
      name,
      description,
      operations: all.filter(({ tag }) => tag === name),
    })),
    objects: listObjects(components.schemas, shown),
    codes: Object.entries(codes).map(([code, meaning]) => ({ code, meaning })),
  }
}

/** Those that are named, and those that they name, by the alphabet. */
function listObjects(schemas: Record<string, JsonSchema>, named: Piece[]): ApiObject[] {
  const found = new Map<string, ApiObject>()
  const visit = (piece: Piece): void => {
    const name = typeof piece === 'object' && 'object' in piece ? piece.object : undefined
    const schema = name === undefined ? undefined : schemas[name]
    if (name === undefined || schema === undefined || found.has(name)) return
    const object = { name, fields: fieldsOf(schema), choices: schema.oneOf || schema.anyOf ? typeOf(schema) : [] }
    found.set(name, object)
    for (const inner of [...object.choices, ...object.fields.flatMap(({ type }) => type)]) visit(inner)
  }
  for (const piece of named) visit(piece)
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}

function toOperation(
  method: string,
  path: string,
  operation: z.infer<typeof operationSchema>,
  components: OpenApi['components'],
): Operation {
  const { operationId: id, summary, description, security, parameters, requestBody, responses } = operation
  const [bodyType = '', body] = Object.entries(requestBody?.content ?? {})[0] ?? []
  const answers = Object.entries(responses)
  const find = (ref: string): Answer | undefined => components.responses[objectName(ref)]
  const [status = '', found] = answers.find(([status]) => status.startsWith('2')) ?? []
  const success = found && '$ref' in found ? find(found.$ref) : found
  const types = Object.keys(success?.content ?? {})
  const schema = success?.content[types[0] ?? '']?.schema
  const failures = answers.filter(([status]) => !status.startsWith('2'))
  return {
    id,
    method: method.toUpperCase(),
    path,
    summary,
    description,
    credential: security === undefined ? 'session' : security.length > 0 ? 'metrics' : 'none',
    parameters: parameters.map(({ name, in: place, required, description: meaning, schema: of }) => ({
      ...toField(name, of, required, meaning),
      place,
    })),
    bodies: resolve(body?.schema, components).map((one) => fieldsOf(one)),
    bodyType,
    success: {
      status,
      meaning: success?.description ?? '',
      type: types.join(', '),
      object: schema?.$ref === undefined ? [] : typeOf(schema),
      fields: schema === undefined ? [] : fieldsOf(schema),
    },
    failures: failures.flatMap(([status, answer]) =>
      '$ref' in answer ? [] : [{ status, meaning: answer.description }],
    ),
    commonFailures: commonOf(failures),
    samples: operation['x-codeSamples'],
  }
}

/** Any answer may be a 500 or a 503, whatever else is said of it. */
function commonOf(failures: [status: string, answer: object][]): string[] {
  const special = failures.flatMap(([status, answer]) => ('$ref' in answer ? [] : [status]))
  const common = failures.flatMap(([status]) => (status === 'default' ? ['500', '503'] : [status]))
  return [...new Set(common)].filter((status) => !special.includes(status)).toSorted()
}

/** What a body may be, each with its fields in it. */
function resolve(schema: JsonSchema | undefined, components: OpenApi['components']): JsonSchema[] {
  if (schema === undefined) return []
  if (schema.$ref !== undefined) return resolve(components.schemas[objectName(schema.$ref)], components)
  const choices = schema.oneOf ?? schema.anyOf
  return choices ? choices.flatMap((choice) => resolve(choice, components)) : [schema]
}
