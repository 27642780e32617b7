import { expect, test } from 'vitest'
import { nextPath } from './next-path.ts'

test.each([
  ['/dashboard/bots/b1?tab=appearance', '/dashboard/bots/b1?tab=appearance'],
  ['/dashboard', '/dashboard'],
  [null, '/dashboard'],
  ['', '/dashboard'],
  ['javascript:alert(1)', '/dashboard'],
  ['https://evil.example/dashboard', '/dashboard'],
  ['https:evil.example', '/dashboard'],
  ['//evil.example/dashboard', '/dashboard'],
  ['/\\evil.example/dashboard', '/dashboard'],
  ['/\t/evil.example/dashboard', '/dashboard'],
  ['/dashboard\r\nSet-Cookie: a=b', '/dashboard'],
  ['/dashboard/..//evil.example', '/dashboard'],
  ['/api/admin/bots', '/dashboard'],
  ['/dashboardevil', '/dashboard'],
  ['dashboard/settings', '/dashboard'],
])('after signing in with next=%j the owner goes to %s', (next, expected) => {
  expect(nextPath(next, 'https://chat.example.com')).toBe(expected)
})
