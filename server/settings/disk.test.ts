import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { describeRoom, findDiskProblem } from './disk.ts'

const GB = 1024 ** 3

test.each([
  ['half of a small disk', { free: 10 * GB, total: 20 * GB }, null],
  ['less than a tenth', { free: 1.9 * GB, total: 20 * GB }, '1,945 MB'],
  ['much room on a large disk, if little of it', { free: 6 * GB, total: 4000 * GB }, null],
  ['little room on a large disk', { free: 4.9 * GB, total: 4000 * GB }, '5,017 MB'],
  ['more than a tenth of a tiny disk, and yet little', { free: 0.4 * GB, total: 1 * GB }, '409 MB'],
  ['nothing', { free: 0, total: 20 * GB }, '0 MB'],
])('%s', (_name, room, left) => {
  const problem = describeRoom(room)
  if (left === null) expect(problem).toBeNull()
  else
    expect(problem).toEqual({ kind: 'low', message: expect.stringContaining(`nearly full: ${left} left. Make room`) })
})

test('a disk that takes nothing is told of in its own words, however much room it has', async () => {
  const config = { databasePath: join(tmpdir(), 'frontdesk.db') }
  const checkWritable = () => Promise.reject(new AppError('unavailable', 'The disk is full.'))
  expect(await findDiskProblem({ config, store: { checkWritable } })).toEqual({
    kind: 'failing',
    message: 'The disk is full.',
  })
})
