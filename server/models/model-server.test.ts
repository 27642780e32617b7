import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeOpenAi, type FakeStep, startFakeOpenAi } from '#server/testing/fake-openai.ts'
import { openModelServer } from './model-server.ts'

let fake: FakeOpenAi
beforeEach(async () => {
  fake = await startFakeOpenAi()
})
afterEach(() => fake.close())

function post(step: FakeStep) {
  fake.script('chat', step)
  const server = openModelServer({ baseUrl: fake.baseUrl, apiKey: 'sk-a-very-secret-key' })
  return server.post('/chat/completions', {}, new AbortController().signal)
}

test('takes the key to no other host', async () => {
  const other = await startFakeOpenAi()
  const redirect = { status: 307, headers: { location: `${other.baseUrl}/chat/completions` } }
  await expect(post(redirect)).rejects.toMatchObject({ failure: { kind: 'nonsense', what: 'a redirect' } })
  expect(other.requests).toEqual([])
  await other.close()
})

test('tells of a server that would speak another protocol', async () => {
  const upgrade = { status: 101, headers: { connection: 'Upgrade', upgrade: 'websocket' } }
  await expect(post(upgrade)).rejects.toMatchObject({ failure: { kind: 'nonsense', what: 'another protocol' } })
})
