import type { Deps } from '../deps.ts'

const SETTING = 'message_limit_default'

/** The monthly limit a new bot gets: as set in the dashboard, else MESSAGE_LIMIT_DEFAULT. */
export async function getMessageLimitDefault({ store, config }: Pick<Deps, 'store' | 'config'>): Promise<number> {
  const kept = await store.settings.find(SETTING)
  return kept === undefined ? config.messageLimitDefault : Number(kept)
}

export const replaceMessageLimitDefault = ({ store }: Pick<Deps, 'store'>, limit: number): Promise<void> =>
  store.settings.replace(SETTING, String(limit))
