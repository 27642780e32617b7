import { z } from 'zod'

/** As much of a JSON schema as our description uses. */
export const jsonSchema = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().default(''),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  'x-enumDescriptions': z.record(z.string(), z.string()).optional(),
  get anyOf() {
    return z.array(jsonSchema).optional()
  },
  get oneOf() {
    return z.array(jsonSchema).optional()
  },
  get items() {
    return jsonSchema.optional()
  },
  get properties() {
    return z.record(z.string(), jsonSchema).optional()
  },
})
export type JsonSchema = z.infer<typeof jsonSchema>

/** A piece of a sentence: words, a value as it is written, or the name of an object that is shown elsewhere. */
export type Piece = string | { code: string } | { object: string }
export type Field = { name: string; type: Piece[]; isRequired: boolean; limits: Piece[]; meaning: string }

export const objectName = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1)
const choicesOf = ({ anyOf, oneOf }: JsonSchema): JsonSchema[] | undefined => anyOf ?? oneOf
const join = (lists: Piece[][], between: string): Piece[] =>
  lists.flatMap((pieces, index) => (index === 0 ? pieces : [between, ...pieces]))
const asCode = (value: unknown): Piece[] => [{ code: JSON.stringify(value) }]

export function typeOf(schema: JsonSchema): Piece[] {
  if (schema.$ref !== undefined) return [{ object: objectName(schema.$ref) }]
  const choices = choicesOf(schema)
  if (choices) return join(choices.map(typeOf), ' or ')
  if (schema.const !== undefined) return asCode(schema.const)
  if (schema.enum) return schema['x-enumDescriptions'] ? ['one of the codes'] : join(schema.enum.map(asCode), ', ')
  if (schema.items) return ['list of ', ...typeOf(schema.items)]
  return [[schema.type ?? 'anything'].flat().join(' or ')]
}

export function limitsOf(schema: JsonSchema): Piece[] {
  const choices = choicesOf(schema)
  if (choices) return choices.flatMap(limitsOf)
  if (schema.format === 'uuid') return ['a UUID']
  if (schema.pattern !== undefined) return [{ code: schema.pattern }]
  const { minLength, maxLength, minimum, maximum, minItems, maxItems } = schema
  return [
    range(minLength, maxLength, ' characters') ??
      range(minimum, maximum) ??
      range(minItems, maxItems, ' entries') ??
      '',
  ].filter((words) => words !== '')
}

function range(from: number | undefined, to: number | undefined, unit = ''): string | undefined {
  const [min, max] = [from, to].map((bound) => bound?.toLocaleString('en'))
  if (min !== undefined && max !== undefined) return `${min} to ${max}${unit}`
  if (max !== undefined) return `at most ${max}${unit}`
  return min === undefined || min === '0' ? undefined : `at least ${min}${unit}`
}

export const toField = (name: string, schema: JsonSchema, isRequired: boolean, meaning: string): Field => ({
  name,
  type: typeOf(schema),
  isRequired,
  limits: limitsOf(schema),
  meaning,
})

/** A row for each field; of an object within, one for each of its fields. */
export const fieldsOf = ({ properties, required }: JsonSchema, prefix = ''): Field[] =>
  Object.entries(properties ?? {}).flatMap(([name, schema]) => [
    toField(prefix + name, schema, required.includes(name), schema.description),
    ...fieldsOf(schema, `${prefix}${name}.`),
  ])
