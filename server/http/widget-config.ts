import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import type { WidgetConfig } from '#shared/widget-config.ts'
import { hashKey } from '#server/bots/key.ts'
import { createSightings } from '#server/bots/sightings.ts'
import { toAvatarUrl } from '#server/bots/to-bot.ts'
import type { Deps } from '#server/deps.ts'
import { AppError } from '#server/errors.ts'
import { findLanguage, type Language } from '#server/languages/find-language.ts'
import { createLimit } from '#server/rate-limit.ts'
import type { BotRecord } from '#server/store/bot-store.ts'
import { checkOrigin, visitorCors } from './allowed-origins.ts'
import { clientIp } from './client-ip.ts'
import { isFresh } from './fresh.ts'

const IS_ID = /^[\w-]{1,64}$/
const MAX_KEY_CHARS = 64

/** What a stranger's page may know of a bot, for whoever holds its widget key. */
export function widgetConfigRoutes(deps: Pick<Deps, 'config' | 'store' | 'log' | 'now'>): Hono {
  const { config, store } = deps
  const ownHosts = config.publicUrl === undefined ? [] : [new URL(config.publicUrl).host]
  const noteSighting = createSightings(deps)
  const limit = createLimit(config.limits.configPerBot, 60)
  const app = new Hono()

  app.use(
    '/api/public/config/*',
    visitorCors({ allowMethods: ['GET'], allowHeaders: ['X-Api-Key'] }, async (c) => {
      const bot = await store.bots.find(c.req.path.slice(c.req.path.lastIndexOf('/') + 1))
      return bot ? [bot] : []
    }),
  )

  app.get('/api/public/config/:bot_id', async (c) => {
    const id = c.req.param('bot_id')
    const key = c.req.header('x-api-key') ?? c.req.query('api_key') ?? ''
    // Neither is worth a place among the counters or a look into the database.
    if (!IS_ID.test(id) || key.length > MAX_KEY_CHARS) throw wrongKey()
    await limit.consume(`${id} ${clientIp(c, config.trustProxy)}`)

    const bot = await store.bots.findByKey(id, hashKey(key))
    if (!bot) throw wrongKey()
    checkOrigin(c, config, bot)
    const visit = { origin: c.req.header('origin'), referer: c.req.header('referer') }
    noteSighting(id, visit, [...ownHosts, new URL(c.req.url).host])

    const body = JSON.stringify(
      toWidgetConfig(bot, findLanguage(c.req.query('lang') ?? c.req.header('accept-language'))),
    )
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    // A cache between us and the visitors may not know of Vary.
    c.header('Cache-Control', `${bot.allowed_origins.length > 0 ? 'private' : 'public'}, max-age=60`)
    c.header('ETag', etag)
    c.header('Vary', 'X-Api-Key, Accept-Language')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    if (isFresh(c, etag)) return c.body(null, 304)
    c.header('Content-Type', 'application/json')
    return c.body(body)
  })

  return app
}

/** The same for a wrong key and a wrong bot, so that nobody learns which bots there are. */
const wrongKey = () => new AppError('unauthorized', 'This bot id and key do not belong together. Copy the code again.')

const toWidgetConfig = (bot: BotRecord, { language, direction, strings }: Language): WidgetConfig => ({
  id: bot.id,
  name: bot.name,
  welcome_message: bot.welcome_message,
  avatar_url: toAvatarUrl(bot),
  accent_color: bot.accent_color,
  position: bot.position,
  show_button_text: bot.show_button_text,
  button_text: bot.button_text,
  language,
  direction,
  strings,
})
