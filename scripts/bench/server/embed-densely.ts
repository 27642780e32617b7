/**
 * A vector as an embedding model makes them: every number counts, above and below zero, and texts that share words are near. Each word
 * has a direction by chance, always the same one. Of length one.
 */
export function embedDensely(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions)
  for (const word of new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))) addDirection(vector, hash(word))
  let squares = 0
  for (const value of vector) squares += value * value
  if (squares === 0) return vector.fill(1 / Math.sqrt(dimensions))
  const norm = Math.sqrt(squares)
  return vector.map((value) => value / norm)
}

/** One up or down for each number, by the bits of an xorshift. */
function addDirection(vector: Float32Array, seed: number): void {
  let bits = seed
  for (let at = 0; at < vector.length; at++) {
    if (at % 32 === 0) {
      bits ^= bits << 13
      bits ^= bits >>> 17
      bits ^= bits << 5
    }
    vector[at] = (vector[at] ?? 0) + ((bits >>> (at & 31)) & 1 ? 1 : -1)
  }
}

/** FNV-1a; never 0, which an xorshift does not leave. */
function hash(word: string): number {
  let value = 2166136261
  for (let at = 0; at < word.length; at++) value = Math.imul(value ^ word.charCodeAt(at), 16777619)
  return value || 1
}
