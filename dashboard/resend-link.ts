import type { TRPCClientError, TRPCLink } from '@trpc/client'
import type { AnyTRPCRouter } from '@trpc/server'
import { observable } from '@trpc/server/observable'
import { suspectLoss } from './connection.ts'
import { toFailure } from './failure.ts'
import { dropWaiting, sendWaiting, untilSignedIn } from './session.ts'

/** A live stream that was refused, or cut by a proxy, is opened again after this long, each time twice as long. */
const REOPEN_MS = 1_000
const SLOWEST_REOPEN_MS = 30_000

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
      let failures = 0
      let current = send()

      function send() {
        return next(op).subscribe({
          next(envelope) {
            if (EXITS.includes(op.path)) dropWaiting()
            else if (meansSignedIn(op.path, envelope.result)) sendWaiting()
            if (envelope.result.type === 'started') failures = 0
            if (isDeadStream(envelope.result)) suspectLoss()
            observer.next(envelope)
          },
          error: (error) => void recover(error),
          complete: () => observer.complete(),
        })
      }

      async function recover(error: TRPCClientError<Router>) {
        if (isOver) return
        failures++
        const goesOn = await mayGoOn(error)
        if (isOver) return
        if (goesOn) current = send()
        else observer.error(error)
      }

      async function mayGoOn(error: TRPCClientError<Router>): Promise<boolean> {
        const { code } = toFailure(error)
        if (code === 'unreachable') suspectLoss()
        if (op.type === 'subscription') {
          // The browser does not say why a stream was refused.
          const pauseMs = Math.min(REOPEN_MS * 2 ** (failures - 1), SLOWEST_REOPEN_MS)
          return (await isSignedIn()) ? after(pauseMs) : untilSignedIn()
        }
        if (code !== 'unauthorized' || failures > 1 || DOORS.includes(op.path)) return false
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

const after = (ms: number): Promise<true> => new Promise((resolve) => setTimeout(resolve, ms, true))
