import { relativeTime } from '../relative-time.ts'

/** How long ago, with the exact time on hover. */
export function When({ at }: { at: string }) {
  const exact = new Date(at).toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'short' })
  return (
    <time dateTime={at} title={exact}>
      {relativeTime(at, Date.now())}
    </time>
  )
}
