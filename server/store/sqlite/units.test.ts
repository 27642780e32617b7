import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestStore } from '#server/testing/open-test-store.ts'
import { PATIENCE_MS } from './insist.ts'
import { openDatabase } from './open.ts'
import { rememberStatements } from './statements.ts'
import { openTurn } from './turn.ts'
import { openUnits, type Run, type Units } from './units.ts'

let opened: Awaited<ReturnType<typeof openTestStore>>
let said: string[]
let units: Units
let close: () => void

beforeEach(async () => {
  opened = await openTestStore()
  const connection = { database: openDatabase(opened.path) }
  const prepare = rememberStatements(connection)
  said = []
  const noting = (sql: string) => {
    said.push(sql)
    return prepare(sql)
  }
  units = openUnits({ connection, turn: openTurn(), prepare: noting, patienceMs: PATIENCE_MS })
  close = () => connection.database.close()
})
afterEach(async () => {
  close()
  await opened.close()
})

const put = (run: Run, key: string) => run("INSERT INTO settings VALUES (?, '')", [key])
const list = () => units.read((run) => run<{ key: string }>('SELECT key FROM settings').map(({ key }) => key))
const commits = (): number => said.filter((sql) => sql === 'commit').length

test('what is written in one turn of the loop shares one commit', async () => {
  await Promise.all(['a', 'b', 'c'].map((key) => units.write((run) => put(run, key))))
  expect(commits()).toBe(1)
  expect(await list()).toEqual(['a', 'b', 'c'])
})

test('each is done wholly or not at all, whatever becomes of the others', async () => {
  const outcomes = await Promise.allSettled([
    units.write((run) => put(run, 'a')),
    units.write((run) => {
      put(run, 'b')
      put(run, 'a')
    }),
    units.write((run) => put(run, 'c')),
  ])
  expect(outcomes).toMatchObject([
    { status: 'fulfilled' },
    { status: 'rejected', reason: { code: 'conflict' } },
    { status: 'fulfilled' },
  ])
  expect(await list()).toEqual(['a', 'c'])
})

test('a unit that reads sees one moment', async () => {
  await units.read((run) => {
    expect(run('SELECT * FROM settings')).toEqual([])
    const other = openDatabase(opened.path)
    other.exec("INSERT INTO settings VALUES ('other', '')")
    other.close()
    expect(run('SELECT * FROM settings')).toEqual([])
  })
  expect(await list()).toEqual(['other'])
})
