import { setTimeout as wait } from 'node:timers/promises'
import { openBakery } from './bakery.ts'
import { rssMb } from './process-figures.ts'
import { toQuantiles } from './quantiles.ts'
import { type Running, startModel } from './start-process.ts'

export type Starts = { medianMs: number; mostMs: number; rssMb: { model: number; local: number } }

const REST_MS = 10_000

/** From the command to the first 200, and the memory of one that nobody has asked anything. */
export async function measureStarts(starts: number, restMs = REST_MS): Promise<Starts> {
  const model = await startModel({ firstTokenMs: 0, perSecond: 60, tokens: 60, dimensions: 1536 })
  const bakery = await openBakery(model)
  try {
    const times: number[] = []
    let running: Running = bakery.process
    for (let start = 0; start < starts; start++) {
      await running.stop()
      const startedAt = performance.now()
      running = await bakery.restart()
      const { status } = await fetch(`${running.url}/api/health`)
      if (status !== 200) throw new Error(`/api/health answered ${status}.`)
      times.push(performance.now() - startedAt)
    }
    await wait(restMs)
    const withModel = rssMb(running.pid)
    running = await bakery.restart({ OPENAI_API_KEY: '' })
    await wait(restMs)
    const local = rssMb(running.pid)
    return { medianMs: toQuantiles(times).p50, mostMs: Math.max(...times), rssMb: { model: withModel, local } }
  } finally {
    await bakery.close()
    await model.stop()
  }
}
