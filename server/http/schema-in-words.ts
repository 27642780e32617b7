import { z } from 'zod'

/** As much of a JSON schema as our description uses. */
export const jsonSchema = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  required: z.array(z.string()).optional(),
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

/** A schema as a person would write it down: `{ name: string, remember?: true or false }`, a field a line. */
export function schemaInWords(schema: JsonSchema, indent = ''): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? ''
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map((choice) => schemaInWords(choice, indent)).join(' or ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ')
  if (schema.items) return `list of ${schemaInWords(schema.items, indent)}`
  if (schema.properties) {
    const deeper = `${indent}  `
    const lines = Object.entries(schema.properties).map(([name, value]) => {
      const optional = schema.required?.includes(name) ? '' : '?'
      return `${deeper}${name}${optional}: ${schemaInWords(value, deeper)}\n`
    })
    return `{\n${lines.join('')}${indent}}`
  }
  return [schema.type ?? 'anything'].flat().join(' or ')
}
