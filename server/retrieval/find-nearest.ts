import type { Deps } from '../deps.ts'
import type { KnowledgeStore, Sketch } from '../store/knowledge-store.ts'
import { findRoughlyNearest, toSketch } from './sketch.ts'

/** 128 vectors of 1,536 numbers, compared whole in 0.4 ms. */
const MIN_BYTES = 768 * 1024
/** 1,000 such vectors: read in 8 ms. More are read in a thread, which takes 100 ms to start. */
const MAX_BYTES_HERE = 6 * 2 ** 20
/** Looked at whole, for each that is wanted. */
const CANDIDATES = 1.5
/** Of all bots together: 170,000 vectors of 1,536 numbers. */
const MAX_SKETCH_BYTES = 32 * 2 ** 20

/** The knowledge, with many vectors compared by their sketches, which are kept in memory until the knowledge changes. */
export function compareSketches(knowledge: KnowledgeStore, { run }: Pick<Deps['workshop'], 'run'>): KnowledgeStore {
  const sketches = openSketches()
  return {
    ...knowledge,
    async findByVector(bot_id, embedder, vector, limit) {
      const hasMoreThan = (bytes: number): Promise<boolean> =>
        knowledge.hasMoreVectors(bot_id, embedder, Math.floor(bytes / vector.byteLength))
      const inThread = () => run('find_nearest', { bot_id, embedder, vector, limit })
      if (vector.length % 8 > 0 && (await hasMoreThan(MAX_BYTES_HERE))) return inThread()
      if (vector.length % 8 > 0 || !(await hasMoreThan(MIN_BYTES))) {
        return knowledge.findByVector(bot_id, embedder, vector, limit)
      }

      const key = `${bot_id} ${embedder}`
      const version = await knowledge.findVersion(bot_id)
      let sketch = sketches.find(key, version)
      if (sketch === undefined && (await hasMoreThan(MAX_BYTES_HERE))) {
        // First, since a visitor waits for it.
        const nearest = inThread()
        void sketches.make(key, version, () => run('sketch', { bot_id, embedder })).catch(() => undefined)
        return nearest
      }
      sketch ??= await sketches.make(key, version, async () => toSketch(await knowledge.listBits(bot_id, embedder)))
      const candidates = findRoughlyNearest(sketch, vector, CANDIDATES * limit)
      return knowledge.findByVector(bot_id, embedder, vector, limit, candidates)
    },
  }
}

function openSketches() {
  const made = new Map<string, { version: string; sketch: Sketch }>()
  const inWork = new Map<string, Promise<Sketch>>()
  const weigh = (): number => [...made.values()].reduce((sum, { sketch }) => sum + sketch.bits.byteLength, 0)

  async function keep(key: string, version: string, make: () => Promise<Sketch>): Promise<Sketch> {
    try {
      const sketch = await make()
      made.delete(key)
      made.set(key, { version, sketch })
      for (const oldest of made.keys()) if (weigh() > MAX_SKETCH_BYTES && oldest !== key) made.delete(oldest)
      return sketch
    } finally {
      inWork.delete(key)
    }
  }

  return {
    find(key: string, version: string): Sketch | undefined {
      const found = made.get(key)
      return found?.version === version ? found.sketch : undefined
    },
    /** Once for all who want it. */
    make(key: string, version: string, make: () => Promise<Sketch>): Promise<Sketch> {
      const begun = inWork.get(key) ?? keep(key, version, make)
      inWork.set(key, begun)
      return begun
    },
  }
}
