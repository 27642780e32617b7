import { trpc } from '../api.ts'
import { Notice } from '../ui/Card.tsx'
import { When } from '../ui/When.tsx'

const ASK_MS = 30_000

/** What the model server fails at, since when, why, and what that means for visitors. */
export function TroubleBanner() {
  const settings = trpc.settings.get.useQuery(undefined, { staleTime: 60_000, refetchInterval: ASK_MS })
  const { answers = null, search = null } = settings.data?.trouble ?? {}
  const isOneTrouble = answers?.reason === search?.reason
  return (
    <>
      {answers && (
        <Notice tone="bad" role="alert">
          {answers.reason} Visitors get no answers meanwhile{isOneTrouble && ', and bots search by words alone'}.
          <Since at={answers.since} />
        </Notice>
      )}
      {search && !isOneTrouble && (
        <Notice tone="warn" role="status">
          {search.reason} Meanwhile bots search by words alone and may find less.
          <Since at={search.since} />
        </Notice>
      )}
    </>
  )
}

/** As it grows it is not read out anew. */
const Since = ({ at }: { at: string }) => (
  <span aria-live="off">
    {' '}
    It began <When at={at} />.
  </span>
)
