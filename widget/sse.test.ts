import { expect, test } from 'vitest'
import { createSseReader } from './sse.ts'

test.each([
  ['one event', ['data: {"a":1}\n\n'], [' {"a":1}']],
  ['an event cut anywhere', ['da', 'ta: {"a"', ':1}', '\n', '\n'], [' {"a":1}']],
  ['several events in one piece', ['data: 1\n\ndata: 2\n\n'], [' 1', ' 2']],
  ['Windows line ends', ['data: 1\r\n\r\n'], [' 1']],
  ['no space after the colon', ['data:1\n\n'], ['1']],
  ['nothing of heartbeats and other fields', [': beat\n\nevent: x\nid: 7\n\n'], []],
  ['nothing of a line that has not ended', ['data: 1'], []],
])('reads %s', (_name, pieces, payloads) => {
  const read = createSseReader()
  expect(pieces.flatMap((piece) => read(piece))).toEqual(payloads)
})
