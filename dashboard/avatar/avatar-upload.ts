import { z } from 'zod'
import { botSchema, type Bot } from '#shared/bot.ts'
import { waitForSession } from '../api.ts'
import { suspectLoss } from '../connection.ts'

const UNREACHABLE = 'The picture could not be sent. Check your connection and try again.'

const refusalSchema = z.object({ error: z.object({ message: z.string() }) })

/** Rejects with a sentence for the owner. */
export async function uploadAvatar(botId: string, file: Blob): Promise<Bot> {
  const body = new FormData()
  body.append('file', file, 'avatar')
  return botSchema.parse(await (await call(botId, { method: 'POST', body })).json())
}

export async function removeAvatar(botId: string): Promise<void> {
  await call(botId, { method: 'DELETE' })
}

async function call(botId: string, init: RequestInit): Promise<Response> {
  const send = () =>
    fetch(`/api/admin/bots/${encodeURIComponent(botId)}/avatar`, init).catch(() => {
      suspectLoss()
      throw new Error(UNREACHABLE)
    })
  let response = await send()
  if (response.status === 401 && (await waitForSession())) response = await send()
  if (response.ok) return response
  const refusal = refusalSchema.safeParse(await response.json().catch(() => undefined))
  throw new Error(refusal.data?.error.message ?? UNREACHABLE)
}
