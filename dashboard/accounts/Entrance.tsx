import type { ReactNode } from 'react'
import { PageTitle } from '../shell/PageHead.tsx'
import { Mark } from '../shell/Mark.tsx'
import { Card } from '../ui/Card.tsx'

/** The one card in front of the door. */
export function Entrance({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <main className="stack grow items-center px-4 pt-[12vh] pb-10">
      <PageTitle>{title}</PageTitle>
      <div className="stack w-full max-w-[400px] gap-6">
        <div className="stack items-center gap-3 text-center">
          <Mark className="size-10" />
          <div className="stack gap-1">
            <h1 className="text-page font-semibold tracking-tight">{title}</h1>
            {note !== undefined && <p className="text-quiet">{note}</p>}
          </div>
        </div>
        <Card>{children}</Card>
      </div>
    </main>
  )
}
