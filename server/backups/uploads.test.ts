import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { removeUploads } from './uploads.ts'

test('two that clear away at the same moment do not trip over each other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-'))
  try {
    for (let i = 0; i < 500; i++) await writeFile(join(folder, `upload-${i}`), 'half')
    // Each sees files that another is about to take away.
    await Promise.all(Array.from({ length: 8 }, () => readdir(folder).then(() => removeUploads(folder))))
    expect(await readdir(folder)).toEqual([])
  } finally {
    await rm(folder, { recursive: true })
  }
})
