import type { Source } from '#shared/source.ts'

export const plural = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`

/** What is happening to a source in work, in words. */
export function trainingWords({ status, progress_done, progress_total }: Source): string {
  switch (status) {
    case 'queued':
      return 'Waiting for its turn'
    case 'fetching':
      return 'Fetching the page'
    case 'reading':
      return 'Reading it'
    case 'embedding':
      return progress_total > 0
        ? `Learning ${progress_done.toLocaleString('en')} of ${plural(progress_total, 'passage')}`
        : 'Learning'
    case 'done':
      return 'Done'
    case 'error':
      return 'Failed'
  }
}

/** What a training has found so far; nothing until the page is read. */
export const readWords = ({ progress_words, progress_chunks }: Source): string =>
  progress_words > 0 ? `${plural(progress_words, 'word')}, ${plural(progress_chunks, 'chunk')}` : ''

/** Learning takes most of the time, so it gets most of the bar. */
const LEARNING_FROM_PERCENT = 25

export function trainingPercent(source: Source): number {
  const learned = source.progress_total > 0 ? source.progress_done / source.progress_total : 0
  switch (source.status) {
    case 'queued':
      return 2
    case 'fetching':
      return 8
    case 'reading':
      return 16
    case 'embedding':
      return LEARNING_FROM_PERCENT + learned * (100 - LEARNING_FROM_PERCENT)
    case 'done':
    case 'error':
      return 100
  }
}

/** What a bot has learned, and how long that took: "2 pages, 1 text, 2,310 words, 24 chunks in 14 seconds". */
export function learnedWords(sources: readonly Source[]): string {
  const learned = sources.filter(({ trained_at }) => trained_at !== null)
  const count = (type: Source['type'], noun: string) => {
    const number = learned.filter((source) => source.type === type).length
    return number === 0 ? [] : [plural(number, noun)]
  }
  const sum = (of: (source: Source) => number) => learned.reduce((total, source) => total + of(source), 0)
  const parts = [
    ...count('url', 'page'),
    ...count('text', 'text'),
    plural(
      sum(({ words }) => words),
      'word',
    ),
    plural(
      sum(({ chunks }) => chunks),
      'chunk',
    ),
  ]
  const tookMs = sum(trainingMs)
  return parts.join(', ') + (tookMs > 0 ? ` in ${durationWords(tookMs)}` : '')
}

/** 0 for what was trained before times were kept. */
function trainingMs({ status, started_at, trained_at }: Source): number {
  if (status !== 'done' || started_at === null || trained_at === null) return 0
  return Math.max(0, Date.parse(trained_at) - Date.parse(started_at))
}

export function durationWords(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  return seconds < 100 ? plural(seconds, 'second') : plural(Math.round(seconds / 60), 'minute')
}
