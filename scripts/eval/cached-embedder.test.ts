import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Embedder } from '#server/models/models.ts'
import { createCachedEmbedder } from './cached-embedder.ts'

const { signal } = new AbortController()

/** Notes what it was asked. */
function openEmbedder(id: string) {
  const asked: string[] = []
  const embedder: Embedder = {
    id,
    maxTokens: 256,
    countTokens: (text) => text.length,
    async embed(texts) {
      asked.push(...texts)
      return texts.map((text) => Float32Array.of(text.length, 0.1))
    },
  }
  return { embedder, asked }
}

test('a text is embedded once, in this run and in the next, apart for each embedder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-vectors-'))
  try {
    const first = openEmbedder('local:a/b')
    const cached = createCachedEmbedder(first.embedder, folder)
    const vectors = await cached.embed(['one', 'three', 'one'], signal)
    expect(first.asked).toEqual(['one', 'three'])
    expect(vectors[2]).toEqual(Float32Array.of(3, 0.1))

    const next = openEmbedder('local:a/b')
    expect(await createCachedEmbedder(next.embedder, folder).embed(['one', 'three', 'one'], signal)).toEqual(vectors)
    expect(next.asked).toEqual([])

    const other = openEmbedder('local:c')
    await createCachedEmbedder(other.embedder, folder).embed(['one'], signal)
    expect(other.asked).toEqual(['one'])
    expect(await readdir(folder)).toHaveLength(2)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
