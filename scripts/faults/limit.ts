import { ask } from '#server/testing/admin-client.ts'
import type { Drill } from './drill.ts'
import { openShop, QUESTION } from './shop.ts'

const ROUNDS = 20
const AT_ONCE = 200
const LIMIT = 100

/** Every round: a bot that may answer 100 messages gets 200 at the same moment. */
export const limit: Drill = {
  name: 'limit',
  about: `${ROUNDS} rounds of ${AT_ONCE} messages at once for a bot that may answer ${LIMIT}`,
  async *run({ folder }) {
    const shop = await openShop(folder)
    try {
      const rounds: string[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const asked = shop.model.count('chat')
        const bot = await shop.owner.createBot({ name: `Round ${round}`, message_limit: LIMIT })
        await shop.owner.train(bot.id, { source_type: 'text', source_content: 'The bakery opens at seven.' })
        const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => ask(shop.frontdesk.url, bot, QUESTION)))
        const count = (wanted: (answer: (typeof answers)[number]) => boolean) => answers.filter(wanted).length
        rounds.push(
          [
            count(({ last }) => last?.type === 'done'),
            count(({ status, body }) => status === 429 && body.includes('monthly_limit')),
            (await shop.owner.getBot(bot.id)).message_count,
            shop.model.count('chat') - asked,
          ].join(),
        )
      }
      const exact = rounds.filter((round) => round === [LIMIT, AT_ONCE - LIMIT, LIMIT, LIMIT].join())
      yield {
        promise: 'answered, refused, counted and asked of the model are exactly the limit',
        seen: `${exact.length} of ${ROUNDS} rounds${exact.length < ROUNDS ? `: ${rounds.join(' | ')}` : ''}`,
        kept: exact.length === ROUNDS,
      }
    } finally {
      await shop.close()
    }
  },
}
