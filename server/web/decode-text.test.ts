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
  [
    'a meta tag after a long comment',
    latin1(`<!--${'-'.repeat(9000)}--><meta charset=iso-8859-2>\xb1`),
    'text/html',
    `<!--${'-'.repeat(9000)}--><meta charset=iso-8859-2>ą`,
  ],
  [
    'no charset from an http-equiv of another kind',
    latin1('<meta http-equiv="refresh" content="text/html; charset=koi8-r">\xe4'),
    'text/html',
    '<meta http-equiv="refresh" content="text/html; charset=koi8-r">ä',
  ],
  [
    'no charset from inside another attribute',
    latin1('<p title="<meta charset=koi8-r>">\xe4</p>'),
    'text/html',
    '<p title="<meta charset=koi8-r>">ä</p>',
  ],
  ['no charset from open quotes', latin1('<meta charset="koi8-r>\xe4'), 'text/html', '<meta charset="koi8-r>ä'],
  ['a meta tag that could not be UTF-16', latin1('<meta charset=utf-16>K'), 'text/html', '<meta charset=utf-16>K'],
  ['an XML declaration', latin1('<?xml encoding="koi8-r"?>\xe4'), 'text/html', '<?xml encoding="koi8-r"?>Д'],
  ['an alias of a charset', latin1('<meta charset=x-sjis>\x82\xa0'), 'text/html', '<meta charset=x-sjis>あ'],
  ['what browsers refuse', latin1('<meta charset=iso-2022-kr>\xe4'), 'text/html', '<meta charset=iso-2022-kr>ä'],
  [
    'x-user-defined of a page',
    latin1('<meta charset=x-user-defined>\xe4'),
    'text/html',
    '<meta charset=x-user-defined>ä',
  ],
  ['windows-1252 when nothing is said', latin1('K\xe4se \x8080'), 'text/html', 'Käse €80'],
  ['windows-1252 when the name is none', latin1('K\xe4se'), 'text/html; charset=klingon', 'Käse'],
  ['a page cut inside a character', Buffer.from('Käse é').subarray(0, 7), 'text/html', 'Käse \ufffd'],
  ['text without NUL', latin1('a\0b'), 'text/html', 'ab'],
])('decodes %s', (_name, input, contentType, expected) => {
  expect(decodeText(input, contentType)).toBe(expected)
})
