import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Button } from '../ui/Button.tsx'

/** Back on the left, onwards on the right. */
export function StepButtons({ back, children }: { back?: string; children?: ReactNode }) {
  return (
    <div className="row flex-wrap justify-between gap-2">
      {back === undefined ? (
        <span />
      ) : (
        <Button look="quiet" asChild>
          <Link to={back}>Back</Link>
        </Button>
      )}
      <div className="row flex-wrap gap-2">{children}</div>
    </div>
  )
}
