import { Link } from 'react-router'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/State.tsx'
import { PageTitle } from './PageHead.tsx'

export function NotFoundPage() {
  return (
    <div className="page">
      <PageTitle>Page not found</PageTitle>
      <EmptyState
        whole
        title="Nobody at this desk"
        action={
          <Button asChild look="primary">
            <Link to="/dashboard">Go to your bots</Link>
          </Button>
        }
      >
        There is no page at this address. It may have moved, or the link has a typing error.
      </EmptyState>
    </div>
  )
}
