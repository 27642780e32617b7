import { afterEach, beforeEach, expect, test } from 'vitest'
import { createBot } from '#server/bots/bots.ts'
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts'
import { findChunks, type FoundChunk } from './find-chunks.ts'

let bench: TestDeps
beforeEach(async () => {
  bench = await openTestDeps()
})
afterEach(() => bench.close())

/** Learns each page as one chunk and asks, after what was asked before. The vectors know cakes from tarts and all else. */
async function search(question: string, pages: string[], before?: string): Promise<FoundChunk[]> {
  const embed = async (texts: string[]) =>
    texts.map((text) => Float32Array.from([/cake/, /tart/, /^(?!.*(cake|tart))/s], (kind) => Number(kind.test(text))))
  const deps = { ...bench.deps, embedder: { ...bench.deps.embedder, embed } }
  const now = deps.now().toISOString()
  const { id } = await createBot(deps, { name: 'Dye works', message_limit: 100 })
  for (const [index, text] of pages.entries()) {
    const page = { bot_id: id, type: 'text' as const, content: text, title: `Page ${index + 1}` }
    const source = await deps.store.sources.queue({ id: deps.newId(), ...page }, now)
    const chunk = { index: 0, heading_path: [], text, vectors: await embed([text]), passages: [] }
    const learnt = {
      title: page.title,
      text: chunk.text,
      words: 10,
      embedder: deps.embedder.id,
      detail: null,
      chunks: [chunk],
    }
    await deps.store.knowledge.replace(source.id, learnt, now)
  }
  const bot = { id, relevance_cut: 0.7 }
  const recent = before === undefined ? [] : [{ role: 'user' as const, content: before }]
  return findChunks(deps, bot, question, recent, new AbortController().signal)
}
const ask = async (question: string, pages: string[]): Promise<string[]> =>
  (await search(question, pages)).map(({ text }) => text)

test('lines that stand on every page take one place of the three', async () => {
  const address = 'Dye works, 14 Madder Lane, Ulverton. Open Tuesday to Saturday from 9 to 17 o’clock.'
  const workshop = 'Workshops on natural colours take place in Ulverton, at the old mill.'
  const found = await ask('Where in Ulverton is Madder Lane?', [address, address, address, address, workshop])
  expect(found).toEqual([address, workshop])
})

test.each([
  ['Gaestehaus', 'Der Schlüssel zum Gästehaus liegt bereit.'],
  ['Wo ist das Gästehaus?', 'Das Gästehaus liegt am Fluss.'],
  ['Grösse', 'Die Größe steht auf dem Karton.'],
  ['Hauptstraße', 'Wir sind in der Hauptstrasse.'],
  ['envio a Malaga', 'El envío a Málaga tarda dos días.'],
  ['5kg', 'Der Sack wiegt 5 kg.'],
  ['10 kg', 'Das Paket hat 10kg.'],
  ['Was kostet der Versand?', 'Shipping is 4 pounds.'],
  ['How much is delivery on Saturday?', 'Samstag: Lieferung bis 14 Uhr.'],
  ['8:30am', 'Doors open at 8:30 am.'],
])('%s is found in: %s', async (question, text) => {
  expect((await ask(question, ['Wool, silk and linen.', text]))[0]).toBe(text)
})

test('what was asked before answers no other question, and one that goes on from it', async () => {
  const pages = ['A cake takes three days.', 'A tart is sold by the slice.']
  const before = 'How early do I have to order a cake?'
  const [vouchers] = await search('Do you have gift vouchers?', pages, before)
  expect(vouchers?.relevance ?? 0).toBeLessThan(0.7)
  const [days] = await search('How many days?', pages, before)
  expect(days).toMatchObject({ text: pages[0] })
  expect(days?.relevance).toBeGreaterThan(0.7)
})
