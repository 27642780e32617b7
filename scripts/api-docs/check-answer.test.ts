import { expect, test } from 'vitest'
import { toAnswerCheck } from './check-answer.ts'

const schema = { $ref: '#/components/schemas/Bot' }
const check = toAnswerCheck({
  paths: {
    '/bot': {
      get: { responses: { '200': { content: { 'application/json': { schema } } }, default: { $ref: '#/x' } } },
      post: { responses: { '200': { content: { 'text/event-stream': { schema } } } } },
      delete: { responses: { '204': {} } },
    },
  },
  components: {
    schemas: {
      Bot: {
        type: 'object',
        properties: { id: { type: 'string' }, limit: { type: 'integer' } },
        required: ['id'],
        additionalProperties: false,
      },
    },
  },
})
const answer = (body: string, status = 200, type = 'application/json') => ({ status, type, body, cookies: [] })

test('an answer that is as described is read', () => {
  expect(check('GET /bot', answer('{"id":"a","limit":1}'))).toEqual({ id: 'a', limit: 1 })
  const stream = 'data: {"id":"a"}\n\n: waiting\n\ndata: {"id":"b"}\n\n'
  expect(check('POST /bot', answer(stream, 200, 'text/event-stream; charset=utf-8'))).toEqual({ id: 'b' })
  expect(check('DELETE /bot', answer('', 204, ''))).toBeUndefined()
})

test.each([
  ['a field too much', 'GET', answer('{"id":"a","name":"Anna"}')],
  ['a field too little', 'GET', answer('{}')],
  ['another type of a field', 'GET', answer('{"id":1}')],
  ['another status', 'GET', answer('{"id":"a"}', 201)],
  ['another media type', 'GET', answer('{"id":"a"}', 200, 'text/html')],
  ['a stream of nothing', 'POST', answer('', 200, 'text/event-stream')],
  ['an answer where none is described', 'DELETE', answer('{}', 204)],
])('%s is told', (_name, method, given) => {
  expect(() => check(`${method} /bot`, given)).toThrow()
})
