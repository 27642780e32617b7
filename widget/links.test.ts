import { expect, test } from 'vitest'
import { safeHref } from './links.ts'

test.each([
  'https://example.com/a?b=1#c',
  'http://example.com/',
  'mailto:shop@example.com',
  'tel:+49301234',
  'HTTPS://EXAMPLE.com/',
])('opens %s', (address) => {
  expect(safeHref(address)?.toLowerCase()).toBe(address.toLowerCase())
})

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'javascript&colon;alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'blob:https://example.com/1',
  'file:///etc/passwd',
  'ftp://example.com/',
  'https://bank.example@evil.example/',
  '//evil.example',
  '/contact',
  'example.com',
  'https://',
  '',
])('does not open %j', (address) => {
  expect(safeHref(address)).toBeUndefined()
})
