import {
  DEFAULT_ACCENT_COLOR,
  DEFAULT_BUTTON_TEXT,
  DEFAULT_FALLBACK_MESSAGE,
  DEFAULT_RELEVANCE_CUT,
  DEFAULT_WELCOME_MESSAGE,
  type Bot,
  type BotUpdate,
  type NewBot,
  type Sighting,
} from '#shared/bot.ts'
import { deleteAvatar } from '../avatars/avatar-files.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { isPriced } from '../models/prices.ts'
import type { BotRecord } from '../store/bot-store.ts'
import { hashKey, newKey } from './key.ts'
import { getMessageLimitDefault } from '../settings/message-limit.ts'
import { toMonth } from './month.ts'
import { toSighting } from './sightings.ts'
import { toBot, type BotFacts } from './to-bot.ts'

type BotDeps = Pick<Deps, 'store' | 'vault' | 'prices' | 'now'>

/** Oldest first, with this month's usage. */
export async function listBots(deps: BotDeps): Promise<Bot[]> {
  const [records, sources, newest, activity] = await Promise.all([
    deps.store.bots.list(),
    deps.store.sources.listAll(),
    deps.store.sources.listNewest(),
    listActivity(deps),
  ])
  const sourcesByBot = Map.groupBy(sources, ({ bot_id }) => bot_id)
  const newestByBot = new Map(newest.map((source) => [source.bot_id, source]))
  return records.map((record) => {
    const knowledge = { sources: sourcesByBot.get(record.id) ?? [], newest: newestByBot.get(record.id) }
    return toBot(record, { ...knowledge, ...activity(record.id) }, deps.vault)
  })
}

/** Throws `not_found`. */
export async function getBot(deps: BotDeps, id: string): Promise<Bot> {
  return completeBot(deps, await deps.store.bots.find(id))
}

/** As it is stored. Throws `not_found`. */
export async function getBotRecord({ store }: Pick<Deps, 'store'>, id: string): Promise<BotRecord> {
  const record = await store.bots.find(id)
  if (!record) throw noSuchBot()
  return record
}

export async function createBot(deps: BotDeps & Pick<Deps, 'config' | 'newId'>, input: NewBot): Promise<Bot> {
  checkBudget(deps, input)
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
    budget_micro_usd: input.budget_micro_usd ?? null,
    message_limit: input.message_limit ?? (await getMessageLimitDefault(deps)),
    relevance_cut: input.relevance_cut ?? DEFAULT_RELEVANCE_CUT,
    allowed_origins: input.allowed_origins ?? [],
    created_at: now,
    updated_at: now,
  }
  await deps.store.bots.create(record, hashKey(key))
  return toBot(record, { isPriced: isPriced(deps.prices) }, deps.vault)
}

/** Throws `not_found`, and `conflict` where a field has been changed since the caller saw it. */
export async function updateBot(deps: BotDeps, id: string, { based_on, ...changes }: BotUpdate): Promise<Bot> {
  checkBudget(deps, changes)
  return completeBot(deps, await deps.store.bots.update(id, changes, deps.now().toISOString(), based_on))
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
export async function deleteBot(deps: Pick<Deps, 'store' | 'config' | 'workshop' | 'now'>, id: string): Promise<void> {
  const record = await deps.store.bots.mark(id, deps.now().toISOString())
  if (!record) throw noSuchBot()
  await deleteMarked(deps, record)
}

/** What a process that died or a full disk left of deleted bots. */
export async function finishDeletions(deps: Pick<Deps, 'store' | 'config' | 'workshop' | 'log'>): Promise<void> {
  try {
    for (const record of await deps.store.bots.listMarked()) await deleteMarked(deps, record)
  } catch (err) {
    deps.log.error({ err }, 'A deleted bot could not be removed completely. The next start tries again.')
  }
}

async function deleteMarked(
  deps: Pick<Deps, 'store' | 'config' | 'workshop'>,
  { id, avatar_file }: Pick<BotRecord, 'id' | 'avatar_file'>,
): Promise<void> {
  await deps.workshop.run('empty_bot', { bot_id: id })
  await deps.store.bots.delete(id)
  await deleteAvatar(deps, avatar_file)
}

/** Latest first. Throws `not_found`. */
export async function listSightings({ store }: Pick<Deps, 'store'>, id: string): Promise<Sighting[]> {
  if (!(await store.bots.find(id))) throw noSuchBot()
  return (await store.sightings.list(id)).map(toSighting)
}

async function completeBot(deps: BotDeps, record: BotRecord | undefined): Promise<Bot> {
  if (!record) throw noSuchBot()
  const [sources, activity] = await Promise.all([deps.store.sources.list(record.id), listActivity(deps)])
  return toBot(record, { sources, newest: sources.at(-1), ...activity(record.id) }, deps.vault)
}

/** What visitors did with each bot. */
async function listActivity({
  store,
  prices,
  now,
}: BotDeps): Promise<(botId: string) => Omit<BotFacts, 'sources' | 'newest'>> {
  const [usage, questions, sightings] = await Promise.all([
    store.usage.list(toMonth(now())),
    store.conversations.listLatest(),
    store.sightings.listLatest(),
  ])
  const sightingByBot = new Map(sightings.map((sighting) => [sighting.bot_id, sighting]))
  return (botId) => ({
    usage: usage.get(botId),
    isPriced: isPriced(prices),
    lastQuestionAt: questions.get(botId),
    lastSeen: sightingByBot.get(botId),
  })
}

/** Throws `bad_input` for a budget that nothing could be held against. */
function checkBudget({ prices }: Pick<Deps, 'prices'>, { budget_micro_usd }: Pick<NewBot, 'budget_micro_usd'>): void {
  if (typeof budget_micro_usd !== 'number' || isPriced(prices)) return
  throw new AppError(
    'bad_input',
    'A monthly budget needs a model with a known price. Set CHAT_PROMPT_PRICE, CHAT_COMPLETION_PRICE and EMBEDDING_PRICE on the server.',
  )
}

const noSuchBot = (): AppError => new AppError('not_found', 'This bot does not exist. It may have been deleted.')
