/** Throws a plain Error: a vector that cannot be compared is a bug of whoever made it, and SQLite would take it in silence. */
export function toBlob(vector: Float32Array): Uint8Array {
  let squares = 0
  for (const value of vector) squares += value * value
  if (!Number.isFinite(squares) || squares === 0) throw new Error('A vector is empty, zero or not finite.')
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
}

/** All windows of one training as blobs, each chunk's in order. */
export function toBlobs(chunks: { vectors: Float32Array[] }[]): Uint8Array[][] {
  const blobs = chunks.map((chunk) => chunk.vectors.map(toBlob))
  if (new Set(blobs.flat().map((blob) => blob.byteLength)).size > 1) {
    throw new Error('The vectors of one embedder differ in length.')
  }
  return blobs
}
