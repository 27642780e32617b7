import { z } from 'zod'
import { waitForSession } from '../api.ts'
import { suspectLoss } from '../connection.ts'

/** Every proxy lets so much through, and a slow line sends it well within the time a request may take. */
const PIECE_BYTES = 1024 * 1024
const UNREACHABLE = 'The backup could not be sent. Check your connection and try again.'

const refusalSchema = z.object({ error: z.object({ message: z.string() }) })

/** Sends a file piece by piece; `report` hears how much is there, 0 to 100. Gives the upload's id, or rejects with a sentence. */
export async function uploadBackup(file: Blob, report: (percent: number) => void): Promise<string> {
  const id = newId()
  for (let offset = 0; offset === 0 || offset < file.size; offset += PIECE_BYTES) {
    await sendPiece(id, offset, file.slice(offset, offset + PIECE_BYTES))
    report(Math.min(100, (100 * (offset + PIECE_BYTES)) / Math.max(1, file.size)))
  }
  return id
}

/** `crypto.randomUUID` exists over HTTPS and on localhost alone. */
function newId(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

async function sendPiece(id: string, offset: number, body: Blob): Promise<void> {
  const send = () =>
    fetch(`/api/admin/backups/upload?upload=${id}&offset=${offset}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/gzip' },
      body,
    }).catch(() => {
      suspectLoss()
      throw new Error(UNREACHABLE)
    })
  let response = await send()
  if (response.status === 401 && (await waitForSession())) response = await send()
  if (response.ok) return
  const refusal = refusalSchema.safeParse(await response.json().catch(() => undefined))
  throw new Error(refusal.data?.error.message ?? UNREACHABLE)
}
