import type { Backup, BackupWork, Counts, Inspection } from '#shared/backup.ts'

const count = (number: number, one: string): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : `${one}s`}`

const kinds = {
  automatic: 'Automatic',
  manual: 'Made by you',
  before_update: 'Before an update',
  before_restore: 'Before a restore',
}
export const nameKind = (kind: Backup['kind']): string => (kind === null ? 'Damaged' : kinds[kind])

export const countBots = (number: number): string => count(number, 'bot')

/** "3 bots, 120 messages". */
export const summarise = ({ bots, messages }: Counts): string => `${count(bots, 'bot')}, ${count(messages, 'message')}`

const steps = {
  copying: 'Copying the database',
  checking: 'Checking it',
  packing: 'Packing it',
  verifying: 'Reading it back',
  unpacking: 'Unpacking it',
  replacing: 'Putting it in place',
}
const titles = { backup: 'Backup', inspection: 'Checking the backup', restore: 'Restore' }

export const nameWork = ({ kind }: BackupWork): string => titles[kind]

/** What is being done right now; a restore begins by keeping what is there. */
export function describeStep({ kind, step }: BackupWork): string {
  return kind === 'restore' && step !== 'replacing' ? 'Keeping what is there now' : steps[step]
}

/** "Replaces your 4 bots by 3." */
export function describeExchange({ counts, present }: Pick<Inspection, 'counts' | 'present'>): string {
  if (present.bots === 0 && present.messages === 0) return 'There is nothing here yet that it would replace.'
  const bots = `${countBots(present.bots)} by ${counts.bots.toLocaleString('en')}`
  if (present.messages === 0 && counts.messages === 0) return `It replaces your ${bots}.`
  return `It replaces your ${bots}, and ${count(present.messages, 'message')} by ${counts.messages.toLocaleString('en')}.`
}
