import { type BusyShop, openBusyShop } from './busy-shop.ts'
import type { Drill, Finding } from './drill.ts'
import { CHUNKS, MESSAGES, PHASES, type Phase } from './stall-phases.ts'
import { knock, quantile, takePulse } from './watch.ts'

const BOUND_MS = 100

/** The thread that answers visitors is never held for long, whatever else goes on. */
export const stalls: Drill = {
  name: 'stalls',
  about: `visitors are answered meanwhile: training, searching, exporting, backing up, deleting; no turn over ${BOUND_MS} ms`,
  async *run({ folder }) {
    const shop = await openBusyShop(folder, { chunks: CHUNKS, messages: MESSAGES })
    try {
      for (const phase of PHASES) yield await measure(shop, folder, phase)
    } finally {
      await shop.close()
    }
  },
}

async function measure(shop: BusyShop, folder: string, { what, work }: Phase): Promise<Finding> {
  const [, , , quiet] = shop.bots
  const door = knock(`${shop.frontdesk.url}/api/public/config/${quiet?.id}?api_key=${quiet?.api_key}`)
  await takePulse(folder)
  const start = performance.now()
  const remark = await work(shop)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const { turnMs, queuedMs } = await takePulse(folder)
  const answers = await door.stop()
  return {
    promise: what,
    seen: [
      `held for ${(turnMs - queuedMs).toFixed(0)} ms at most (and ${queuedMs.toFixed(0)} ms without a core)`,
      `another visitor's answers p99 ${quantile(answers, 0.99).toFixed(0)} ms, longest ${Math.max(...answers).toFixed(0)}`,
      `${seconds} s${remark ? `; ${remark}` : ''}`,
    ].join('; '),
    kept: turnMs - queuedMs <= BOUND_MS,
  }
}
