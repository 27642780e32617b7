import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildChunk, buildMessage, createBot, NOON, train } from '#server/store/contract-fixtures.ts'
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts'
import { deleteBot, finishDeletions } from './bots.ts'

const CONVERSATIONS = 25

let opened: TestDeps
beforeEach(async () => {
  opened = await openTestDeps()
})
afterEach(() => opened.close())

test('a deletion that broke off half way leaves nothing to see, and the next start finishes it', async () => {
  const { store, config } = opened.deps
  const avatars = join(config.uploadPath, 'avatars')
  await mkdir(avatars, { recursive: true })
  for (const id of ['a', 'b']) {
    await createBot(store, id, { avatar_file: `pic-${id}` })
    await writeFile(join(avatars, `pic-${id}-64.png`), 'picture')
    await train(store, id, `source of ${id}`, [buildChunk(0, 'bread', [[1, 0]])])
    for (let i = 0; i < CONVERSATIONS; i++) {
      await store.conversations.accept(buildMessage(id, `session ${i}`, `${id} ${i}`), NOON)
    }
  }
  const { workshop } = opened.deps
  const dying: typeof workshop = {
    ...workshop,
    async run() {
      await store.transcripts.deleteOlderThan('9999', 'a', 10)
      throw new Error('The process died.')
    },
  }
  await expect(deleteBot({ ...opened.deps, workshop: dying }, 'a')).rejects.toThrow('died')
  expect((await store.bots.list()).map(({ id }) => id)).toEqual(['b'])
  expect((await store.counts.all()).conversations).toBeGreaterThan(CONVERSATIONS)

  await finishDeletions(opened.deps)
  expect(await store.counts.all()).toEqual({
    bots: 1,
    sources: 1,
    chunks: 1,
    conversations: CONVERSATIONS,
    messages: CONVERSATIONS,
  })
  expect(await readdir(avatars)).toEqual(['pic-b-64.png'])
  expect(opened.logged).toEqual([])
})
