import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** Where visitors ask, and what they send: `visitor` counts them, `turn` the questions of each. */
export type Door = {
  url: string
  toRequest(visitor: number, turn: number): { body: unknown; headers?: Record<string, string> }
}

export type Asked = {
  status: number
  firstMs: number
  ms: number
  /** It came to its end, and the model was asked for it. */
  isWhole: boolean
  endedAt: number
}

/** Of the product, of the baseline and of the model server alike. */
const FIRST_TOKEN = /"content":"[^"]/
const PAUSE_AFTER_REFUSAL_MS = 500

/** Visitors never come back: their limits are not what is measured. */
let visitorsSoFar = 0

/** So many visitors who ask one thing after another until `until` (of performance.now()); they come one by one over `rampMs`. */
export async function visit(door: Door, visitors: number, rampMs: number, until: number): Promise<Asked[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
  const asked: Asked[] = []
  const first = visitorsSoFar
  visitorsSoFar += visitors
  const stay = async (visitor: number): Promise<void> => {
    await wait((rampMs * visitor) / visitors)
    for (let turn = 0; performance.now() < until; turn++) {
      const answer = await ask(door, agent, first + visitor, turn)
      asked.push(answer)
      if (answer.status !== 200) await wait(PAUSE_AFTER_REFUSAL_MS)
    }
  }
  await Promise.all(Array.from({ length: visitors }, (_, visitor) => stay(visitor)))
  agent.destroy()
  return asked
}

function ask(door: Door, agent: Agent, visitor: number, turn: number): Promise<Asked> {
  const { body, headers } = door.toRequest(visitor, turn)
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const outgoing = request(
      door.url,
      { method: 'POST', agent, headers: { 'Content-Type': 'application/json', ...headers } },
      (response) => {
        let firstMs = 0
        let last = ''
        response.setEncoding('latin1').on('data', (piece: string) => {
          if (firstMs === 0 && FIRST_TOKEN.test(piece)) firstMs = performance.now() - startedAt
          last = piece
        })
        response.on('error', reject)
        response.on('end', () => {
          const endedAt = performance.now()
          const isWhole = /"done"|\[DONE\]/.test(last) && !last.includes('"answered":false')
          resolve({ status: response.statusCode ?? 0, firstMs, ms: endedAt - startedAt, isWhole, endedAt })
        })
      },
    )
    outgoing.on('error', reject).end(JSON.stringify(body))
  })
}
