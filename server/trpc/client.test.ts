import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AdminDoors, openAdminDoors, ORIGIN } from '#server/testing/open-admin-doors.ts'
import type { AppRouter } from './router.ts'

let doors: AdminDoors
beforeAll(async () => {
  doors = await openAdminDoors()
  await doors.signIn()
})
afterAll(() => doors.close())

const client = createTRPCClient<AppRouter>({
  links: [
    httpBatchLink({
      url: `${ORIGIN}/api/trpc`,
      maxItems: 10,
      headers: () => ({ Cookie: doors.cookie ?? '' }),
      fetch: (url, { signal = null, ...init } = {}) => doors.sendTrpc(new Request(url, { ...init, signal })),
    }),
  ],
})

test('the dashboard’s own client creates, changes and lists bots in batches', async () => {
  const [one, two] = await Promise.all([
    client.bots.create.mutate({ name: 'Anna' }),
    client.bots.create.mutate({ name: 'Bert' }),
  ])
  await client.bots.update.mutate({ id: two.id, accent_color: '#0B6E4F' })
  await client.bots.delete.mutate({ id: one.id })
  const { bots } = await client.bots.list.query()
  expect(bots).toMatchObject([{ name: 'Bert', accent_color: '#0B6E4F' }])
})

test('and finds a sentence for every field in what failed', async () => {
  const failure: unknown = await client.bots.create.mutate({ name: ' ' }).catch((error: unknown) => error)
  if (!(failure instanceof TRPCClientError)) throw new Error('It should have failed.')
  expect(failure.message).toBe('Bot name is empty. Write at least one character.')
  expect(failure.data).toEqual({
    code: 'BAD_REQUEST',
    httpStatus: 400,
    app: {
      code: 'bad_input',
      message: 'Bot name is empty. Write at least one character.',
      fields: { name: 'Bot name is empty. Write at least one character.' },
    },
  })
})
