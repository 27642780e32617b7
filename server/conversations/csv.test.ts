import { expect, test } from 'vitest'
import { toCsvLine } from './csv.ts'

test.each([
  ['plain', 'plain'],
  ['', ''],
  ['a, b', '"a, b"'],
  ['she said "no"', '"she said ""no"""'],
  ['two\nlines', '"two\nlines"'],
  ['=HYPERLINK("https://evil.example","x")', '"\'=HYPERLINK(""https://evil.example"",""x"")"'],
  ['+1', "'+1"],
  ['-1+1', "'-1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\r\'=1"'],
  ['x;=1+1', '"x;\'=1+1"'],
  ['two\n =1+1', '"two\n\' =1+1"'],
  ['\none', '"\'\none"'],
  ['  =1', "'  =1"],
  ['＝1', "'＝1"],
  ['a=1', 'a=1'],
])('%j becomes %j', (text, cell) => {
  expect(toCsvLine([text, 'x'])).toBe(`${cell},x\r\n`)
})
