import { readdir, readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

/** 12 KB, the promise. */
const MAX_GZIP_BYTES = 12_288
const folder = new URL('../dist/widget/', import.meta.url)

test('is one file of at most 12 KB', async () => {
  // As it is, and as it is sent.
  expect((await readdir(folder)).sort()).toEqual(['widget.js', 'widget.js.br', 'widget.js.gz'])
  const script = await readFile(new URL('widget.js', folder))
  expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(MAX_GZIP_BYTES)
})

test('parses no HTML, evaluates no text and says nothing of process', async () => {
  const script = await readFile(new URL('widget.js', folder), 'utf8')
  expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|DOMParser|\beval\b|new Function|\bprocess\b/)
})
