import { setTimeout as wait } from 'node:timers/promises'
import { type Backups, backupsSchema } from '#shared/backup.ts'
import type { AdminClient } from '#server/testing/admin-client.ts'

const PIECE_BYTES = 1024 * 1024
const POLL_MS = 50

/** As the dashboard does it: in pieces, looked into, then put in the place of everything. Gives what refused it, if anything did. */
export async function restoreByDashboard(
  url: string,
  owner: AdminClient,
  archive: Buffer,
): Promise<string | undefined> {
  const looked = await inspectByDashboard(url, owner, archive)
  if (looked.inspection === null) return looked.outcome?.failure ?? 'It was not looked into.'
  const begun = await owner.request('POST', '/api/admin/backups/restore', {
    inspection: looked.inspection.id,
    confirm: 'restore',
  })
  if (!begun.ok) return begun.text()
  return (await rest(owner)).outcome?.failure ?? undefined
}

export async function inspectByDashboard(url: string, owner: AdminClient, archive: Buffer): Promise<Backups> {
  const upload = crypto.randomUUID()
  for (let offset = 0; offset === 0 || offset < archive.length; offset += PIECE_BYTES) {
    const answer = await fetch(`${url}/api/admin/backups/upload?upload=${upload}&offset=${offset}`, {
      method: 'POST',
      headers: { Cookie: owner.cookie, 'Content-Type': 'application/gzip' },
      body: new Uint8Array(archive.subarray(offset, offset + PIECE_BYTES)),
    })
    if (!answer.ok) throw new Error(await answer.text())
  }
  const begun = await owner.request('POST', '/api/admin/backups/inspect', { upload })
  if (!begun.ok) throw new Error(await begun.text())
  return rest(owner)
}

/** What there is once no work on backups is under way. */
export async function rest(owner: AdminClient): Promise<Backups> {
  for (;;) {
    const shown = backupsSchema.parse(await (await owner.request('GET', '/api/admin/backups')).json())
    if (shown.work === null) return shown
    await wait(POLL_MS)
  }
}
