import { expect, test } from 'vitest'
import type { Backup } from '#shared/backup.ts'
import { chooseOutdated } from './choose-outdated.ts'

type Given = Pick<Backup, 'name' | 'kind' | 'verified'>
const nights = (count: number, kind: Backup['kind'] = 'automatic'): Given[] =>
  Array.from({ length: count }, (_, i) => ({ name: `${kind} ${i}`, kind, verified: true }))

test.each<[string, Given[], string[]]>([
  ['keeps a week', nights(7), []],
  ['lets the eighth night go', nights(9), ['automatic 7', 'automatic 8']],
  ['counts each kind by itself', [...nights(7), ...nights(8, 'manual'), ...nights(7, 'before_restore')], ['manual 7']],
  [
    'does not count damaged ones, nor touch them',
    [
      ...nights(6),
      { name: 'damaged', kind: null, verified: false },
      { name: 'last', kind: 'automatic', verified: true },
    ],
    [],
  ],
  ['has nothing to say of nothing', [], []],
])('%s', (_name, given, expected) => {
  expect(chooseOutdated(given)).toEqual(expected)
})
