import { stat } from 'node:fs/promises'
import type { Inspection } from '#shared/backup.ts'
import { countHiddenKeys } from '#server/bots/hidden-keys.ts'
import type { Deps } from '#server/deps.ts'
import { toAvatarFile } from './avatars.ts'
import { AVATARS } from './manifest.ts'
import type { Unpacked } from './work.ts'

const SHOWN_NAMES = 50

/** What a person wants to know before this takes the place of everything. */
export async function describeInspection(
  vault: Deps['vault'],
  { id, file, archive }: { id: string; file: string | null; archive: string },
  { manifest, contents, was_older }: Unpacked,
): Promise<Omit<Inspection, 'present'>> {
  const { bots, counts } = contents
  return {
    id,
    file,
    made_at: manifest.made_at,
    app_version: manifest.app_version,
    was_older,
    bytes: (await stat(archive)).size,
    counts,
    bot_names: bots.slice(0, SHOWN_NAMES).map(({ name }) => name),
    avatars: new Set(manifest.files.flatMap(({ name }) => (name.startsWith(AVATARS) ? toAvatarFile(name) : []))).size,
    hidden_keys: countHiddenKeys(vault, bots),
  }
}
