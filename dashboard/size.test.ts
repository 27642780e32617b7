import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

/** 130 KB, the promise for all script that a page needs before it can show anything of its own. */
const MAX_GZIP_BYTES = 133_120
const dist = new URL('../dist/dashboard/', import.meta.url)

test('the entry is at most 130 KB of script', async () => {
  const page = await readFile(new URL('index.html', dist), 'utf8')
  const files = new Set<string>()
  const visit = async (file: string): Promise<void> => {
    if (files.has(file)) return
    files.add(file)
    const script = await readFile(new URL(`.${file}`, dist), 'utf8')
    const imported = [...script.matchAll(/\bimport\s*(?:[^'"()]*?from\s*)?["']\.\/([\w.-]+)["']/g)]
    for (const [, name] of imported) await visit(`/assets/${name}`)
  }
  for (const [, file = ''] of page.matchAll(/(?:src|href)="(\/assets\/[\w.-]+\.js)"/g)) await visit(file)

  const sizes = await Promise.all([...files].map(async (file) => (await gzip(file)).length))
  expect(files.size).toBeGreaterThan(0)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MAX_GZIP_BYTES)
})

const gzip = async (file: string): Promise<Buffer> => gzipSync(await readFile(new URL(`.${file}`, dist)), { level: 9 })
