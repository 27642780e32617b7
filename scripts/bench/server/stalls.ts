import { METRICS_TOKEN, type Running } from './start-process.ts'

/** Milliseconds by which the product's event loop was late since the last look at it. */
export type Stalls = { p99: number; max: number }

export async function readStalls({ url }: Running): Promise<Stalls> {
  const response = await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${METRICS_TOKEN}` } })
  const text = await response.text()
  const at = (quantile: string): number => {
    const found = new RegExp(`^frontdesk_event_loop_delay_seconds\\{quantile="${quantile}"\\} (\\S+)$`, 'm').exec(text)
    return Number(found?.[1]) * 1000
  }
  return { p99: at('0.99'), max: at('1') }
}
