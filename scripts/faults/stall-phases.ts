import { setTimeout as wait } from 'node:timers/promises'
import type { Backups } from '#shared/backup.ts'
import type { Source } from '#shared/source.ts'
import { type AdminClient, ask, OWNER } from '#server/testing/admin-client.ts'
import { startFakeWeb } from '#server/testing/fake-web.ts'
import type { BusyShop } from './busy-shop.ts'
import { drawSquare } from './draw-square.ts'
import { QUESTION } from './shop.ts'
import { quantile } from './watch.ts'

export const CHUNKS = 20_000
export const MESSAGES = 100_000
const TEXTS = 5
const CHUNKS_A_TEXT = 1_000
const POLL_MS = 100

/** What keeps the product busy; `work` may add a remark. */
export type Phase = { what: string; work(shop: BusyShop): Promise<string> }

export const PHASES: Phase[] = [
  { what: `ten visitors asking a bot of ${CHUNKS} chunks`, work: askTogether },
  { what: `exporting ${MESSAGES} messages`, work: ({ owner }) => read(owner, '/api/admin/conversations.csv') },
  {
    what: 'searching them for a frequent word',
    work: ({ owner }) => read(owner, '/api/admin/conversations?query=the'),
  },
  { what: 'grouping 2,000 questions', work: ({ owner }) => read(owner, '/api/admin/unanswered') },
  { what: '20 sign-ins at once', work: ({ frontdesk }) => signInTogether(frontdesk.url) },
  { what: '10 pictures at once', work: uploadPictures },
  { what: 'reading a page of 5 MB', work: readLargePage },
  { what: `training ${TEXTS * CHUNKS_A_TEXT} chunks`, work: trainLong },
  { what: 'backing up', work: backUp },
  { what: 'restoring it', work: restoreNewest },
  { what: 'deleting 25,000 conversations', work: deleteConversations },
  { what: 'deleting a source', work: deleteSource },
  { what: `deleting a bot of ${CHUNKS} chunks`, work: deleteBot },
]

async function askTogether({ frontdesk, bots }: BusyShop): Promise<string> {
  const [big] = bots
  if (big === undefined) throw new Error('There is no bot.')
  const times = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const start = performance.now()
      const { last, body } = await ask(frontdesk.url, big, QUESTION)
      if (last?.type !== 'done' || !last.answered) throw new Error(`No answer: ${body}`)
      return performance.now() - start
    }),
  )
  return `answered in p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms`
}

async function read(owner: AdminClient, path: string): Promise<string> {
  const { length } = await demand(owner.request('GET', path))
  return `${(length / 2 ** 20).toFixed(1)} MB`
}

async function signInTogether(url: string): Promise<string> {
  const signIn = () =>
    fetch(`${url}/api/auth/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(OWNER),
    })
  const answers = await Promise.all(Array.from({ length: 20 }, signIn))
  return `${answers.filter(({ ok }) => ok).length} let in, the others told to wait`
}

async function uploadPictures({ frontdesk, owner, bots }: BusyShop): Promise<string> {
  const picture = drawSquare(100, 2_000)
  const upload = async (): Promise<void> => {
    const form = new FormData()
    form.append('file', new File([picture], 'me.png', { type: 'image/png' }))
    await demand(
      fetch(`${frontdesk.url}/api/admin/bots/${bots[1]?.id}/avatar`, {
        method: 'POST',
        headers: { Cookie: owner.cookie },
        body: form,
      }),
    )
  }
  await Promise.all(Array.from({ length: 10 }, upload))
  return ''
}

async function readLargePage({ owner }: BusyShop): Promise<string> {
  const paragraph = '<p>The bakery opens at seven <a href="/a">in the morning</a>, and closes at six.</p>'
  const body = `<!doctype html><title>Large</title><main>${paragraph.repeat(Math.floor(4_900_000 / paragraph.length))}`
  const web = await startFakeWeb({ '/': { headers: { 'Content-Type': 'text/html' }, body } })
  try {
    const response = await owner.request('POST', '/api/admin/check-url', { url: `${web.origin}/` })
    return `answered ${response.status}`
  } finally {
    await web.close()
  }
}

async function trainLong({ owner, bots }: BusyShop): Promise<string> {
  const [, , bot] = bots
  const train = (i: number) => {
    const questions = Array.from(
      { length: CHUNKS_A_TEXT },
      (_, n) => `# Is it ${i * CHUNKS_A_TEXT + n}?\n\nYes, number ${n}.`,
    )
    return owner.train(bot?.id ?? '', { source_type: 'text', source_content: questions.join('\n\n') })
  }
  const sources: Source[] = await Promise.all(Array.from({ length: TEXTS }, (_, i) => train(i)))
  const failed = sources.find(({ status, embedder }) => status !== 'done' || embedder === null)
  if (failed !== undefined) throw new Error(`A training failed: ${failed.status_detail}`)
  return `${sources.reduce((sum, { chunks }) => sum + chunks, 0)} chunks`
}

async function backUp({ owner }: BusyShop): Promise<string> {
  await demand(owner.request('POST', '/api/admin/backups'))
  const { backups } = await rest(owner)
  return `${((backups[0]?.bytes ?? 0) / 2 ** 20).toFixed(0)} MB packed`
}

async function restoreNewest({ owner }: BusyShop): Promise<string> {
  const { backups } = await rest(owner)
  await demand(owner.request('POST', '/api/admin/backups/inspect', { name: backups[0]?.name }))
  const { inspection } = await rest(owner)
  await demand(owner.request('POST', '/api/admin/backups/restore', { inspection: inspection?.id, confirm: 'restore' }))
  await rest(owner)
  return ''
}

/** Waits until no work on whole databases is under way. */
async function rest(owner: AdminClient): Promise<Backups> {
  for (;;) {
    const backups = await owner.demand<Backups>('GET', '/api/admin/backups')
    if (backups.outcome?.failure) throw new Error(backups.outcome.failure)
    if (backups.work === null) return backups
    await wait(POLL_MS)
  }
}

async function deleteConversations({ owner }: BusyShop): Promise<string> {
  return demand(owner.request('POST', '/api/admin/old-conversations/delete', { older_than_days: 1 }))
}

async function deleteSource({ owner, bots }: BusyShop): Promise<string> {
  const [, , bot] = bots
  const { sources } = await owner.demand<{ sources: Source[] }>('GET', `/api/admin/bots/${bot?.id}/sources`)
  const largest = sources.toSorted((a, b) => b.chunks - a.chunks)[0]
  await demand(owner.request('DELETE', `/api/admin/bots/${bot?.id}/sources/${largest?.id}`))
  return `${largest?.chunks} chunks`
}

async function deleteBot({ owner, bots }: BusyShop): Promise<string> {
  await demand(owner.request('DELETE', `/api/admin/bots/${bots[0]?.id}`))
  return ''
}

async function demand(asked: Promise<Response>): Promise<string> {
  const response = await asked
  const body = await response.text()
  if (!response.ok) throw new Error(`${response.url} answered ${response.status} ${body}`)
  return body
}
