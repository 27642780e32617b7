import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { apiDocsPath, writeApiDocs } from './api-docs/write.ts'

test('docs/API.md is what `npm run docs:api` writes', async () => {
  expect(await readFile(apiDocsPath, 'utf8'), 'Run npm run docs:api.').toBe(await writeApiDocs())
})

test('no two sections of it have one anchor', async () => {
  const headings = (await readFile(apiDocsPath, 'utf8')).match(/^#+ .*/gm) ?? []
  const anchors = headings.map((heading) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replaceAll(/[^\w -]/g, ''),
  )
  expect(new Set(anchors).size).toBe(anchors.length)
})
