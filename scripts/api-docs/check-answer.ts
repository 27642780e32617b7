import { expect } from 'vitest'
import { z } from 'zod'
import type { Answer } from './examples.ts'

const contentSchema = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()).optional() }))
const responseSchema = z.object({ content: contentSchema.default({}) })
const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ responses: z.record(z.string(), responseSchema.or(z.object({ $ref: z.string() }))) }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
})

/**
 * Holds an answer against what the OpenAPI document says of a path such as "GET /api/health": status, media type and every
 * field. Gives back what it read, of a stream the last event.
 */
export function toAnswerCheck(openApi: unknown): (path: string, answer: Answer) => unknown {
  // JSON schemas by themselves keep their definitions elsewhere.
  const { paths, components } = documentSchema.parse(
    JSON.parse(JSON.stringify(openApi).replaceAll('#/components/schemas/', '#/$defs/')),
  )
  const schemas = new Map<object, z.ZodType>()
  const toSchema = (schema: Record<string, unknown>): z.ZodType => {
    const made = schemas.get(schema) ?? z.fromJSONSchema({ ...schema, $defs: { ...components.schemas } })
    schemas.set(schema, made)
    return made
  }

  return (name, { status, type, body }) => {
    const [method = '', path = ''] = name.split(' ')
    const responses = Object.entries(paths[path]?.[method.toLowerCase()]?.responses ?? {})
    const [expected, response] = responses.find(([code]) => code.startsWith('2')) ?? []
    expect(`${status}`, `${name}\n${body}`).toBe(expected)
    const content = response && 'content' in response ? response.content : {}
    const mediaType = type.split(';')[0] ?? ''
    const schema = content[mediaType]?.schema
    if (Object.keys(content).length === 0) {
      expect(`${type}${body}`, name).toBe('')
      return undefined
    }
    expect(Object.keys(content), name).toContain(mediaType)
    if (!schema) return undefined

    const said =
      mediaType === 'text/event-stream' ? [...body.matchAll(/^data: (.*)$/gm)].map(([, json = '']) => json) : [body]
    expect(said.length, name).toBeGreaterThan(0)
    const read = said.map((json): unknown => JSON.parse(json))
    for (const one of read) expect(toSchema(schema).safeParse(one).error?.issues, `${name}\n${body}`).toBeUndefined()
    return read.at(-1)
  }
}
