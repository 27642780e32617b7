import type { Deps } from '../deps.ts'
import type { BotRecord } from '../store/bot-store.ts'

/** How many widget keys this secret cannot show; they work all the same. */
export const countHiddenKeys = (vault: Deps['vault'], bots: Pick<BotRecord, 'id' | 'key_sealed'>[]): number =>
  bots.filter((bot) => vault.open(bot.id, bot.key_sealed) === undefined).length

/** At start: a wrong secret is nothing that anyone would notice until a key is needed. */
export async function warnOfHiddenKeys({ store, vault, log }: Pick<Deps, 'store' | 'vault' | 'log'>): Promise<void> {
  const keys = countHiddenKeys(vault, await store.bots.list())
  if (keys === 0) return
  log.error(
    { keys },
    'The secret is not the one that widget keys were sealed with. Widgets keep working, but these keys cannot be displayed until you put the old secret.key or SECRET_KEY back, or make new keys.',
  )
}
