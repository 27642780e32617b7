import { z } from 'zod'
import { changePasswordSchema, loginSchema, setupSchema } from '#shared/account.ts'
import { changePassword } from '../accounts/change-password.ts'
import { buildDeviceCookie } from '../accounts/device.ts'
import { buildEndedCookie, buildSessionCookie } from '../accounts/session-cookie.ts'
import { setUp } from '../accounts/set-up.ts'
import type { OpenedSession } from '../accounts/sessions.ts'
import { signIn } from '../accounts/sign-in.ts'
import { toAppError } from '../errors.ts'
import type { AccountRecord } from '../store/account-store.ts'
import { adminProcedure, type Context, publicProcedure, router } from './init.ts'

const signedInSchema = z.object({ username: z.string().describe('Of the account') })

const TOO_MANY = 'Too many sign-ins at once'

function admitOwner(
  { resHeaders, isHttps }: Context,
  { session, account }: { session: OpenedSession; account: AccountRecord },
): z.infer<typeof signedInSchema> {
  resHeaders.append('Set-Cookie', buildSessionCookie(session, isHttps))
  resHeaders.append('Set-Cookie', buildDeviceCookie(account, isHttps))
  return { username: account.username }
}

export const authRouter = router({
  state: publicProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/api/auth/state',
        summary: 'Whether an account exists and you are signed in',
        isPublic: true,
      },
    })
    .output(
      z.object({
        account_exists: z.boolean().describe('Whether set-up is done'),
        signed_in: z.boolean().describe('Whether the request carries a session'),
        username: z.string().nullable().describe('Of the account; null without a session'),
      }),
    )
    .query(async ({ ctx }) => {
      const account = await ctx.deps.store.account.find()
      const signedIn = ctx.session !== undefined
      return {
        account_exists: account !== undefined,
        signed_in: signedIn,
        username: signedIn ? (account?.username ?? null) : null,
      }
    }),

  setup: publicProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/auth/setup',
        summary: 'Create the account with the token of the set-up link, and sign in',
        status: 201,
        body: setupSchema,
        example: { token: '$SETUP_TOKEN', username: 'owner', password: 'correct horse battery' },
        isPublic: true,
        errors: { forbidden: 'The token is not valid, or the account exists already', overloaded: TOO_MANY },
      },
    })
    .input(setupSchema)
    .output(signedInSchema)
    .mutation(async ({ ctx, input }) => {
      const session = await setUp(ctx.deps, input)
      ctx.deps.log.info({ ip: ctx.ip }, 'The account was created')
      return admitOwner(ctx, session)
    }),

  login: publicProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/auth/login',
        summary: 'Sign in',
        description:
          'Sets the cookie of the session. After five failures from one address, or against one account, sign-in answers 429 for the rest of the 15 minutes. Sessions that exist go on working, and a client that has signed in before is counted by itself: the answer sets a second cookie, `device_token` (`__Host-device_token` over HTTPS), which opens nothing, lasts a year, and is void with the next password.',
        body: loginSchema,
        example: { username: 'owner', password: 'correct horse battery', remember: true },
        isPublic: true,
        errors: {
          unauthorized: 'The username or the password is not right',
          too_many_requests: 'Five failures in 15 minutes, or too many requests',
          overloaded: TOO_MANY,
        },
      },
    })
    .input(loginSchema)
    .output(signedInSchema)
    .mutation(async ({ ctx, input }) => {
      const { log } = ctx.deps
      const from = { ip: ctx.ip, cookieHeader: ctx.headers.get('cookie') }
      // Never the name: a password is easily typed in its place.
      const session = await signIn(ctx.deps, input, from).catch((error: unknown) => {
        log.warn({ ip: ctx.ip, code: toAppError(error).code }, 'A sign-in was refused')
        throw error
      })
      log.info({ ip: ctx.ip }, 'Signed in')
      return admitOwner(ctx, session)
    }),

  logout: adminProcedure
    .meta({ rest: { method: 'POST', path: '/api/auth/logout', summary: 'End this session', status: 204 } })
    .output(z.void())
    .mutation(async ({ ctx }) => {
      await ctx.deps.store.sessions.delete(ctx.session.token_hash)
      ctx.resHeaders.append('Set-Cookie', buildEndedCookie(ctx.isHttps))
    }),

  changePassword: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/api/auth/password',
        summary: 'Change the password and end all other sessions',
        status: 204,
        body: changePasswordSchema,
        example: { current_password: 'correct horse battery', new_password: 'quite another horse' },
        errors: { forbidden: 'The current password is not right', overloaded: TOO_MANY },
      },
    })
    .input(changePasswordSchema)
    .output(z.void())
    .mutation(async ({ ctx, input }) => {
      const account = await changePassword(ctx.deps, input, ctx.session)
      ctx.resHeaders.append('Set-Cookie', buildDeviceCookie(account, ctx.isHttps))
      ctx.deps.log.info({ ip: ctx.ip }, 'The password was changed')
    }),

  signOutEverywhere: adminProcedure
    .meta({
      rest: { method: 'POST', path: '/api/auth/logout-everywhere', summary: 'End every session', status: 204 },
    })
    .output(z.void())
    .mutation(async ({ ctx }) => {
      await ctx.deps.store.sessions.deleteAll()
      ctx.deps.log.info({ ip: ctx.ip }, 'Signed out everywhere')
      ctx.resHeaders.append('Set-Cookie', buildEndedCookie(ctx.isHttps))
    }),
})
