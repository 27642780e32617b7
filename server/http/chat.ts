import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { ChatEvent } from '#shared/chat.ts'
import { type ChatRequest, chatRequestSchema } from '#shared/chat-request.ts'
import { acceptMessage, getBotByKey } from '#server/chat/accept-message.ts'
import { answer } from '#server/chat/answer.ts'
import type { Deps } from '#server/deps.ts'
import { AppError, toAppError } from '#server/errors.ts'
import { createLimit, tooManyMessages } from '#server/rate-limit.ts'
import { checkOrigin, visitorCors } from './allowed-origins.ts'
import { clientIp } from './client-ip.ts'
import { logFailure, toErrorResponse, toVisitorError } from './errors.ts'
import { limitBody } from './limit-body.ts'
import { openTextStream } from './text-stream.ts'
import type { OpenStream, Streams } from './streams.ts'
import { toSentence } from './zod-sentence.ts'

const PATH = '/api/chat'
const MAX_BODY_BYTES = 64 * 1024
/** Proxies close a connection that is silent for a minute. */
const HEARTBEAT_MS = 15_000
/** A reader that takes nothing for so long is gone or holds the stream on purpose. */
const STALL_MS = 30_000
/** From the end of a drain to the end of the process there are 5 s. */
const LAST_EVENT_MS = 2_000

type ChatDeps = Pick<Deps, 'config' | 'log' | 'metrics' | 'store' | 'embedder' | 'writer' | 'prices' | 'now' | 'newId'>
type Env = { Bindings: Partial<HttpBindings> }

/** The visitors' door. Nothing costs money before the limits, and no limit is taken before the key. */
export function chatRoutes(
  deps: ChatDeps,
  streams: Streams,
  times = { heartbeatMs: HEARTBEAT_MS, stallMs: STALL_MS, lastEventMs: LAST_EVENT_MS },
): Hono<Env> {
  const { config, log, metrics } = deps
  const ipLimit = createLimit(config.limits.chatPerIp, 60, tooManyMessages)
  const sessionLimit = createLimit(config.limits.chatPerSession, 60, tooManyMessages)

  const app = new Hono<Env>()
  app.onError((error) => {
    metrics.countRefusal(error)
    return toErrorResponse(toVisitorError(error), log)
  })
  app.use(
    PATH,
    visitorCors({ allowMethods: ['POST'], allowHeaders: ['Content-Type'] }, () => deps.store.bots.list()),
  )
  app.use(PATH, async (c, next) => {
    await next()
    c.res.headers.set('Cache-Control', 'no-store')
    c.res.headers.set('X-Accel-Buffering', 'no')
  })
  app.use(PATH, limitBody(MAX_BODY_BYTES, 'The request is too large. Keep it under 64 KB.'))

  app.post(PATH, async (c) => {
    streams.checkRoom()
    const request = await parseRequest(c)
    const ip = clientIp(c, config.trustProxy)
    await ipLimit.consume(ip)
    const bot = await getBotByKey(deps, request)
    checkOrigin(c, config, bot)
    await sessionLimit.consume(`${bot.id} ${request.session_id}`)
    const stream = streams.open(ip)
    try {
      const message = await acceptMessage(deps, bot, request)
      return sendEvents(c, stream, (send, signal) =>
        metrics.watchAnswer((sendCounted) => answer(deps, message, sendCounted, signal), send),
      )
    } catch (error) {
      stream.close()
      throw error
    }
  })

  /** One JSON on each `data:` line. After the 200 a failure is the last event. */
  function sendEvents(
    c: Context<Env>,
    open: OpenStream,
    run: (send: (event: ChatEvent) => void, signal: AbortSignal) => Promise<void>,
  ): Response {
    const ended = new AbortController()
    const out = openTextStream(
      times.stallMs,
      () => {
        ended.abort(new DOMException('The visitor left.', 'AbortError'))
        c.env?.outgoing?.destroy()
      },
      c.env?.outgoing,
    )
    let ending: NodeJS.Timeout | undefined
    const stop = (): void => {
      ending = setTimeout(out.drop, times.lastEventMs)
      ended.abort(open.signal.reason)
    }
    if (open.signal.aborted) stop()
    open.signal.addEventListener('abort', stop)
    const heartbeat = setInterval(() => out.isTaken() && out.write(': waiting\n\n'), times.heartbeatMs)
    const send = (event: ChatEvent): void => out.write(`data: ${JSON.stringify(event)}\n\n`)

    void (async () => {
      try {
        await run(send, ended.signal)
      } catch (error) {
        if (out.isGone()) return
        logFailure(toAppError(error), log)
        const { code, message } = toVisitorError(error)
        send({ type: 'error', code, message })
      } finally {
        await out.end()
        clearInterval(heartbeat)
        clearTimeout(ending)
        open.close()
      }
    })()
    return c.body(out.body, 200, { 'Content-Type': 'text/event-stream' })
  }

  return app
}

async function parseRequest(c: Context): Promise<ChatRequest> {
  if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) {
    throw new AppError('unsupported_type', 'Send the message as application/json.')
  }
  const body: unknown = await c.req.json().catch((cause: unknown) => {
    throw new AppError('bad_input', 'The request is not valid JSON.', { cause })
  })
  const parsed = chatRequestSchema.safeParse(body, { error: toSentence })
  if (!parsed.success) throw new AppError('bad_input', parsed.error.issues[0]?.message ?? 'The request is malformed.')
  return parsed.data
}
