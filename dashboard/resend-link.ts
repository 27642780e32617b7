import type { TRPCClientError, TRPCLink } from '@trpc/client'
import type { AnyTRPCRouter } from '@trpc/server'
import { observable } from '@trpc/server/observable'
import { suspectLoss } from './connection.ts'
import { toFailure } from './failure.ts'
import { dropWaiting, sendWaiting, untilSignedIn } from './session.ts'

/** These say themselves who is signed in. */
const DOORS = ['auth.login', 'auth.setup', 'auth.logout', 'auth.state']
const EXITS = ['auth.logout', 'auth.signOutEverywhere']

/**
 * A call refused for want of a session has done nothing. It waits until somebody has signed in again, then goes once more.
 * `isSignedIn` asks the server, or answers as before where that fails.
 */
export const resendLink =
  <Router extends AnyTRPCRouter>(isSignedIn: () => Promise<boolean>): TRPCLink<Router> =>
  () =>
  ({ op, next }) =>
    observable((observer) => {
      let isOver = false
      let isSecond = false
      let current = send()

      function send() {
        return next(op).subscribe({
          next(envelope) {
            if (EXITS.includes(op.path)) dropWaiting()
            else if (meansSignedIn(op.path, envelope.result)) sendWaiting()
            if (isDeadStream(envelope.result)) suspectLoss()
            observer.next(envelope)
          },
          error: (error) => void recover(error),
          complete: () => observer.complete(),
        })
      }

      async function recover(error: TRPCClientError<Router>) {
        if (isOver) return
        const goesOn = await mayGoOn(error)
        if (isOver) return
        if (!goesOn) return observer.error(error)
        isSecond = true
        current = send()
      }

      async function mayGoOn(error: TRPCClientError<Router>): Promise<boolean> {
        const { code } = toFailure(error)
        if (code === 'unreachable') suspectLoss()
        if (code !== 'unauthorized' || isSecond || DOORS.includes(op.path)) return false
        return (await isSignedIn()) || untilSignedIn()
      }

      return () => {
        isOver = true
        current.unsubscribe()
      }
    })

function meansSignedIn(path: string, result: object): boolean {
  if (path === 'auth.login' || path === 'auth.setup') return true
  const state: unknown = path === 'auth.state' && 'data' in result ? result.data : undefined
  return typeof state === 'object' && state !== null && 'signed_in' in state && state.signed_in === true
}

const isDeadStream = (result: object): boolean =>
  'state' in result && result.state === 'connecting' && 'error' in result && result.error !== null
