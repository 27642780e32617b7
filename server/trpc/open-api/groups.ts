/** The parts of the description, in the order of their reading. */
export const groups = [
  { name: 'Signing in', description: 'One account, and its sessions.' },
  {
    name: 'Bots',
    description:
      'Each has its look, its knowledge, its widget key and its limits. A monthly budget needs a model whose price is known; once it is used up, the bot answers with quotes. `allowed_origins` holds sites such as `https://shop.example`, `http://localhost:3000`, or `https://*.shop.example` for all below a host; an entry that is not exactly such an address is refused, and the list stays as it was. Where there is a list, the widget configuration and the chat answer a page of another site, and a request without `Origin`, with 403. It stops other websites in browsers, not programs: those can send any `Origin`.',
  },
  { name: 'Knowledge', description: 'What a bot knows: web pages and texts, each trained by itself.' },
  { name: 'Answers', description: 'What a bot would answer, and what an answer was made from.' },
  { name: 'Conversations', description: 'What visitors asked and read.' },
  {
    name: 'Unanswered questions',
    description:
      'What the knowledge did not hold, alike questions together: of the latest 2,000 the 200 groups asked most often.',
  },
  { name: 'Settings', description: 'The engine, the defaults, and the room that everything takes.' },
  {
    name: 'Backups',
    description:
      'Backups, inspections and restores take seconds to minutes, one at a time. What begins one answers 202 with its `work`; `GET /api/admin/backups` shows `work` until it is over, and then `outcome` with the same `id`. A restore is begun in two steps: an inspection, which says what is inside, and then the restore of what was inspected.',
  },
  {
    name: 'Visitors',
    description:
      'What the widget asks. These need no session, and answer pages of any site, or of those that `allowed_origins` of the bot names.',
  },
  { name: 'Watching', description: 'For monitors and programs.' },
]

const byRouter: Record<string, string> = {
  auth: 'Signing in',
  bots: 'Bots',
  sources: 'Knowledge',
  answers: 'Answers',
  conversations: 'Conversations',
  unanswered: 'Unanswered questions',
  settings: 'Settings',
  backups: 'Backups',
}
const ASKING = ['sources.tryQuestion', 'sources.suggestQuestions']

/** The part that a procedure such as `bots.get` belongs to. */
export function groupOf(procedure: string): string {
  if (ASKING.includes(procedure)) return 'Answers'
  const group = byRouter[procedure.slice(0, procedure.indexOf('.'))]
  if (group === undefined) throw new Error(`${procedure} belongs to no part of the description.`)
  return group
}
