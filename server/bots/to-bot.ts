import type { Bot } from '#shared/bot.ts'
import { isInWork } from '#shared/source.ts'
import type { MonthUsage } from '../store/account-store.ts'
import type { BotRecord, SightingRecord } from '../store/bot-store.ts'
import type { NewestSource, SourceSummary } from '../store/knowledge-store.ts'
import { toSighting } from './sightings.ts'
import type { Vault } from './vault.ts'

/** What is known of a bot besides its record; a new one has nothing of it. */
export type BotFacts = {
  sources?: SourceSummary[]
  newest?: Pick<NewestSource, 'type' | 'content'> | undefined
  usage?: MonthUsage | undefined
  /** Whether it is known what the models cost. */
  isPriced?: boolean
  lastQuestionAt?: string | undefined
  lastSeen?: SightingRecord | undefined
}

export function toBot(record: BotRecord, facts: BotFacts, vault: Pick<Vault, 'open'>): Bot {
  const { sources = [], newest, usage = NOTHING_USED, isPriced = false, lastQuestionAt, lastSeen } = facts
  return {
    id: record.id,
    name: record.name,
    welcome_message: record.welcome_message,
    fallback_message: record.fallback_message,
    avatar_url: toAvatarUrl(record),
    accent_color: record.accent_color,
    position: record.position,
    show_button_text: record.show_button_text,
    button_text: record.button_text,
    source_type: newest?.type ?? null,
    source_content: newest?.content ?? null,
    api_key: vault.open(record.id, record.key_sealed) ?? null,
    message_count: usage.messages,
    message_limit: record.message_limit,
    cost_micro_usd: isPriced ? usage.cost_micro_usd : null,
    budget_micro_usd: record.budget_micro_usd,
    budget_state: toBudgetState(record, usage, isPriced),
    prompt_tokens: usage.prompt_tokens,
    completion_tokens: usage.completion_tokens,
    relevance_cut: record.relevance_cut,
    allowed_origins: record.allowed_origins,
    ...toStatus(sources),
    last_question_at: lastQuestionAt ?? null,
    last_seen: lastSeen === undefined ? null : toSighting(lastSeen),
    created_at: record.created_at,
    updated_at: record.updated_at,
  }
}

const NOTHING_USED: MonthUsage = {
  messages: 0,
  prompt_tokens: 0,
  completion_tokens: 0,
  cost_micro_usd: 0,
  budget_used_up: false,
}

function toBudgetState(
  { budget_micro_usd }: Pick<BotRecord, 'budget_micro_usd'>,
  { cost_micro_usd, budget_used_up }: MonthUsage,
  isPriced: boolean,
): Bot['budget_state'] {
  if (budget_micro_usd === null) return 'none'
  if (!isPriced) return 'no_price'
  return budget_used_up || cost_micro_usd >= budget_micro_usd ? 'used_up' : 'open'
}

/** The version in the address changes with the picture, so that browsers may keep it. */
export const toAvatarUrl = ({ id, avatar_file }: Pick<BotRecord, 'id' | 'avatar_file'>): string | null =>
  avatar_file === null ? null : `/api/public/avatar/${id}?v=${avatar_file}`

function toStatus(sources: SourceSummary[]): Pick<Bot, 'status' | 'status_detail' | 'trained_at'> {
  const trained_at = sources.reduce<string | null>((latest, source) => later(latest, source.trained_at), null)
  if (sources.some(({ status }) => isInWork(status))) return { status: 'training', status_detail: null, trained_at }

  const last = sources.toSorted((a, b) => a.updated_at.localeCompare(b.updated_at)).at(-1)
  if (last?.status === 'error') return { status: 'error', status_detail: last.status_detail, trained_at }
  return { status: trained_at === null ? 'untrained' : 'ready', status_detail: null, trained_at }
}

const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a)
