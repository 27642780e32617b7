import { isInWork, type Source } from '#shared/source.ts'
import { trpc } from '../api.ts'

/** Where a proxy swallows the live stream, training is still seen to move. */
const POLL_MS = 5_000

/** A bot's sources, kept live while something looks at them. */
export function useSources(botId: string) {
  const utils = trpc.useUtils()
  const bot = { id: botId }
  const list = trpc.sources.list.useQuery(bot, {
    refetchInterval: (query) => (query.state.data?.sources.some(({ status }) => isInWork(status)) ? POLL_MS : false),
  })
  trpc.sources.progress.useSubscription(bot, {
    onData: (source) => {
      const before = utils.sources.list.getData(bot)?.sources.find(({ id }) => id === source.id)
      utils.sources.list.setData(bot, (old) => old && { sources: withSource(old.sources, source) })
      if (before !== undefined && isInWork(before.status) !== isInWork(source.status)) {
        void utils.bots.invalidate()
        void utils.settings.get.invalidate()
      }
    },
  })
  return list
}

export const withSource = (sources: Source[], changed: Source): Source[] =>
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
