import type { Backup } from '#shared/backup.ts'

/** A week of nights. */
const KEPT_OF_EACH_KIND = 7

/** Those that the newer ones of their kind make superfluous. Only whole ones count, and only whole ones go. */
export function chooseOutdated(newestFirst: Pick<Backup, 'name' | 'kind' | 'verified'>[]): string[] {
  const kinds = Map.groupBy(
    newestFirst.filter(({ verified }) => verified),
    ({ kind }) => kind,
  )
  return [...kinds.values()].flatMap((backups) => backups.slice(KEPT_OF_EACH_KIND).map(({ name }) => name))
}
