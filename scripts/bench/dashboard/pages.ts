import type { SeededBot } from '#server/testing/seed.ts'
import type { Question } from './ask-server.ts'

export type BenchPage = {
  name: string
  path: string
  /** A selector of what the page is for. */
  shows: string
  /** The procedures it asks, besides who is signed in. */
  asks: Omit<Question, 'page'>[]
}

/** Every page, over the busiest of the bots. The first is what the others stand beside: the same script, and hardly a page. */
export function listPages({ id, name }: SeededBot): BenchPage[] {
  const bot = { procedure: 'bots.get', input: { id } }
  const settings = { procedure: 'settings.get' }
  return [
    { name: 'sign in', path: '/login', shows: 'form input', asks: [] },
    { name: 'bots', path: '/dashboard', shows: 'article', asks: [{ procedure: 'bots.list' }, settings] },
    { name: 'bot', path: `/dashboard/bots/${id}`, shows: `input[value="${name}"]`, asks: [bot] },
    {
      name: 'knowledge',
      path: `/dashboard/bots/${id}?tab=knowledge`,
      shows: 'ul[aria-label=Sources] li',
      asks: [bot, { procedure: 'sources.list', input: { id } }],
    },
    { name: 'test', path: `/dashboard/bots/${id}/test`, shows: 'iframe', asks: [bot, settings] },
    {
      name: 'conversations',
      path: '/dashboard/conversations',
      shows: 'main a[href*="c="]',
      asks: [
        { procedure: 'conversations.list', input: {} },
        { procedure: 'conversations.list', input: { unanswered: true } },
        { procedure: 'conversations.list', input: { query: 'delivery' } },
      ],
    },
    {
      name: "one bot's",
      path: `/dashboard/bots/${id}/conversations`,
      shows: 'main a[href*="c="]',
      asks: [{ procedure: 'conversations.list', input: { bot_id: id } }],
    },
    {
      name: 'unanswered',
      path: '/dashboard/unanswered',
      shows: 'main li',
      asks: [{ procedure: 'unanswered.listAll' }],
    },
    {
      name: 'settings',
      path: '/dashboard/settings',
      shows: 'input[type=password]',
      asks: [settings, { procedure: 'settings.storage' }],
    },
  ]
}
