import type { Source } from '#shared/source.ts'

export const plural = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`

/** What is happening to a source in work, in words. */
export function trainingWords(source: Source): string {
  switch (source.status) {
    case 'queued':
      return 'Waiting for its turn'
    case 'fetching':
      return 'Fetching the page'
    case 'reading':
      return source.words > 0 ? `Reading ${plural(source.words, 'word')}` : 'Reading'
    case 'embedding':
      return source.progress_total > 0 ? `Learning ${source.progress_done} of ${source.progress_total}` : 'Learning'
    case 'done':
      return 'Done'
    case 'error':
      return 'Failed'
  }
}

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
