import type { NewChunk } from '../knowledge-store.ts'

/** Throws a plain Error: a vector that cannot be compared is a bug of whoever made it, and SQLite would take it in silence. */
export function toBlob(vector: Float32Array): Uint8Array {
  let squares = 0
  // Not for…of, which makes an object of each number.
  for (let at = 0; at < vector.length; at++) squares += (vector[at] ?? 0) ** 2
  if (!Number.isFinite(squares) || squares === 0) throw new Error('A vector is empty, zero or not finite.')
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
}

export type VectorRow = { embedding: Uint8Array; passage: string | null }

/** All vectors of one training as they are stored, each chunk's in order: its windows, then its passages. */
export function toVectorRows(chunks: Pick<NewChunk, 'vectors' | 'passages'>[]): VectorRow[][] {
  const rows = chunks.map(({ vectors, passages }) => [
    ...vectors.map((vector) => ({ embedding: toBlob(vector), passage: null })),
    ...passages.map(({ text, vector }) => ({ embedding: toBlob(vector), passage: text })),
  ])
  if (new Set(rows.flat().map(({ embedding }) => embedding.byteLength)).size > 1) {
    throw new Error('The vectors of one embedder differ in length.')
  }
  return rows
}
