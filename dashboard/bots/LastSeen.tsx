import { CircleCheck, CircleDashed } from 'lucide-react'
import { useState } from 'react'
import type { Bot, Sighting } from '#shared/bot.ts'
import { trpc } from '../api.ts'
import { Mark } from '../shell/Mark.tsx'
import { Notice } from '../ui/Card.tsx'
import { When } from '../ui/When.tsx'

/** Whoever waits for the first visit sees it this soon; after that it is no news. */
const POLL_MS = { unseen: 3_000, seen: 15_000 }

/** On which site the widget was loaded last; the first time is news, and comes by itself. */
export function LastSeen({ bot }: { bot: Pick<Bot, 'id' | 'last_seen'> }) {
  const { data } = trpc.bots.sightings.useQuery(
    { id: bot.id },
    {
      refetchInterval: ({ state }) => (state.data?.sightings.length ? POLL_MS.seen : POLL_MS.unseen),
      refetchOnMount: 'always',
      ...(bot.last_seen && { placeholderData: { sightings: [bot.last_seen] } }),
    },
  )
  const latest = data?.sightings[0]
  const [wasUnseen, setWasUnseen] = useState(false)
  if (data !== undefined && latest === undefined && !wasUnseen) setWasUnseen(true)

  return (
    <div role="status" className="min-h-5">
      {data !== undefined && latest === undefined && (
        <p className="row gap-2 text-quiet">
          <CircleDashed className="size-4 shrink-0" aria-hidden="true" />
          Not seen on any site yet
        </p>
      )}
      {latest !== undefined && wasUnseen && <FirstSeen sighting={latest} />}
      {latest !== undefined && !wasUnseen && (
        <p className="row items-start gap-2">
          <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden="true" />
          <SeenOn sighting={latest} />
        </p>
      )}
    </div>
  )
}

const FirstSeen = ({ sighting }: { sighting: Sighting }) => (
  <Notice tone="brass">
    <span className="row animate-appear gap-2.5">
      <Mark className="size-5 shrink-0 text-brass" />
      <span>
        <span className="font-medium">The bell rings.</span> Your bot is open on{' '}
        <span className="font-medium wrap-anywhere">{sighting.host}</span>.
      </span>
    </span>
  </Notice>
)

export const SeenOn = ({ sighting }: { sighting: Sighting }) => (
  <span className="min-w-0 wrap-anywhere">
    Last seen on <span className="font-medium">{sighting.host}</span>, <When at={sighting.seen_at} />
  </span>
)
