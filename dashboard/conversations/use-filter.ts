import { useParams, useSearchParams } from 'react-router'

export type Filter = { bot_id?: string; query?: string; unanswered?: true }

/** What the address says: which conversations are listed, and which one is read. */
export function useFilter() {
  const { id: botId } = useParams()
  const [params, setParams] = useSearchParams()
  const query = params.get('q')?.trim() ?? ''
  const isUnanswered = params.has('unanswered')
  const filter: Filter = {
    ...(botId !== undefined && { bot_id: botId }),
    ...(query !== '' && { query }),
    ...(isUnanswered && { unanswered: true }),
  }

  function change(name: 'q' | 'unanswered', value: string | undefined): void {
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        next.delete('c')
        if (value === undefined || value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  }

  /** The address of the same list beside another conversation, or beside none. */
  function toReading(conversationId: string | undefined): string {
    const next = new URLSearchParams(params)
    if (conversationId === undefined) next.delete('c')
    else next.set('c', conversationId)
    return `?${next}`
  }

  return {
    filter,
    botId,
    query,
    isUnanswered,
    chosen: params.get('c') ?? undefined,
    isNarrowed: query !== '' || isUnanswered,
    search: (words: string) => change('q', words),
    onlyUnanswered: (only: boolean) => change('unanswered', only ? '1' : undefined),
    clear: () => setParams({}, { replace: true }),
    toReading,
  }
}

/** The same as the address of a file or of a REST path spells it. */
export const toSearch = (filter: Filter): string =>
  new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)])).toString()
