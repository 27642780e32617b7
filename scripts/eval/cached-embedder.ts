import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Embedder } from '#server/models/models.ts'

/**
 * Remembers each text's vector, in memory and, given a folder, on disk under the embedder's id: a text takes 34 to 200 ms.
 * It pays no heed to the caller's deadline, so that a busy machine finds what an idle one does.
 */
export function createCachedEmbedder(embedder: Embedder, folder?: string): Embedder {
  const remembered = new Map<string, Float32Array>()
  const home = folder === undefined ? undefined : join(folder, embedder.id.replace(/[^\w.-]+/g, '-'))

  async function embedOne(text: string): Promise<Float32Array> {
    const key = createHash('sha256').update(text).digest('hex').slice(0, 32)
    const known = remembered.get(key) ?? readVector(home, key)
    const vector = known ?? (await embedder.embed([text], new AbortController().signal))[0]
    if (vector === undefined) throw new TypeError('The embedder gave no vector.')
    if (known === undefined) keepVector(home, key, vector)
    remembered.set(key, vector)
    return vector
  }

  return {
    ...embedder,
    async embed(texts) {
      const vectors: Float32Array[] = []
      for (const text of texts) vectors.push(await embedOne(text))
      return vectors
    },
  }
}

const toPath = (home: string, key: string): string => join(home, key.slice(0, 2), key)

function readVector(home: string | undefined, key: string): Float32Array | undefined {
  if (home === undefined || !existsSync(toPath(home, key))) return undefined
  const bytes = readFileSync(toPath(home, key))
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}

/** Moved into place when whole: several runs may share the folder. */
function keepVector(home: string | undefined, key: string, vector: Float32Array): void {
  if (home === undefined) return
  mkdirSync(join(home, key.slice(0, 2)), { recursive: true })
  const draft = join(home, `${key}.${randomUUID()}`)
  writeFileSync(draft, new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength))
  renameSync(draft, toPath(home, key))
}
