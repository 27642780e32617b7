import { expect, test } from 'vitest'
import { decodeText } from './decode-text.ts'

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1')

test.each([
  ['UTF-8 without a word about it', Buffer.from('Käse'), 'text/html', 'Käse'],
  ['UTF-8 that calls itself Latin-1', Buffer.from('Käse'), 'text/html; charset=iso-8859-1', 'Käse'],
  ['a byte order mark before anything else', bytes(0xff, 0xfe, 0x48, 0, 0x69, 0), 'text/html; charset=utf-8', 'Hi'],
  ['UTF-16 by its header', bytes(0x48, 0, 0x69, 0), 'text/html; charset=utf-16le', 'Hi'],
  [
    'the header before the page',
    latin1('<meta charset=koi8-r>\xe4'),
    'text/html; charset="windows-1252"',
    '<meta charset=koi8-r>ä',
  ],
  [
    'the charset of a meta tag',
    latin1('<meta charset="windows-1251">\xcf'),
    'text/html',
    '<meta charset="windows-1251">П',
  ],
  [
    'the charset of an http-equiv',
    latin1('<meta http-equiv="content-type" content="text/html; charset=Shift_JIS">\x82\xa0'),
    'text/html',
    '<meta http-equiv="content-type" content="text/html; charset=Shift_JIS">あ',
  ],
  [
    'no charset from a comment',
    latin1('<!-- <meta charset=koi8-r> -->\xe4'),
    'text/html',
    '<!-- <meta charset=koi8-r> -->ä',
  ],
  ['windows-1252 when nothing is said', latin1('K\xe4se \x8080'), 'text/html', 'Käse €80'],
  ['windows-1252 when the name is none', latin1('K\xe4se'), 'text/html; charset=klingon', 'Käse'],
  ['a page cut inside a character', Buffer.from('Käse é').subarray(0, 7), 'text/html', 'Käse \ufffd'],
  ['text without NUL', latin1('a\0b'), 'text/html', 'ab'],
])('decodes %s', (_name, input, contentType, expected) => {
  expect(decodeText(input, contentType)).toBe(expected)
})
