import { z } from 'zod'

/** A chunk that was looked at for an answer, and whether the answer was made from it. `relevance` is 0..1. */
export const usedChunkSchema = z.object({
  title: z.string(),
  url: z.string().nullable(),
  excerpt: z.string(),
  relevance: z.number(),
  text: z.string(),
  used: z.boolean(),
})
