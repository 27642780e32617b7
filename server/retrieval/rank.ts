import type { StoredChunk } from '../store/store.ts'

/** A chunk with its relevance to a question: 0..1 on one calibrated scale, 0.7 the default cut. */
export type RankedChunk = StoredChunk & { relevance: number }
