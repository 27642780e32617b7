import { setTimeout as wait } from 'node:timers/promises'
import type { Drill, Finding } from './drill.ts'
import { openShop, QUESTION, type Shop } from './shop.ts'
import { quantile } from './watch.ts'

const STREAMS = 20
const TOKEN_DELAY_MS = 50
const CAPACITY_MS = 3_000
const FLOOD_MS = 5_000
const TIMES = 10
const STEP_MS = 20
/** A person waits for an answer; nobody waits for a refusal. */
const MAX_REFUSAL_MS = 1_000
const MAX_ANSWER_MS = 10_000

type Outcome = { status: number; retryAfter: string | null; isWhole: boolean; ms: number }

export const overload: Drill = {
  name: 'overload',
  about: `${TIMES} times as many questions as can be answered: who is let in gets a whole answer, the others a refusal at once`,
  async *run({ folder }) {
    const shop = await openShop(folder, {
      environment: { STREAMS_MAX: String(STREAMS) },
      tokenDelayMs: TOKEN_DELAY_MS,
    })
    try {
      const perSecond = await measureCapacity(shop)
      yield* judge(perSecond, await floodWith(shop, perSecond * TIMES))
    } finally {
      await shop.close()
    }
  },
}

async function measureCapacity(shop: Shop): Promise<number> {
  const end = performance.now() + CAPACITY_MS
  let answered = 0
  const stay = async (): Promise<void> => {
    while (performance.now() < end) if ((await askOnce(shop)).isWhole) answered++
  }
  await Promise.all(Array.from({ length: STREAMS }, stay))
  return answered / (CAPACITY_MS / 1000)
}

/** Asks on, whether there are answers or not. */
async function floodWith(shop: Shop, perSecond: number): Promise<Outcome[]> {
  const asked: Promise<Outcome>[] = []
  const start = performance.now()
  for (let passed = 0; passed < FLOOD_MS; passed = performance.now() - start) {
    while (asked.length < (passed / 1000) * perSecond) asked.push(askOnce(shop))
    await wait(STEP_MS)
  }
  return Promise.all(asked)
}

async function askOnce({ frontdesk, bot }: Shop): Promise<Outcome> {
  const start = performance.now()
  const response = await fetch(`${frontdesk.url}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      bot_id: bot.id,
      api_key: bot.api_key,
      session_id: `visitor-${crypto.randomUUID()}`,
      message: QUESTION,
    }),
  })
  const isWhole = (await response.text()).includes('"type":"done"')
  const ms = performance.now() - start
  return { status: response.status, retryAfter: response.headers.get('retry-after'), isWhole, ms }
}

function* judge(perSecond: number, outcomes: Outcome[]): Generator<Finding> {
  const accepted = outcomes.filter(({ status }) => status === 200)
  const refused = outcomes.filter(({ status }) => status !== 200)
  const whole = accepted.filter(({ isWhole }) => isWhole).length
  const polite = refused.filter(({ status, retryAfter }) => status === 503 && retryAfter !== null).length
  const longest = (of: Outcome[]): number => Math.max(0, ...of.map(({ ms }) => ms))
  yield {
    promise: 'who is let in gets a whole answer',
    seen: `${whole} of ${accepted.length}, the slowest after ${(longest(accepted) / 1000).toFixed(1)} s; ${perSecond.toFixed(0)} a second when not hurried`,
    kept: accepted.length > 0 && whole === accepted.length && longest(accepted) <= MAX_ANSWER_MS,
  }
  const p99 = quantile(
    refused.map(({ ms }) => ms),
    0.99,
  )
  yield {
    promise: 'the others are told at once when to come again',
    seen: `${polite} of ${refused.length} by 503 and Retry-After, p99 after ${p99.toFixed(0)} ms`,
    kept: refused.length > 0 && polite === refused.length && p99 <= MAX_REFUSAL_MS,
  }
}
