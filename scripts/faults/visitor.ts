import { type ClientRequest, request } from 'node:http'
import type { Bot } from '#shared/bot.ts'
import { QUESTION } from './shop.ts'

/** A chat that has answered, and may be streaming. */
export type OpenChat = {
  status: number
  /** From asking until the first piece of the answer, or until the refusal. */
  firstMs: number
  /** What came by then. */
  text: string
  close(): void
}

/** Asks from an address of this machine's own network, such as 127.0.0.2, and resolves when the answer begins. */
export function openChat(url: string, bot: Bot, from: string): Promise<OpenChat> {
  const start = performance.now()
  const body = JSON.stringify({
    bot_id: bot.id,
    api_key: bot.api_key,
    session_id: `visitor-${crypto.randomUUID()}`,
    message: QUESTION,
  })
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
    const outgoing: ClientRequest = request(
      `${url}/api/chat`,
      { method: 'POST', headers, localAddress: from, agent: false },
      (incoming) => {
        incoming.on('error', () => {})
        incoming.once('data', (piece: Buffer) =>
          resolve({
            status: incoming.statusCode ?? 0,
            firstMs: performance.now() - start,
            text: piece.toString(),
            close: () => outgoing.destroy(),
          }),
        )
      },
    )
    outgoing.on('error', reject).end(body)
  })
}
