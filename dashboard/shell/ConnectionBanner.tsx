import { CircleAlert } from 'lucide-react'
import { useConnection } from '../connection.ts'

/** Floats, so that nothing moves when it comes and goes. */
export function ConnectionBanner() {
  const connection = useConnection()
  return (
    <div role="status" className="pointer-events-none fixed inset-x-4 top-16 z-60 flex justify-center">
      {connection !== 'fine' && (
        <div
          key={connection}
          className="row animate-appear gap-2 rounded-card border border-line bg-surface px-4 py-2.5 shadow-lg"
        >
          {connection === 'lost' && <CircleAlert className="size-4 shrink-0 text-warn" aria-hidden="true" />}
          {connection === 'lost' ? 'Frontdesk cannot be reached. Trying again…' : 'Back again'}
        </div>
      )}
    </div>
  )
}
