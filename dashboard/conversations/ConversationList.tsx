import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import { Button } from '../ui/Button.tsx'
import { ErrorState, Skeleton } from '../ui/State.tsx'
import { ConversationRow } from './ConversationRow.tsx'
import type { useConversations } from './use-conversations.ts'
import { toSearch, type useFilter } from './use-filter.ts'

/** Of the font size, so that rows grow with it. */
const ROW_REM = 5.5
/** The next page is fetched when so few rows are left below. */
const ROWS_AHEAD = 15
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }

/** Where each list was left, for whoever comes back to it. */
const places = new Map<string, number>()

type Props = { list: ReturnType<typeof useConversations>; where: ReturnType<typeof useFilter> }

/** As many rows as are seen are on the page, however many there are. */
export function ConversationList({ list, where }: Props) {
  const { conversations, hasNextPage, isFetching, isError, fetchNextPage } = list
  const scroller = useRef<HTMLDivElement>(null)
  const wanted = useRef<number>(undefined)
  const place = toSearch(where.filter)
  const clamp = (index: number) => Math.max(0, Math.min(conversations.length - 1, index))
  // The one row that Tab leads to. It is on the page wherever the list is scrolled, so the focus is not lost with it.
  const [stop, setStop] = useState(() =>
    Math.max(
      0,
      conversations.findIndex(({ id }) => id === where.chosen),
    ),
  )
  const tabStop = clamp(stop)
  const rowPx = ROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const rows = useVirtualizer({
    count: conversations.length + (hasNextPage ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    getItemKey: (index) => conversations[index]?.id ?? 'next',
    overscan: 8,
    rangeExtractor: (range) =>
      [...new Set([tabStop, ...defaultRangeExtractor(range)])]
        .filter((index) => index < range.count)
        .toSorted((a, b) => a - b),
    initialOffset: () => places.get(place) ?? 0,
  })
  const shown = rows.getVirtualItems()

  // Of what is seen: the last row on the page can be the tab stop, far below.
  const isNear = (rows.range?.endIndex ?? 0) >= conversations.length - ROWS_AHEAD
  useEffect(() => {
    if (isNear && hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [isNear, hasNextPage, isFetching, isError, fetchNextPage, conversations.length])

  // Hidden while a conversation fills a phone's screen, the list has lost its place, and the focus with it.
  const read = useRef(where.chosen)
  useEffect(() => {
    if (where.chosen === undefined && read.current !== undefined && document.activeElement === document.body) {
      scroller.current?.scrollTo({ top: places.get(place) ?? 0 })
      wanted.current = conversations.findIndex(({ id }) => id === read.current)
    }
    read.current = where.chosen
  }, [where.chosen, place, conversations])

  // The first of the new rows, awaited until it is drawn.
  const [sought, setSought] = useState<{ id: string | undefined }>()
  const newest = conversations[0]?.id
  useEffect(() => {
    if (sought === undefined || sought.id !== newest) return
    wanted.current = 0
    scroller.current?.scrollTo({ top: 0 })
    setStop(0)
  }, [sought, newest])

  useEffect(() => {
    const link = scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] a`)
    if (!link) return
    wanted.current = undefined
    link.focus({ preventScroll: true })
  })

  function step(event: KeyboardEvent): void {
    const by = STEPS[event.key]
    const index = toIndex(event.target)
    if (by === undefined || index === undefined) return
    event.preventDefault()
    const next = index + by
    wanted.current = clamp(next)
    rows.scrollToIndex(wanted.current)
    scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] a`)?.focus({ preventScroll: true })
  }

  function follow(event: FocusEvent): void {
    const index = toIndex(event.target)
    if (index !== undefined) setStop(index)
  }

  return (
    <>
      <div className="row min-h-8 justify-between gap-3">
        <p role="status" className="note tabular-nums">
          {toCount(conversations.length, hasNextPage, list.arrived)}
        </p>
        {list.arrived > 0 && (
          <Button small onClick={() => void list.showNew().then(setSought)}>
            Show {list.arrived} new
          </Button>
        )}
      </div>
      <div
        ref={scroller}
        onScroll={({ currentTarget }) => {
          if (currentTarget.clientHeight > 0) places.set(place, currentTarget.scrollTop)
        }}
        className="h-[65dvh] min-h-72 overflow-y-auto overscroll-contain rounded-card border border-line bg-surface lg:h-auto lg:min-h-0 lg:grow"
      >
        <ul
          aria-label="Conversations"
          aria-busy={list.isPlaceholderData}
          onKeyDown={step}
          onFocus={follow}
          className="relative transition-opacity aria-busy:opacity-60"
          style={{ height: rows.getTotalSize() }}
        >
          {shown.map(({ index, key, start, size }) => {
            const conversation = conversations[index]
            return (
              <li
                key={key}
                data-index={index}
                aria-setsize={hasNextPage ? -1 : conversations.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0 border-b border-line"
                style={{ height: size, transform: `translateY(${start}px)` }}
              >
                {conversation !== undefined ? (
                  <ConversationRow
                    conversation={conversation}
                    to={where.toReading(conversation.id)}
                    isTabStop={index === tabStop}
                    isChosen={conversation.id === where.chosen}
                    showsBot={where.botId === undefined}
                  />
                ) : list.isError ? (
                  <div className="p-2">
                    <ErrorState error={list.error} onRetry={() => void fetchNextPage()} />
                  </div>
                ) : (
                  <RowSkeleton />
                )}
              </li>
            )
          })}
        </ul>
      </div>
    </>
  )
}

function toIndex(target: EventTarget): number | undefined {
  const row = target instanceof HTMLElement ? target.closest('[data-index]') : null
  return row === null ? undefined : Number(row.getAttribute('data-index'))
}

function toCount(loaded: number, hasMore: boolean, arrived: number): string {
  const words = loaded === 1 ? '1 conversation' : `${loaded.toLocaleString('en')} conversations`
  return [words, hasMore && 'more as you scroll', arrived > 0 && `${arrived} new`].filter(Boolean).join(', ')
}

const RowSkeleton = () => (
  <div className="stack gap-2 p-3">
    <Skeleton className="h-4 w-3/4" />
    <Skeleton className="h-4 w-full" />
    <Skeleton className="h-3 w-1/3" />
  </div>
)

export const ListSkeleton = () => (
  <div
    role="status"
    aria-label="Loading the conversations"
    className="mt-10 rounded-card border border-line bg-surface"
  >
    {Array.from({ length: 6 }, (_, index) => (
      <div key={index} className="h-22 border-b border-line last:border-0">
        <RowSkeleton />
      </div>
    ))}
  </div>
)
