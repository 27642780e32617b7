import { lazy, Suspense } from 'react'

/** Fetched after the first page is drawn: most visits show no toast. */
const loadToaster = () => import('./Toaster.tsx')
const Toaster = lazy(async () => ({ default: (await loadToaster()).Toaster }))

/** For what is not visible otherwise, such as text put on the clipboard. */
export const say = (sentence: string): void => void loadToaster().then(({ show }) => show(sentence))
export const sayProblem = (sentence: string): void =>
  void loadToaster().then(({ showProblem }) => showProblem(sentence))

export const Toasts = () => (
  <Suspense>
    <Toaster />
  </Suspense>
)
