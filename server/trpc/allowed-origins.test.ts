import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AdminDoors, openAdminDoors } from '#server/testing/open-admin-doors.ts'

const KEPT = [
  'https://shop.example',
  'https://*.shop.example',
  'http://localhost:3000',
  'https://xn--bcker-gra.example',
]

let doors: AdminDoors
let path: string
beforeAll(async () => {
  doors = await openAdminDoors()
  await doors.signIn()
  const bot = await doors.createBot({ name: 'Anna', allowed_origins: KEPT })
  path = `/api/admin/bots/${bot.id}`
})
afterAll(() => doors.close())

const stored = async () => (await (await doors.rest('GET', path)).json()).allowed_origins

test('a list is kept as it was given, and empty only when that is said', async () => {
  expect(await stored()).toEqual(KEPT)
  for (const list of [[], KEPT]) {
    const answer = await doors.rest('PUT', path, { allowed_origins: list })
    expect((await answer.json()).allowed_origins).toEqual(list)
    expect(await stored()).toEqual(list)
  }
})

test.each<[unknown]>([
  [null],
  [''],
  ['https://shop.example'],
  ['https://a.example, https://b.example'],
  [{}],
  [{ 0: 'https://shop.example' }],
  [[null]],
  [[['https://shop.example']]],
  [['']],
  [['*']],
  [['null']],
  [['shop.example']],
  [['https://shop.example/']],
  [['https://shop.example/menu']],
  [['https://Shop.example']],
  [['https://shop.example:443']],
  [['https://me@shop.example']],
  [[' https://shop.example']],
  [['ftp://shop.example']],
  [['https://*']],
  [['https://*.example']],
  [['https://*.shop.example:8443']],
  [['https://*.shop.example/']],
  [['http://*.shop.example']],
  [['https://a.*.shop.example']],
  [['https://*.*.shop.example']],
  [['https://shop.example', 'nonsense']],
  [Array.from({ length: 51 }, () => 'https://shop.example')],
])('%.60j is refused in words, and what was there stays', async (allowed_origins) => {
  const answer = await doors.rest('PUT', path, { allowed_origins })
  expect(answer.status).toBe(400)
  expect((await answer.json()).error.message).toMatch(/^.{20,300}\.$/)
  expect(await stored()).toEqual(KEPT)
})

test('who gives more than a site is told what to write', async () => {
  const answer = await doors.rest('PUT', path, { allowed_origins: ['https://Shop.example/menu?x'] })
  expect((await answer.json()).error.message).toBe(
    '“https://Shop.example/menu?x” is more than a site’s address. Write https://shop.example instead.',
  )
})
