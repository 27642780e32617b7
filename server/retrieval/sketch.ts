import type { Sketch, VectorBits } from '../store/knowledge-store.ts'

/**
 * Of each vector one bit a number, whether it is above zero: 10,000 vectors of 1,536 numbers are 2 MB, compared in 0.6 ms instead
 * of 35. That orders them roughly; who is nearest is decided among the best by the whole vectors.
 */
export function toSketch({ chunk_ids, is_passage, bits }: VectorBits): Sketch {
  const words = countWords(8 * (bits[0]?.length ?? 0))
  const all = new Uint32Array(bits.length * words)
  for (const [at, bytes] of bits.entries()) new Uint8Array(all.buffer, 4 * at * words, bytes.length).set(bytes)
  return {
    chunk_ids: Float64Array.from(chunk_ids),
    is_passage: Uint8Array.from(is_passage),
    is_joined: new Set(chunk_ids).size === chunk_ids.length,
    bits: all,
    words,
  }
}

/** Ids of the chunks that are roughly the nearest, in no order: so many, and those that are as near as the last of them. */
export function findRoughlyNearest(sketch: Sketch, vector: Float32Array, count: number): number[] {
  const question = toBits(vector, sketch.words)
  const measured = measureDistances(sketch.bits, question)
  const { ids, distances } = sketch.is_joined
    ? { ids: sketch.chunk_ids, distances: measured }
    : joinByChunk(sketch, measured)
  const farthest = findFarthest(distances, count, 2 * 32 * sketch.words)
  const nearest: number[] = []
  for (let at = 0; at < ids.length; at++) if ((distances[at] ?? Infinity) <= farthest) nearest.push(ids[at] ?? 0)
  return nearest
}

/** How far away the last of so many is. They are small whole numbers, so counting them is quicker than sorting. */
function findFarthest(distances: ArrayLike<number> & Iterable<number>, count: number, most: number): number {
  const counts = new Uint32Array(most + 1)
  for (const distance of distances) counts[distance] = (counts[distance] ?? 0) + 1
  let passed = 0
  return counts.findIndex((here) => (passed += here) >= Math.min(count, distances.length))
}

/** In threes, as they are counted. */
const countWords = (dimensions: number): number => 3 * Math.ceil(dimensions / 96)

/** As the store makes them. */
function toBits(vector: Float32Array, words: number): Uint32Array {
  const bits = new Uint32Array(words)
  for (let at = 0; at < vector.length; at++) {
    if ((vector[at] ?? 0) > 0) bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31))
  }
  return bits
}

/** How many bits of each vector differ. The bits of three words are counted together: a quarter faster than one by one. */
function measureDistances(bits: Uint32Array, question: Uint32Array): Uint32Array {
  const distances = new Uint32Array(bits.length / question.length)
  let at = 0
  for (let index = 0; index < distances.length; index++) {
    let distance = 0
    for (let word = 0; word < question.length; word += 3, at += 3) {
      let a = (bits[at] ?? 0) ^ (question[word] ?? 0)
      let b = (bits[at + 1] ?? 0) ^ (question[word + 1] ?? 0)
      const c = (bits[at + 2] ?? 0) ^ (question[word + 2] ?? 0)
      a = a - ((a >>> 1) & 0x55555555) + (c & 0x55555555)
      b = b - ((b >>> 1) & 0x55555555) + ((c >>> 1) & 0x55555555)
      a = (a & 0x33333333) + ((a >>> 2) & 0x33333333) + (b & 0x33333333) + ((b >>> 2) & 0x33333333)
      distance += Math.imul((a & 0x0f0f0f0f) + ((a >>> 4) & 0x0f0f0f0f), 0x01010101) >>> 24
    }
    distances[index] = distance
  }
  return distances
}

/** Of each chunk the nearest window and the nearest passage together, as the whole vectors are compared. */
function joinByChunk(
  { chunk_ids, is_passage }: Sketch,
  distances: Uint32Array,
): { ids: number[]; distances: number[] } {
  const ids: number[] = []
  const joined: number[] = []
  for (let at = 0; at < distances.length;) {
    const id = chunk_ids[at] ?? 0
    let [window, passage] = [Infinity, Infinity]
    for (; chunk_ids[at] === id; at++) {
      const distance = distances[at] ?? 0
      if (is_passage[at] === 1) passage = Math.min(passage, distance)
      else window = Math.min(window, distance)
    }
    ids.push(id)
    joined.push(window + (Number.isFinite(passage) ? passage : window))
  }
  return { ids, distances: joined }
}
