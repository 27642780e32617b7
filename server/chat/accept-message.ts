import { isNear } from '#shared/bot.ts'
import type { ChatRequest } from '#shared/chat-request.ts'
import { hashKey } from '../bots/key.ts'
import { toMonth } from '../bots/month.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { BotRecord } from '../store/bot-store.ts'
import type { Turn } from '../store/conversation-store.ts'
import { buildHistory } from './history.ts'

/** A visitor's message that is kept, counted and owed an answer. */
export type AcceptedMessage = {
  id: string
  bot: BotRecord
  conversation_id: string
  question: string
  /** The messages before it, oldest first. */
  recent: Turn[]
  month: string
}

/** Throws `unauthorized`, alike for a wrong key and a wrong bot, so that nobody learns which bots there are. */
export async function getBotByKey({ store }: Pick<Deps, 'store'>, request: ChatRequest): Promise<BotRecord> {
  const bot = await store.bots.findByKey(request.bot_id, hashKey(request.api_key))
  if (!bot) throw new AppError('unauthorized', 'This bot id and key do not belong together. Copy the code again.')
  return bot
}

/** Takes one message of the month's limit and keeps it; near the limit the log says so, once a month. Throws `monthly_limit`. */
export async function acceptMessage(
  { store, log, now, newId }: Pick<Deps, 'store' | 'log' | 'now' | 'newId'>,
  bot: BotRecord,
  request: ChatRequest,
): Promise<AcceptedMessage> {
  const date = now()
  const id = newId()
  const accepted = await store.conversations.accept(
    {
      bot_id: bot.id,
      session_id: request.session_id,
      conversation_id: newId(),
      message_id: id,
      content: request.message,
      month: toMonth(date),
    },
    date.toISOString(),
  )
  if (!accepted) throw new AppError('monthly_limit', 'Monthly limit reached. Please contact the website owner.')
  const { month, taken } = accepted
  if (isNear(taken, bot.message_limit) && (await store.usage.claimWarning(bot.id, month, 'limit'))) {
    log.warn({ bot_id: bot.id, month, taken, limit: bot.message_limit }, 'A bot is near its monthly message limit.')
  }
  const recent = buildHistory(accepted.recent, request.conversation_history)
  return { id, bot, conversation_id: accepted.conversation_id, question: request.message, recent, month }
}
