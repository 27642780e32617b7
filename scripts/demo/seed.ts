import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { type Bot, botSchema } from '#shared/bot.ts'
import { type Ingest, isInWork, sourceSchema } from '#shared/source.ts'
import { BOT, CAKES, OWNER, VISITS } from './bakery.ts'
import type { Site } from './open-site.ts'
import { type Owner, signIn } from './sign-in.ts'

const POLL_MS = 1_000
const botsSchema = z.object({ bots: z.array(botSchema) })
const sourcesSchema = z.object({ sources: z.array(sourceSchema) })

/**
 * Brings the bakery to Frontdesk through the front door, as an owner and visitors do it, and its chat to the site. What is
 * there already is left as it is.
 */
export async function seed(url: string, site: Site): Promise<void> {
  const owner = await signIn(url, OWNER)
  const { bots } = await owner.call(botsSchema, 'GET', '/api/admin/bots')
  const bot = bots.find(({ name }) => name === BOT.name) ?? (await createBot(owner))
  await train(owner, bot, site)
  if (bot.last_question_at === null) {
    for (const questions of VISITS) await visit(url, bot, site, questions)
  }
  await owner.call(z.unknown(), 'POST', '/api/auth/logout')
  site.embed(`<script src="${url}/widget.js" data-bot-id="${bot.id}" data-api-key="${bot.api_key}" async></script>`)
}

async function createBot(owner: Owner): Promise<Bot> {
  const bot = await owner.call(botSchema, 'POST', '/api/admin/bots', BOT)
  const picture = new FormData()
  picture.set('file', new Blob([await readFile(new URL('bakery/avatar.png', import.meta.url))]))
  return owner.call(botSchema, 'POST', `/api/admin/bots/${bot.id}/avatar`, picture)
}

async function train(owner: Owner, bot: Bot, site: Site): Promise<void> {
  const path = `/api/admin/bots/${bot.id}`
  const list = async () => (await owner.call(sourcesSchema, 'GET', `${path}/sources`)).sources
  const known = new Set<string>()
  for (const { id, type, content, status } of await list()) {
    // Read from the site when it stood at another port: visitors would be sent there.
    const moved = type === 'url' && content.startsWith('http://localhost:') && !content.startsWith(`${site.url}/`)
    if (moved || status === 'error') await owner.call(z.unknown(), 'DELETE', `${path}/sources/${id}`)
    else known.add(content)
  }
  const wanted: Ingest[] = [
    ...site.pages.map((page): Ingest => ({ source_type: 'url', source_content: page })),
    { source_type: 'text', source_content: CAKES },
  ]
  for (const source of wanted) {
    if (!known.has(source.source_content)) await owner.call(z.unknown(), 'POST', `${path}/ingest`, source)
  }
  for (;;) {
    const sources = await list()
    const failed = sources.find(({ status }) => status === 'error')
    if (failed) throw new Error(`"${failed.title}" could not be read. ${failed.status_detail}`)
    if (!sources.some(({ status }) => isInWork(status))) return
    await wait(POLL_MS)
  }
}

async function visit(url: string, bot: Bot, site: Site, questions: string[]): Promise<void> {
  const session_id = crypto.randomUUID()
  for (const message of questions) {
    const response = await fetch(`${url}/api/chat`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: site.url },
      body: JSON.stringify({ bot_id: bot.id, api_key: bot.api_key, session_id, message }),
    })
    await response.text()
  }
}
