import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { ask, signIn } from '#server/testing/admin-client.ts'
import type { FakeRequest } from '#server/testing/fake-openai.ts'
import { startFrontdesk } from '#server/testing/start-frontdesk.ts'
import type { Drill } from './drill.ts'
import { HOURS, openShop, QUESTION, shopEnvironment } from './shop.ts'

const ROUNDS = 3
const AT_ONCE = 200
/** A token costs a millionth of a dollar; 200 answers of some 200 tokens cost twice that. */
const PRICES = { CHAT_PROMPT_PRICE: '1', CHAT_COMPLETION_PRICE: '1', EMBEDDING_PRICE: '0' }
const BUDGET = 20_000
const LOOK_MS = 20
const CALLS_BEFORE_KILL = 5

/** Every round: a bot whose budget holds fewer answers gets 200 messages at the same moment. Then the same with kill -9 in the middle. */
export const budget: Drill = {
  name: 'budget',
  about: `${ROUNDS} rounds of ${AT_ONCE} messages at once for a bot that cannot pay for all, and one that is killed`,
  async *run({ folder }) {
    const shop = await openShop(folder, { environment: PRICES, tokenDelayMs: 5 })
    const createBot = async (name: string, budget_micro_usd: number | null) => {
      const bot = await shop.owner.createBot({ name, message_limit: 1_000_000, budget_micro_usd })
      await shop.owner.train(bot.id, { source_type: 'text', source_content: HOURS })
      return bot
    }
    const askAtOnce = (url: string, bot: Parameters<typeof ask>[1]) =>
      Promise.all(Array.from({ length: AT_ONCE }, () => ask(url, bot, QUESTION).catch(() => undefined)))
    try {
      const free = await createBot('Without a budget', null)
      await askAtOnce(shop.frontdesk.url, free)
      const unbounded = (await shop.owner.getBot(free.id)).cost_micro_usd ?? 0
      yield {
        promise: `control: without a budget they cost more than ${BUDGET}`,
        seen: `${unbounded}`,
        kept: unbounded > BUDGET,
      }

      const rounds: string[] = []
      let most = 0
      let broken = 0
      for (let round = 0; round < ROUNDS; round++) {
        const bot = await createBot(`Round ${round}`, BUDGET)
        const asked = shop.model.count('chat')
        const ended = new AbortController()
        const watching = (async () => {
          for (; !ended.signal.aborted; await wait(LOOK_MS)) {
            most = Math.max(most, (await shop.owner.getBot(bot.id)).cost_micro_usd ?? 0)
          }
        })()
        const answers = await askAtOnce(shop.frontdesk.url, bot)
        ended.abort()
        await watching
        const { cost_micro_usd, prompt_tokens, completion_tokens } = await shop.owner.getBot(bot.id)
        const answered = answers.filter((answer) => answer?.last?.type === 'done' && answer.last.answered).length
        const calls = shop.model.count('chat') - asked
        const isExact = cost_micro_usd === prompt_tokens + completion_tokens && cost_micro_usd <= BUDGET
        rounds.push(
          `${answered} answered, ${calls} by the model, ${cost_micro_usd}${isExact ? '' : ' (not what was used)'}`,
        )
        if (answered < AT_ONCE || calls === 0 || calls === AT_ONCE || !isExact) broken++
      }
      yield {
        promise: `everyone is answered, and spent and reserved together never exceed ${BUDGET}`,
        seen: `at most ${most}; ${rounds.join(' | ')}`,
        kept: most <= BUDGET && broken === 0,
      }

      const bot = await createBot('Killed', BUDGET)
      const before = shop.model.requests.length
      const cut = askAtOnce(shop.frontdesk.url, bot)
      while (shop.model.requests.slice(before).filter(({ kind }) => kind === 'chat').length < CALLS_BEFORE_KILL)
        await wait(1)
      await shop.frontdesk.stop('SIGKILL')
      await cut
      const owed = countPrompts(shop.model.requests.slice(before))
      const again = await startFrontdesk({ ...shopEnvironment(shop.model), ...PRICES }, folder)
      try {
        const kept = (await (await signIn(again.url)).getBot(bot.id)).cost_micro_usd ?? 0
        yield {
          promise: 'after kill -9 no call that was made is forgotten',
          seen: `${kept} kept, at least ${owed} owed`,
          kept: kept >= owed && kept <= BUDGET && owed > 0,
        }
      } finally {
        await again.stop('SIGKILL')
      }
    } finally {
      await shop.close()
    }
  },
}

const promptSchema = z.object({ messages: z.array(z.object({ content: z.string() })) })

/** What the model server counts of the requests, whether their answers came or not. */
function countPrompts(requests: FakeRequest[]): number {
  const bodies = requests.filter(({ kind }) => kind === 'chat').map(({ body }) => body)
  return bodies.reduce((sum, body) => {
    const { messages } = promptSchema.parse(JSON.parse(body))
    return sum + messages.flatMap(({ content }) => content.split(/\s+/)).length
  }, 0)
}
