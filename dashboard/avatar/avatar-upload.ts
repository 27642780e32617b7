import { z } from 'zod'
import { botSchema, type Bot } from '#shared/bot.ts'

const UNREACHABLE = 'The picture could not be sent. Check your connection and try again.'

const refusalSchema = z.object({ error: z.object({ message: z.string() }) })

/** Rejects with a sentence for the owner. */
export async function uploadAvatar(botId: string, file: File): Promise<Bot> {
  const body = new FormData()
  body.append('file', file)
  return botSchema.parse(await (await call(botId, { method: 'POST', body })).json())
}

export async function removeAvatar(botId: string): Promise<void> {
  await call(botId, { method: 'DELETE' })
}

async function call(botId: string, init: RequestInit): Promise<Response> {
  const response = await fetch(`/api/admin/bots/${encodeURIComponent(botId)}/avatar`, init).catch(() => {
    throw new Error(UNREACHABLE)
  })
  if (response.ok) return response
  const refusal = refusalSchema.safeParse(await response.json().catch(() => undefined))
  throw new Error(refusal.data?.error.message ?? UNREACHABLE)
}
