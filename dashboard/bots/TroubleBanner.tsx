import { trpc } from '../api.ts'
import { Notice } from '../ui/Card.tsx'
import { When } from '../ui/When.tsx'

const ASK_MS = 30_000

/** What the model server fails at, since when, why, and what that means for visitors. */
export function TroubleBanner() {
  const settings = trpc.settings.get.useQuery(undefined, { staleTime: 60_000, refetchInterval: ASK_MS })
  const { answers = null, search = null } = settings.data?.trouble ?? {}
  return (
    <>
      {answers && (
        <Notice tone="bad" role="alert">
          {answers.reason} Visitors get no answers by the model. It began <When at={answers.since} />.
        </Notice>
      )}
      {search && (
        <Notice tone="warn" role="status">
          {answers?.reason !== search.reason && `${search.reason} `}
          Questions are searched for by their words alone. It began <When at={search.since} />.
        </Notice>
      )}
    </>
  )
}
