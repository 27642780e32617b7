/** Sends a waiting call on, or gives it up. */
type Waiting = (signedInAgain: boolean) => void

const waiting = new Set<Waiting>()

/** Resolves for a call that was refused because the session had ended: true once somebody has signed in again. */
export const untilSignedIn = (): Promise<boolean> => new Promise((resolve) => waiting.add(resolve))

/** What had to wait goes on, each once. */
export const sendWaiting = (): void => settle(true)

/** Whoever signs in next has not asked for what waits now. */
export const dropWaiting = (): void => settle(false)

function settle(signedInAgain: boolean): void {
  const settled = [...waiting]
  waiting.clear()
  for (const resolve of settled) resolve(signedInAgain)
}
