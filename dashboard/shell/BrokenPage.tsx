import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/State.tsx'
import { PageTitle } from './PageHead.tsx'

/** A bug, or a part of the page that a new version has replaced since it was opened. Reloading mends the second. */
export function BrokenPage() {
  return (
    <div className="page">
      <PageTitle>Something went wrong</PageTitle>
      <EmptyState
        whole
        title="Something went wrong"
        action={
          <Button look="primary" onClick={() => location.reload()}>
            Reload the page
          </Button>
        }
      >
        This page could not be shown. Nothing you saved is lost.
      </EmptyState>
    </div>
  )
}
