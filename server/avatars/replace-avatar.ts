import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { deleteAvatar, writeAvatar } from './avatar-files.ts'
import { drawAvatar } from './draw-avatar.ts'

const MAX_WAITING = 20
const noSuchBot = () => new AppError('not_found', 'This bot does not exist. It may have been deleted.')

/** Gives the bot this picture; the old one's files go. Throws `not_found`, and a sentence for each way a picture can be wrong. */
export function replaceAvatar(
  deps: Pick<Deps, 'config' | 'store' | 'now'>,
  botId: string,
  upload: Uint8Array,
): Promise<void> {
  return takeTurn(async () => {
    const bot = await deps.store.bots.find(botId)
    if (!bot) throw noSuchBot()
    const drawn = await drawAvatar(upload)
    const file = crypto.randomUUID()
    await writeAvatar(deps, file, drawn)
    await pointTo(deps, botId, file)
    await deleteAvatar(deps, bot.avatar_file)
  })
}

/** Throws `not_found`; a bot without an avatar is left as it is. */
export function removeAvatar(deps: Pick<Deps, 'config' | 'store' | 'now'>, botId: string): Promise<void> {
  return takeTurn(async () => {
    const bot = await deps.store.bots.find(botId)
    if (!bot) throw noSuchBot()
    await deps.store.bots.replaceAvatar(botId, null, deps.now().toISOString())
    await deleteAvatar(deps, bot.avatar_file)
  })
}

async function pointTo(deps: Pick<Deps, 'config' | 'store' | 'now'>, botId: string, file: string): Promise<void> {
  try {
    const bot = await deps.store.bots.replaceAvatar(botId, file, deps.now().toISOString())
    if (!bot) throw noSuchBot()
  } catch (error) {
    await deleteAvatar(deps, file)
    throw error
  }
}

let last: Promise<unknown> = Promise.resolve()
let waiting = 0

/** One at a time: decoding holds memory and threads, and two uploads for one bot would each leave the other's files. */
async function takeTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting >= MAX_WAITING) {
    throw new AppError('overloaded', 'Too many pictures at once. Please try again in a moment.', {
      retryAfterSeconds: 5,
    })
  }
  waiting += 1
  const turn = last.then(work).finally(() => (waiting -= 1))
  last = turn.catch(() => undefined)
  return turn
}
