import { expect, test } from 'vitest'
import { fieldsOf, jsonSchema, limitsOf, typeOf } from './json-schema.ts'

test.each([
  [{ type: 'string' }, ['string']],
  [{ type: ['string', 'null'] }, ['string or null']],
  [{}, ['anything']],
  [{ const: true }, [{ code: 'true' }]],
  [{ enum: ['url', 'text'] }, [{ code: '"url"' }, ', ', { code: '"text"' }]],
  [{ $ref: '#/components/schemas/Error' }, [{ object: 'Error' }]],
  [{ type: 'array', items: { type: 'integer' } }, ['list of ', 'integer']],
  [{ anyOf: [{ $ref: '#/components/schemas/Bot' }, { type: 'null' }] }, [{ object: 'Bot' }, ' or ', 'null']],
])('%j is of the type %j', (schema, pieces) => {
  expect(typeOf(jsonSchema.parse(schema))).toEqual(pieces)
})

test.each([
  [{ minLength: 1, maxLength: 80 }, ['1 to 80 characters']],
  [{ maxLength: 50_000 }, ['at most 50,000 characters']],
  [{ minLength: 8 }, ['at least 8 characters']],
  [{ minimum: 0.3, maximum: 0.95 }, ['0.3 to 0.95']],
  [{ minimum: 0 }, []],
  [{ maxItems: 50 }, ['at most 50 entries']],
  [{ pattern: '^a|b$' }, [{ code: '^a|b$' }]],
  [{ format: 'uuid' }, ['a UUID']],
  [{ anyOf: [{ minimum: 0, maximum: 9 }, { type: 'null' }] }, ['0 to 9']],
  [{ type: 'string' }, []],
])('%j is limited to %j', (schema, pieces) => {
  expect(limitsOf(jsonSchema.parse(schema))).toEqual(pieces)
})

test('an object within shows its own fields', () => {
  const schema = {
    properties: { a: { type: 'string', description: 'The first' }, b: { type: 'object', properties: { c: {} } } },
    required: ['a'],
  }
  expect(fieldsOf(jsonSchema.parse(schema))).toEqual([
    { name: 'a', type: ['string'], isRequired: true, limits: [], meaning: 'The first' },
    { name: 'b', type: ['object'], isRequired: false, limits: [], meaning: '' },
    { name: 'b.c', type: ['anything'], isRequired: false, limits: [], meaning: '' },
  ])
})
