import { openBakery } from './bakery.ts'
import { type Figures, measureCrowd, type Stay } from './measure-crowd.ts'

/** The local engine, which finds and quotes by itself. */
export async function measureLocal(visitors: number[], stay: Stay): Promise<{ visitors: number; figures: Figures }[]> {
  const { process, door, close } = await openBakery()
  try {
    // Its model is loaded by the first question.
    await measureCrowd(process, door, 2, { rampMs: 500, measureMs: stay.measureMs / 2 })
    const seen: { visitors: number; figures: Figures }[] = []
    for (const count of visitors) {
      seen.push({ visitors: count, figures: await measureCrowd(process, door, count, stay) })
    }
    return seen
  } finally {
    await close()
  }
}
