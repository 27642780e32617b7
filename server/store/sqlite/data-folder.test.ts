import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { folder, openClosed, path, PREAMBLE, runProcess, useDataFolder } from '#server/testing/data-folder.ts'
import { buildChunk, buildMessage, createBot, MARCH, NOON, train } from '../contract-fixtures.ts'
import { openSqliteStore } from './open.ts'

useDataFolder()

describe('one process on a data folder', () => {
  test('a second one is refused with a sentence', async () => {
    const store = await openSqliteStore(path)
    const second = await runProcess(`
      await openSqliteStore(process.argv[1]).then(() => console.log('opened'), (error) => console.log(error.message))
    `)
    expect(second.output).toBe(
      `Frontdesk is already running on ${path}. Stop it first, or give this one its own DATABASE_URL.`,
    )
    await expect(openSqliteStore(path)).rejects.toMatchObject({ code: 'unavailable' })
    await store.close()
    await openClosed()
  })

  test('a refused start leaves the first one its lock', async () => {
    const store = await openSqliteStore(path)
    for (let i = 0; i < 3; i++) await expect(openSqliteStore(path)).rejects.toThrow('already running')
    const second = await runProcess(`
      await openSqliteStore(process.argv[1]).then(() => console.log('opened'), () => console.log('refused'))
    `)
    expect(second.output).toBe('refused')
    await store.close()
  })

  test('a lock left by kill -9 does not block', async () => {
    const killed = await runProcess(`
      await openSqliteStore(process.argv[1])
      process.kill(process.pid, 'SIGKILL')
    `)
    expect(killed).toEqual({ signal: 'SIGKILL', output: '' })
    await openClosed()
  })

  test('a thread joins the file of its process', async () => {
    const store = await openSqliteStore(path)
    const joined = await openSqliteStore(path, { migrate: false })
    await createBot(joined, 'a')
    expect(await store.bots.find('a')).toBeDefined()
    await joined.close()
    await expect(openSqliteStore(path)).rejects.toThrow('already running')
    await store.close()
  })

  test('a thread does not join what was never brought up to date', async () => {
    await expect(openSqliteStore(path, { migrate: false })).rejects.toThrow('There is no such file')
    await writeFile(join(folder, 'empty.db'), '')
    await expect(openSqliteStore(join(folder, 'empty.db'), { migrate: false })).rejects.toThrow(
      'not brought up to date',
    )
  })
})

test('40 messages from four threads with 10 left: exactly 10 are accepted', async () => {
  const store = await openSqliteStore(path)
  await createBot(store, 'a', { message_limit: 10 })
  const code = `
    const { parentPort, workerData } = await import('node:worker_threads')
    ${PREAMBLE}
    const store = await openSqliteStore(workerData.path, { migrate: false })
    let accepted = 0
    for (let i = 0; i < 10; i++) {
      const id = workerData.thread + '-' + i
      if (await store.conversations.accept(buildMessage('a', id, id), NOON)) accepted++
    }
    await store.close()
    parentPort.postMessage(accepted)
  `
  const source = new URL(`data:text/javascript,${encodeURIComponent(code)}`)
  const accepted = await Promise.all(
    [1, 2, 3, 4].map(
      (thread) =>
        new Promise<number>((resolve, reject) => {
          const worker = new Worker(source, { workerData: { path, thread } })
          worker.once('message', resolve)
          worker.once('error', reject)
        }),
    ),
  )
  expect(accepted.reduce((sum, count) => sum + count)).toBe(10)
  expect(await store.usage.countMessages(MARCH)).toEqual(new Map([['a', 10]]))
  await store.close()
})

test('kill -9 half way through a training leaves the old knowledge', async () => {
  const store = await openSqliteStore(path)
  await createBot(store, 'a')
  await train(store, 'a', '1', [buildChunk(0, 'old bread', [[1, 0]])])
  await store.close()

  // The old chunks are deleted and the first 150 new ones written when the text of a later one is read.
  const killed = await runProcess(`
    const store = await openSqliteStore(process.argv[1])
    const chunks = Array.from({ length: 300 }, (_, i) => buildChunk(i, 'new bread', [[0, 1]]))
    Object.defineProperty(chunks[150], 'text', { get: () => process.kill(process.pid, 'SIGKILL') })
    await store.knowledge.replace('1', { title: 't', text: '', words: 1, embedder: 'test', detail: null, chunks }, NOON)
    console.log('trained')
  `)
  expect(killed).toEqual({ signal: 'SIGKILL', output: '' })

  const reopened = await openSqliteStore(path)
  expect(await reopened.knowledge.findByTerms('a', ['old', 'new'], 5)).toMatchObject({
    total: 1,
    documentCounts: [1, 0],
  })
  expect(await reopened.knowledge.findByVector('a', 'test', Float32Array.of(1, 0), 5)).toHaveLength(1)
  expect(await reopened.sources.find('1')).toMatchObject({ title: '1', chunks: 1 })
  await reopened.close()
})

// No file may grow beyond 1 or 2 MB, as the shell counts: what a full disk looks like to SQLite.
test.skipIf(process.platform === 'win32')('a full disk is unavailable, and works again with room', async () => {
  const store = await openSqliteStore(path)
  await createBot(store, 'a')
  await store.close()
  const limited = await runProcess(
    `
    process.on('SIGXFSZ', () => {})
    const store = await openSqliteStore(process.argv[1])
    await store.checkWritable()
    const errors = new Set()
    for (let i = 0; i < 200; i++) {
      const message = { ...buildMessage('a', 's', String(i)), content: 'x'.repeat(20_000) }
      await store.conversations.accept(message, NOON).catch((error) => errors.add(error.code))
    }
    // What is left may hold something smaller.
    for (let i = 0; i < 300; i++) await store.settings.replace('last', String(i)).catch(() => {})
    await store.checkWritable().catch((error) => errors.add('write check ' + error.code))
    console.log([...errors].join(', '))
    process.exit()
  `,
    ['sh', '-c', 'ulimit -f 2048; exec "$0" "$@"'],
  )
  expect(limited.output).toBe('unavailable, write check unavailable')
  const reopened = await openSqliteStore(path)
  expect(await reopened.conversations.accept(buildMessage('a', 's', 'later'), NOON)).toBeDefined()
  await reopened.close()
})
