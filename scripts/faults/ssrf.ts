import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Drill } from './drill.ts'
import { openLab } from './lab/network.ts'

const inside = fileURLToPath(new URL('lab/reach.ts', import.meta.url))
const findingSchema = z.object({ promise: z.string(), seen: z.string(), kept: z.boolean() })

/** The product in a network where every address answers and notes who comes: forbidden ones must see nobody. */
export const ssrf: Drill = {
  name: 'ssrf',
  about: 'addresses that the page reader must and must not visit, each of them real',
  needs: { root: true, data: true, programs: ['ip', 'openssl'] },
  async *run({ folder, data }) {
    const lab = openLab()
    try {
      for await (const line of lab.run(inside, [folder, data ?? ''])) yield findingSchema.parse(JSON.parse(line))
    } finally {
      lab.close()
    }
  },
}
