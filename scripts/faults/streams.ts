import { readdirSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Drill, Finding } from './drill.ts'
import { openShop, type Shop } from './shop.ts'
import { openChat, type OpenChat } from './visitor.ts'

const ATTACKER = '127.0.0.2'
const VISITOR = '127.0.0.3'
const STREAMS = 500
const PER_ADDRESS = 6
const IN_ALL = 200
const FROM_MANY = 250
const HALF_OPEN = 1_000
/** Of connections, where no proxy stands in front. */
const CONNECTIONS_PER_ADDRESS = 500
const QUESTIONS = 20
/** Of an answer's first piece while another address floods: twice the usual time, or this where that is shorter. */
const PROMISED_MS = 100
const REFUSED_WITHIN_MS = 5_000
/** The database, its log and the model's connections come and go. */
const FILES_GIVE = 5

/** The chat under visitors who hold what they can. The limits of messages a minute are lifted, so that those of streams are seen. */
export const streams: Drill = {
  name: 'streams',
  about: `${STREAMS} streams from one address, ${FROM_MANY} from many, ${HALF_OPEN} half-open connections, while a visitor asks`,
  async *run({ folder }) {
    const environment = { STREAMS_PER_IP: String(PER_ADDRESS), STREAMS_MAX: String(IN_ALL) }
    const shop = await openShop(folder, { environment })
    try {
      const usual = await askInTurn(shop)
      const idle = countFiles(shop)
      yield* holdFromOneAddress(shop, usual, idle)
      yield* holdFromMany(shop, idle)
      yield* holdHalfOpen(shop, usual, idle)
    } finally {
      await shop.close()
    }
  },
}

async function* holdFromOneAddress(shop: Shop, usual: number[], idle: number): AsyncGenerator<Finding> {
  hangAnswers(shop, PER_ADDRESS)
  const flood = Array.from({ length: STREAMS }, () => openChat(shop.frontdesk.url, shop.bot, ATTACKER))
  const during = await ask(shop)
  const chats = await Promise.all(flood)
  const held = chats.filter(({ status }) => status === 200)
  const refused = chats.filter(({ status, text }) => status === 429 && text.includes('until your other questions'))
  const slowest = Math.max(...refused.map(({ firstMs }) => firstMs))
  yield {
    promise: `one address holds ${PER_ADDRESS} streams, and the rest is refused at once with words`,
    seen: `${held.length} held, ${refused.length} refused, the slowest after ${slowest.toFixed(0)} ms of all at once`,
    kept: held.length === PER_ADDRESS && refused.length === STREAMS - PER_ADDRESS && slowest < REFUSED_WITHIN_MS,
  }
  const meanwhile = await askInTurn(shop)
  yield* judgeDelay('another visitor’s answer begins as usual while they are held', usual, meanwhile)
  yield {
    promise: 'and is not refused in the middle of the flood',
    seen: `${during.status}, first piece after ${during.firstMs.toFixed(0)} ms`,
    kept: during.status === 200,
  }
  yield* judgeRelease(shop, chats, idle)
}

async function* holdFromMany(shop: Shop, idle: number): AsyncGenerator<Finding> {
  hangAnswers(shop, IN_ALL)
  const addresses = Array.from({ length: FROM_MANY / 5 }, (_, index) => `127.0.1.${index + 1}`)
  const asked = addresses.flatMap((from) =>
    Array.from({ length: 5 }, () => openChat(shop.frontdesk.url, shop.bot, from)),
  )
  const chats = await Promise.all(asked)
  const held = chats.filter(({ status }) => status === 200)
  const refused = chats.filter(({ status, text }) => status === 503 && text.includes('Many people are asking'))
  yield {
    promise: `all addresses together hold ${IN_ALL}, and the rest is refused with words`,
    seen: `${held.length} held, ${refused.length} refused`,
    kept: held.length === IN_ALL && refused.length === FROM_MANY - IN_ALL,
  }
  yield* judgeRelease(shop, chats, idle)
}

async function* holdHalfOpen(shop: Shop, usual: number[], idle: number): AsyncGenerator<Finding> {
  const { port } = new URL(shop.frontdesk.url)
  const sockets = await Promise.all(Array.from({ length: HALF_OPEN }, () => openHalf(Number(port))))
  const start = performance.now()
  const countOpen = () => sockets.filter(({ closed }) => !closed).length
  while (countOpen() > CONNECTIONS_PER_ADDRESS && performance.now() - start < 10_000) await wait(50)
  const open = countOpen()
  yield {
    promise: `one address holds ${CONNECTIONS_PER_ADDRESS} connections, and what it opens beyond is ended at once`,
    seen: `${open} of ${HALF_OPEN} open, ${countFiles(shop) - idle} files of the server`,
    kept: open === CONNECTIONS_PER_ADDRESS && countFiles(shop) <= idle + open + FILES_GIVE,
  }
  const meanwhile = await askInTurn(shop)
  yield* judgeDelay(`an answer begins as usual beside ${open} half-open connections`, usual, meanwhile)
  while (countOpen() > 0 && performance.now() - start < 60_000) await wait(50)
  const seconds = (performance.now() - start) / 1000
  yield {
    promise: 'those that send no whole request are ended within 25 s',
    seen: `${countOpen()} open after ${seconds.toFixed(1)} s`,
    kept: countOpen() === 0 && seconds <= 25,
  }
}

function openHalf(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: ATTACKER }, () => {
      socket.write('POST /api/chat HTTP/1.1\r\nHost: chat.example\r\nContent-Type: appl')
      resolve(socket)
    })
    socket.on('error', reject).resume()
  })
}

/** The next so many answers of the model say a few words and then nothing. */
const hangAnswers = (shop: Shop, count: number): void =>
  shop.model.script('chat', ...Array.from({ length: count }, () => ({ hangAfterTokens: 4 })))

async function ask(shop: Shop): Promise<OpenChat> {
  const chat = await openChat(shop.frontdesk.url, shop.bot, VISITOR)
  chat.close()
  return chat
}

/** How long each first piece took, shortest first. */
async function askInTurn(shop: Shop): Promise<number[]> {
  const times: number[] = []
  for (let question = 0; question < QUESTIONS; question++) {
    const { status, firstMs, text } = await ask(shop)
    if (status !== 200) throw new Error(`The visitor was answered ${status} ${text}`)
    times.push(firstMs)
  }
  return times.toSorted((a, b) => a - b)
}

function* judgeDelay(promise: string, usual: number[], meanwhile: number[]): Generator<Finding> {
  const [before, now] = [usual, meanwhile].map((times) => times[QUESTIONS / 2] ?? Infinity)
  if (before === undefined || now === undefined) return
  yield {
    promise,
    seen: `median ${now.toFixed(0)} ms after ${before.toFixed(0)} ms before, slowest ${meanwhile.at(-1)?.toFixed(0)} ms`,
    kept: now <= Math.max(2 * before, PROMISED_MS),
  }
}

/** Whoever left is forgotten: their upstream calls, their files, their places. */
async function* judgeRelease(shop: Shop, chats: OpenChat[], idle: number): AsyncGenerator<Finding> {
  const peak = countFiles(shop)
  for (const chat of chats) chat.close()
  const start = performance.now()
  // The client of the model opens connections ahead, which take some seconds to go.
  while (countFiles(shop) > idle + FILES_GIVE && performance.now() - start < 60_000) await wait(50)
  const left = countFiles(shop)
  const { status } = await openChat(shop.frontdesk.url, shop.bot, ATTACKER).then((chat) => (chat.close(), chat))
  yield {
    promise: 'when they leave, their connections are closed and their places free',
    seen: `${peak} open files, then ${left} as ${idle} before, the next chat is answered ${status}`,
    kept: left <= idle + FILES_GIVE && status === 200,
  }
}

const countFiles = (shop: Shop): number => readdirSync(`/proc/${shop.frontdesk.pid}/fd`).length
