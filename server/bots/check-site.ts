import type { SiteCheck } from '#shared/site-check.ts'
import type { Deps } from '../deps.ts'
import { AppError, toAppError } from '../errors.ts'
import type { Embed } from '../web/find-embeds.ts'
import { judgeSite, type Owner } from './judge-site.ts'
import { hashKey } from './key.ts'

/**
 * Fetches a page of the owner's site and says whether the bot's code works on it. `origin` is the address the owner came by.
 * Throws `not_found` for the bot, and `unprocessable` with the reason why the page cannot be fetched.
 */
export async function checkSite(
  { store, workshop, config }: Pick<Deps, 'store' | 'workshop' | 'config'>,
  origin: string,
  botId: string,
  url: string,
): Promise<SiteCheck> {
  const bot = await store.bots.find(botId)
  if (!bot) throw new AppError('not_found', 'This bot does not exist. It may have been deleted.')
  const site = await workshop.run('read_site', { url }).catch((error: unknown) => {
    throw withoutPasting(error)
  })
  const embeds = await Promise.all(
    site.embeds.map(async (embed) => ({ ...embed, owner: await findOwner(store, botId, embed) })),
  )
  return judgeSite(site, embeds, {
    base: config.publicUrl ?? origin,
    hasAvatar: bot.avatar_file !== null,
    allowedOrigins: bot.allowed_origins,
  })
}

/** The fetcher speaks of pages to learn from, whose text could be pasted; of the owner's own page “Last seen” tells as well. */
function withoutPasting(error: unknown): AppError {
  const { code, message } = toAppError(error)
  if (code !== 'unprocessable') return toAppError(error)
  const reason = message.replace(/,? or paste the text instead/, '').replace(/ Paste [^.]* instead\./, '')
  return new AppError(code, `${reason} Or open the page yourself: once its chat has loaded, “Last seen” tells.`, {
    cause: error,
  })
}

async function findOwner(store: Deps['store'], botId: string, { bot_id, api_key }: Embed): Promise<Owner> {
  if (bot_id === botId) {
    const fitting = await store.bots.findByKey(botId, hashKey(api_key ?? ''))
    return { kind: 'this', keyFits: fitting !== undefined }
  }
  const other = bot_id === null ? undefined : await store.bots.find(bot_id)
  return other === undefined ? { kind: 'unknown' } : { kind: 'other', name: other.name }
}
