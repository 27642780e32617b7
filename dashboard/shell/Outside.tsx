import type { ReactNode } from 'react'
import { Wordmark } from './Mark.tsx'

/** The frame of a page that needs no account. */
export const Outside = ({ children }: { children: ReactNode }) => (
  <>
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex h-14 max-w-[1120px] items-center px-4 sm:px-6">
        <Wordmark />
      </div>
    </header>
    <main>{children}</main>
  </>
)
