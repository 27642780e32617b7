import { trpc } from '../api.ts'
import { Notice } from '../ui/Card.tsx'

const ASK_EVERY_MS = 60_000

/** Above every page: the owner should know before visitors do. */
export function DiskNotice() {
  const disk = trpc.settings.disk.useQuery(undefined, { refetchInterval: ASK_EVERY_MS })
  const problem = disk.data?.problem
  if (!problem) return null
  return (
    <div className="mx-auto w-full max-w-[1120px] px-4 pt-4 sm:px-6">
      {problem.kind === 'failing' ? (
        <Notice tone="bad" role="alert">
          {problem.message}
        </Notice>
      ) : (
        <Notice tone="warn" role="status">
          {problem.message}
        </Notice>
      )}
    </div>
  )
}
