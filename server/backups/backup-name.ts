const PATTERN = /^frontdesk-(?:before-(?:update|restore)-)?(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)Z\.tar\.gz$/

/** `frontdesk-2026-11-22T02-00-00Z.tar.gz`: without the colons that Windows refuses. */
export function toBackupName(kind: string, time: Date): string {
  const stamp = time.toISOString().slice(0, 19).replaceAll(':', '-')
  const before = kind.startsWith('before_') ? `${kind.replace('_', '-')}-` : ''
  return `frontdesk-${before}${stamp}Z.tar.gz`
}

/** When a file of this name was made; undefined for any other file. */
export function timeOfName(name: string): string | undefined {
  const [, hour, minute, second] = PATTERN.exec(name) ?? []
  return hour === undefined ? undefined : `${hour}:${minute}:${second}.000Z`
}
