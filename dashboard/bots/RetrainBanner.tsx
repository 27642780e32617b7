import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Card.tsx'

/** After a change of the embedding model bots answer from the text index alone until they are trained again. */
export function RetrainBanner() {
  const utils = trpc.useUtils()
  const settings = trpc.settings.get.useQuery(undefined, { staleTime: 60_000 })
  const retrain = trpc.sources.retrainAll.useMutation({ onSuccess: () => utils.invalidate() })
  const count = settings.data?.sources_to_retrain ?? 0
  if (count === 0) return null
  return (
    <Notice
      tone="brass"
      role="status"
      action={
        <Button small busy={retrain.isPending} onClick={() => retrain.mutate()}>
          Re-train all
        </Button>
      }
    >
      {retrain.error ? toFailure(retrain.error).message : retrainReason(count)}
    </Notice>
  )
}

const retrainReason = (count: number): string =>
  `The engine has changed since ${count === 1 ? '1 source was' : `${count} sources were`} trained. Your bots still answer, but find less until they are trained again.`
