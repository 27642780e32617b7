import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AdminDoors, openAdminDoors } from '#server/testing/open-admin-doors.ts'
import { namedProcedures, restRoutes } from './procedures.ts'

/** What no caller may set, by the names that other systems have for it. */
const FOREIGN = {
  isAdmin: true,
  userId: 'other',
  used: 0,
  periodStart: '2000-01-01',
  keyHash: 'mine',
  createdAt: '2000-01-01',
}

/** Chooses among forms of an input, where there are several. */
const CHOICE = { source_type: 'text', source_content: 'x', upload: '7f9c24e5-1111-4222-8333-444455556666' }
/** Of several forms, none fits. */
const SENTENCE = /There is no field \\?"isAdmin|Name a backup/

let doors: AdminDoors
beforeAll(async () => {
  doors = await openAdminDoors()
  await doors.signIn()
})
afterAll(() => doors.close())

test.each(restRoutes.filter(({ hasInput }) => hasInput))(
  '$name takes no field it does not know',
  async ({ name, rest }) => {
    const sent = { ...CHOICE, ...FOREIGN }
    const isChange = namedProcedures.some((one) => one.name === name && one.type === 'mutation')
    const answer = await (isChange ? doors.mutate(name, sent) : doors.query(name, sent))
    expect(answer.status).toBe(400)
    expect(JSON.stringify((await answer.json()).error.data.app)).toMatch(SENTENCE)

    if (rest.method !== 'POST' && rest.method !== 'PUT') return
    const overRest = await doors.rest(rest.method, rest.path.replace(/\{\w+\}/g, 'some-id'), sent)
    expect(overRest.status).toBe(400)
    expect((await overRest.json()).error.message).toMatch(SENTENCE)
  },
)
