import {
  DEFAULT_ACCENT_COLOR,
  DEFAULT_BUTTON_TEXT,
  DEFAULT_FALLBACK_MESSAGE,
  DEFAULT_RELEVANCE_CUT,
  DEFAULT_WELCOME_MESSAGE,
  type Bot,
  type BotChanges,
  type NewBot,
} from '#shared/bot.ts'
import { deleteAvatar } from '../avatars/avatar-files.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { BotRecord } from '../store/store.ts'
import { hashKey, newKey } from './key.ts'
import { getMessageLimitDefault } from '../settings/message-limit.ts'
import { toMonth } from './month.ts'
import { toBot } from './to-bot.ts'

type BotDeps = Pick<Deps, 'store' | 'vault' | 'now'>

/** Oldest first, with this month's usage. */
export async function listBots(deps: BotDeps): Promise<Bot[]> {
  const [records, sources, counts] = await Promise.all([
    deps.store.bots.list(),
    deps.store.sources.listAll(),
    deps.store.usage.countMessages(toMonth(deps.now())),
  ])
  const sourcesByBot = Map.groupBy(sources, ({ bot_id }) => bot_id)
  return records.map((record) =>
    toBot(record, {
      sources: sourcesByBot.get(record.id) ?? [],
      messageCount: counts.get(record.id) ?? 0,
      vault: deps.vault,
    }),
  )
}

/** Throws `not_found`. */
export async function getBot(deps: BotDeps, id: string): Promise<Bot> {
  return completeBot(deps, await deps.store.bots.find(id))
}

export async function createBot(deps: BotDeps & Pick<Deps, 'config' | 'newId'>, input: NewBot): Promise<Bot> {
  const id = deps.newId()
  const key = newKey()
  const now = deps.now().toISOString()
  const record: BotRecord = {
    id,
    name: input.name,
    welcome_message: input.welcome_message ?? DEFAULT_WELCOME_MESSAGE,
    fallback_message: input.fallback_message ?? DEFAULT_FALLBACK_MESSAGE,
    accent_color: input.accent_color ?? DEFAULT_ACCENT_COLOR,
    position: input.position ?? 'bottom-right',
    show_button_text: input.show_button_text ?? false,
    button_text: input.button_text ?? DEFAULT_BUTTON_TEXT,
    avatar_file: null,
    key_sealed: deps.vault.seal(id, key),
    message_limit: input.message_limit ?? (await getMessageLimitDefault(deps)),
    relevance_cut: input.relevance_cut ?? DEFAULT_RELEVANCE_CUT,
    created_at: now,
    updated_at: now,
  }
  await deps.store.bots.create(record, hashKey(key))
  return toBot(record, { sources: [], messageCount: 0, vault: deps.vault })
}

/** Throws `not_found`. */
export async function updateBot(deps: BotDeps, id: string, changes: BotChanges): Promise<Bot> {
  return completeBot(deps, await deps.store.bots.update(id, changes, deps.now().toISOString()))
}

/** Makes a new widget key; the old one is refused at once. Throws `not_found`. */
export async function regenerateKey(deps: BotDeps, id: string): Promise<string> {
  const key = newKey()
  const sealed = deps.vault.seal(id, key)
  const record = await deps.store.bots.replaceKey(id, { hash: hashKey(key), sealed }, deps.now().toISOString())
  if (!record) throw noSuchBot()
  return key
}

/** Takes its knowledge, conversations and avatar with it. Throws `not_found`. */
export async function deleteBot(deps: Pick<Deps, 'store' | 'config'>, id: string): Promise<void> {
  const record = await deps.store.bots.find(id)
  if (!record || !(await deps.store.bots.delete(id))) throw noSuchBot()
  await deleteAvatar(deps, record.avatar_file)
}

async function completeBot(deps: BotDeps, record: BotRecord | undefined): Promise<Bot> {
  if (!record) throw noSuchBot()
  const [sources, counts] = await Promise.all([
    deps.store.sources.list(record.id),
    deps.store.usage.countMessages(toMonth(deps.now())),
  ])
  return toBot(record, { sources, messageCount: counts.get(record.id) ?? 0, vault: deps.vault })
}

const noSuchBot = (): AppError => new AppError('not_found', 'This bot does not exist. It may have been deleted.')
