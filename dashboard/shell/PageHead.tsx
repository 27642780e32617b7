import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

type Props = {
  title: string
  /** Where "back" leads, and what it is called. */
  back?: { to: string; label: string }
  beside?: ReactNode
  actions?: ReactNode
}

export function PageHead({ title, back, beside, actions }: Props) {
  return (
    <div className="stack gap-2">
      <PageTitle>{title}</PageTitle>
      {back && (
        <Link to={back.to} className="row -ml-1 w-fit gap-0.5 rounded-md note hover:text-ink">
          <ChevronLeft className="size-4" aria-hidden="true" />
          {back.label}
        </Link>
      )}
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-3">
        <div className="row min-w-0 flex-wrap gap-x-3 gap-y-1">
          <h1 className="text-page font-semibold tracking-tight wrap-anywhere">{title}</h1>
          {beside}
        </div>
        {actions !== undefined && <div className="row flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}

export const PageTitle = ({ children }: { children: string }) => <title>{`${children} · Frontdesk`}</title>
