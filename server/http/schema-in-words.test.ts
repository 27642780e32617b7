import { expect, test } from 'vitest'
import { type JsonSchema, schemaInWords } from './schema-in-words.ts'

test.each<[JsonSchema, string]>([
  [{ type: 'string' }, 'string'],
  [{ type: ['string', 'null'] }, 'string or null'],
  [{}, 'anything'],
  [{ const: true }, 'true'],
  [{ enum: ['url', 'text'] }, '"url" or "text"'],
  [{ $ref: '#/components/schemas/Error' }, 'Error'],
  [{ type: 'array', items: { type: 'integer' } }, 'list of integer'],
  [{ anyOf: [{ type: 'number' }, { type: 'null' }] }, 'number or null'],
  [
    { type: 'object', properties: { a: { type: 'string' }, b: { properties: { c: {} } } }, required: ['a'] },
    '{\n  a: string\n  b?: {\n    c?: anything\n  }\n}',
  ],
])('%j reads %j', (schema, words) => {
  expect(schemaInWords(schema)).toBe(words)
})
