import type { Store } from './store.ts'

/** The texts of these chunks, and of those a search for these terms finds. */
export function useTexts(current: () => Store) {
  const textsOf = async (botId: string, ids: number[]): Promise<string[]> =>
    (await current().knowledge.listChunks(botId, ids)).map((chunk) => chunk.text)
  const findTexts = async (botId: string, ...terms: string[]): Promise<string[]> => {
    const { hits } = await current().knowledge.findByTerms(botId, terms, 10)
    return textsOf(
      botId,
      hits.map((hit) => hit.chunk_id),
    )
  }
  return { textsOf, findTexts }
}
