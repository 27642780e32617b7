import type { Generated } from 'kysely'
import { z } from 'zod'
import type { SourceStatus } from '#shared/source.ts'
import type { Position } from '#shared/widget-config.ts'

/** The tables as `migrations/` leaves them. Truth is 0 or 1, lists are JSON text. */
export type Tables = {
  bots: {
    number: Generated<number>
    id: string
    name: string
    welcome_message: string
    fallback_message: string
    accent_color: string
    position: Position
    show_button_text: number
    button_text: string
    avatar_file: string | null
    key_hash: Uint8Array
    key_sealed: Uint8Array
    message_limit: number
    budget_micro_usd: number | null
    relevance_cut: number
    allowed_origins: string
    chunks_made: Generated<number>
    created_at: string
    updated_at: string
    deleted_at: string | null
  }
  sources: {
    id: string
    bot_id: string
    type: 'url' | 'text'
    content: string
    title: string
    status: SourceStatus
    status_detail: string | null
    progress_done: Generated<number>
    progress_total: Generated<number>
    progress_words: Generated<number>
    progress_chunks: Generated<number>
    started_at: string | null
    step_started_at: string | null
    words: Generated<number>
    chunks: Generated<number>
    embedder: string | null
    created_at: string
    updated_at: string
    trained_at: string | null
  }
  source_texts: { source_id: string; text: string }
  chunks: {
    id: number
    bot_id: string
    source_id: string
    chunk_index: number
    heading_path: string
    text: string
  }
  chunk_words: { rowid: number; search_text: string }
  vectors: {
    chunk_id: number
    window_index: number
    bot_id: string
    embedder: string
    embedding: Uint8Array
    passage: string | null
  }
  conversations: {
    id: string
    bot_id: string
    session_id: string
    created_at: string
    updated_at: string
    /** How many of its questions were not answered. */
    unanswered: Generated<number>
  }
  messages: {
    seq: Generated<number>
    id: string
    conversation_id: string
    role: 'user' | 'assistant'
    content: string
    status: 'complete' | 'partial' | 'failed'
    answered: number | null
    sources: Generated<string>
    month: string | null
    created_at: string
  }
  unanswered: {
    question_id: string
    bot_id: string
    seq: number
    settled: 'answered' | 'dismissed' | null
    settled_at: string | null
  }
  sightings: { bot_id: string; host: string; seen_at: string }
  message_words: { rowid: number; bot: string; search_text: string }
  usage: {
    bot_id: string
    month: string
    messages: Generated<number>
    prompt_tokens: Generated<number>
    completion_tokens: Generated<number>
    cost_micro_usd: Generated<number>
    budget_used_up: Generated<number>
    limit_warned: Generated<number>
    budget_warned: Generated<number>
  }
  account: { id: number; username: string; password_hash: string; created_at: string }
  sessions: { token_hash: string; created_at: string; expires_at: string }
  settings: { key: string; value: string }
}

const textsSchema = z.array(z.string())
export const parseTexts = (json: string): string[] => textsSchema.parse(JSON.parse(json))
