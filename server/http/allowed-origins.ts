import type { Context, MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { allowsOrigin } from '#server/bots/allowed-origins.ts'
import type { Config } from '#server/config.ts'
import { AppError } from '#server/errors.ts'
import type { BotRecord } from '#server/store/bot-store.ts'
import { isOwnPage } from './own-page.ts'

const ONE_DAY_SECONDS = 86_400

type Listed = Pick<BotRecord, 'allowed_origins'>

/**
 * Lets the pages of other sites read a visitors' route: a refusal all of them, so that the widget can tell its console why.
 * A preflight knows no key and may know no bot, so it is answered for whatever one of `findBots` allows. Every answer says
 * that it varies by origin: a list may come later.
 */
export function visitorCors(
  options: { allowMethods: string[]; allowHeaders: string[] },
  findBots: (c: Context) => Promise<Listed[]>,
): MiddlewareHandler {
  return cors({
    ...options,
    exposeHeaders: ['Retry-After'],
    maxAge: ONE_DAY_SECONDS,
    async origin(origin, c) {
      if (c.req.method !== 'OPTIONS') return '*'
      const bots = await findBots(c)
      if (bots.length === 0 || bots.some(({ allowed_origins }) => allowed_origins.length === 0)) return '*'
      return bots.some(({ allowed_origins }) => allowsOrigin(allowed_origins, origin)) ? origin : undefined
    },
  })
}

/** Throws `forbidden` for a page that is on none of the bot's sites; else no other site may read the answer. */
export function checkOrigin(c: Context, config: Pick<Config, 'publicUrl'>, { allowed_origins }: Listed): void {
  if (allowed_origins.length === 0) return
  const origin = c.req.header('origin')
  if (!isOwnPage(c, config) && !allowsOrigin(allowed_origins, origin)) throw refuse(origin)
  c.header('Access-Control-Allow-Origin', origin)
}

const refuse = (origin: string | undefined): AppError =>
  new AppError(
    'forbidden',
    origin === undefined || origin === 'null'
      ? 'This bot answers only on the sites of its list, and this request does not say which site it comes from.'
      : 'This bot is not allowed on this site. Its owner can add the address under Settings, Allowed sites.',
  )
