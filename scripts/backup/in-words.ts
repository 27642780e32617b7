import type { Counts } from '#shared/backup.ts'

const of = (count: number, one: string): string => `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`

/** "3 bots, 12 sources, 40 conversations and 120 messages". */
export const inWords = ({ bots, sources, conversations, messages }: Counts): string =>
  `${of(bots, 'bot')}, ${of(sources, 'source')}, ${of(conversations, 'conversation')} and ${of(messages, 'message')}`
