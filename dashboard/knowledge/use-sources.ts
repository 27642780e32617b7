import { useEffect, useRef } from 'react'
import { isInWork, type Source, type SourceProgress } from '#shared/source.ts'
import { trpc } from '../api.ts'

/** Where a proxy swallows the live stream, training is still seen to move. */
const POLL_MS = 5_000
/** A stream that was refused or ended is opened again after the first, then ever later up to the last. */
const REOPEN_MS = { first: 1_000, last: 30_000 }

/** A bot's sources, kept live while something looks at them. */
export function useSources(botId: string) {
  const utils = trpc.useUtils()
  const bot = { id: botId }
  const list = trpc.sources.list.useQuery(bot, {
    refetchInterval: (query) => (query.state.data?.sources.some(({ status }) => isInWork(status)) ? POLL_MS : false),
  })
  const stream = trpc.sources.progress.useSubscription(bot, {
    onData: (progress) => {
      const known = utils.sources.list.getData(bot)?.sources
      if (known !== undefined && known.every(({ id }) => id !== progress.id)) void utils.sources.list.invalidate(bot)
      utils.sources.list.setData(bot, (old) => old && { sources: old.sources.map(withProgress(progress)) })
    },
  })
  useChange(list.data && listInWork(list.data.sources), () => {
    void utils.sources.list.invalidate(bot)
    void utils.bots.invalidate()
    void utils.settings.get.invalidate()
  })
  // The list tells at once what the stream cannot: that the session ended, or that the server is gone.
  useReopening(stream, () => void utils.sources.list.invalidate(bot))
  return list
}

const listInWork = (sources: Source[]): string =>
  sources.flatMap(({ id, status }) => (isInWork(status) ? id : [])).join()

/** Calls back when a value that was known becomes another, whichever way that was heard of. */
function useChange(value: string | undefined, onChange: () => void): void {
  const known = useRef(value)
  useEffect(() => {
    if (known.current !== undefined && known.current !== value) onChange()
    known.current = value
  })
}

/** A lost connection the browser restores by itself; a refusal, such as a proxy's 502 during a restart, ends the stream for good. */
function useReopening({ status, reset }: { status: string; reset: () => void }, onLost: () => void): void {
  const attempts = useRef(0)
  const lost = useRef(onLost)
  useEffect(() => {
    lost.current = onLost
  })
  useEffect(() => {
    if (status === 'pending') attempts.current = 0
    if (status !== 'idle' && status !== 'error') return
    lost.current()
    const timer = setTimeout(reset, Math.min(REOPEN_MS.first * 2 ** attempts.current++, REOPEN_MS.last))
    return () => clearTimeout(timer)
  }, [status, reset])
}

const withProgress =
  (progress: SourceProgress) =>
  (source: Source): Source =>
    source.id === progress.id ? { ...source, ...progress } : source

const withSource = (sources: Source[], changed: Source): Source[] =>
  sources.some(({ id }) => id === changed.id)
    ? sources.map((source) => (source.id === changed.id ? changed : source))
    : [changed, ...sources]

/** For a mutation that put a source to work: shows it at once, before the stream tells. */
export function useShowSource(botId: string): (answer: { source: Source }) => void {
  const utils = trpc.useUtils()
  return ({ source }) => {
    utils.sources.list.setData({ id: botId }, (old) => ({ sources: withSource(old?.sources ?? [], source) }))
    void utils.bots.invalidate()
  }
}
