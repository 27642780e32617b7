import SqliteDatabase from 'better-sqlite3'
import { expect, test } from 'vitest'
import { translateError } from './errors.ts'

test.each([
  ['SQLITE_FULL', 'The disk is full'],
  ['SQLITE_IOERR_WRITE', 'The disk refuses to store anything'],
  ['SQLITE_IOERR_FSYNC', 'The disk refuses to store anything'],
  ['SQLITE_READONLY_DBMOVED', 'The database cannot be written'],
  ['SQLITE_CORRUPT_VTAB', 'The database is damaged'],
  ['SQLITE_BUSY_SNAPSHOT', 'Nothing can be stored right now'],
])('%s says what to do', (code, beginning) => {
  const cause = new SqliteDatabase.SqliteError('as SQLite says it', code)
  expect(translateError(cause)).toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(new RegExp(`^${beginning}`)),
    cause,
  })
})

test('a mistake of ours stays as it is', () => {
  const bug = new SqliteDatabase.SqliteError('no such column', 'SQLITE_ERROR')
  expect(translateError(bug)).toBe(bug)
})
