import { describe, expect, test } from 'vitest'
import { createBot, LATER, NOON, queueText, train } from './contract-fixtures.ts'
import type { Store } from './store.ts'

export function testTraining(current: () => Store): void {
  describe('sources in training', () => {
    test('a training tells since when it runs and what it has read, apart from what the bot knows', async () => {
      await createBot(current(), 'a')
      await train(current(), 'a', '1', [])
      const step = (
        status: 'reading' | 'embedding',
        now: string,
        read?: { title: string; words: number; chunks: number },
      ) => current().sources.replaceProgress('1', { status, done: 0, total: 9, read }, now)
      const at = (minutes: number) => `2026-03-01T13:0${minutes}:00.000Z`

      expect(await current().sources.requeue('1', at(0))).toMatchObject({ started_at: null, step_started_at: at(0) })
      expect(await step('reading', at(1))).toMatchObject({ started_at: at(1), step_started_at: at(1) })
      await step('embedding', at(2), { title: 'Prices', words: 340, chunks: 5 })
      expect(await step('embedding', at(3))).toMatchObject({
        started_at: at(1),
        step_started_at: at(2),
        updated_at: at(3),
        title: 'Prices',
        progress_words: 340,
        progress_chunks: 5,
        words: 10,
        chunks: 0,
      })
      expect(await current().sources.fail('1', 'No.', at(4))).toMatchObject({ words: 10, chunks: 0, started_at: at(1) })
      expect(await current().sources.requeue('1', at(5))).toMatchObject({ progress_words: 0, progress_chunks: 0 })
    })

    test('the overview leaves the texts out, but for the beginning of the newest', async () => {
      const text = { bot_id: 'a', type: 'text' as const, content: 'x'.repeat(3_000), title: 'Text' }
      for (const id of ['a', 'b', 'c']) await createBot(current(), id)
      await current().sources.queue({ ...text, id: '1', type: 'url', content: 'https://example.com/faq' }, NOON)
      await current().sources.queue({ ...text, id: '2' }, LATER)
      await queueText(current(), 'b', '3')
      expect((await current().sources.listAll()).map((source) => 'content' in source)).toEqual([false, false, false])
      const newest = await current().sources.listNewest()
      expect(newest.toSorted((x, y) => x.bot_id.localeCompare(y.bot_id))).toEqual([
        { bot_id: 'a', type: 'text', content: 'x'.repeat(2_048) },
        { bot_id: 'b', type: 'text', content: 'text of 3' },
      ])
    })
  })
}
