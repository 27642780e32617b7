import { describe, expect, test } from 'vitest'
import { createBot, LATER, NOON, queueText, train } from './contract-fixtures.ts'
import type { Store } from './store.ts'

export function testSources(current: () => Store): void {
  describe('sources', () => {
    const page = { bot_id: 'a', type: 'url' as const, content: 'https://example.com/faq', title: 'FAQ' }

    test('the same address is trained again, another text is another source', async () => {
      await createBot(current(), 'a')
      expect(await current().sources.queue({ ...page, id: '1' }, NOON)).toMatchObject({ id: '1', status: 'queued' })
      await current().sources.fail('1', 'The page answered 404.', NOON)
      expect(await current().sources.queue({ ...page, id: '2' }, LATER)).toMatchObject({
        id: '1',
        status: 'queued',
        status_detail: null,
      })
      await queueText(current(), 'a', '3')
      expect((await current().sources.list('a')).map((source) => source.id)).toEqual(['1', '3'])
    })

    test('a source in work is not queued twice', async () => {
      await createBot(current(), 'a')
      await current().sources.queue({ ...page, id: '1' }, NOON)
      await expect(current().sources.queue({ ...page, id: '2' }, NOON)).rejects.toMatchObject({ code: 'conflict' })
      await expect(current().sources.requeue('1', NOON)).rejects.toMatchObject({ code: 'conflict' })
      await current().sources.fail('1', 'No.', NOON)
      expect(await current().sources.requeue('1', LATER)).toMatchObject({ status: 'queued', updated_at: LATER })
    })

    test('what is gone stays gone', async () => {
      await expect(current().sources.queue({ ...page, id: '1' }, NOON)).rejects.toMatchObject({ code: 'not_found' })
      expect(await current().sources.requeue('1', NOON)).toBeUndefined()
      expect(
        await current().sources.replaceProgress('1', { status: 'reading', done: 0, total: 1 }, NOON),
      ).toBeUndefined()
      expect(await current().sources.fail('1', 'No.', NOON)).toBeUndefined()
      expect(await current().sources.delete('1')).toBe(false)
    })

    test('a restart ends what was in work and leaves the rest', async () => {
      await createBot(current(), 'a')
      for (const id of ['1', '2', '3']) await queueText(current(), 'a', id)
      await train(current(), 'a', '1', [])
      await current().sources.replaceProgress('2', { status: 'embedding', done: 40, total: 120 }, NOON)
      expect(await current().sources.find('2')).toMatchObject({ progress_done: 40, progress_total: 120 })

      expect(await current().sources.failAllInWork('Interrupted.', LATER)).toBe(2)
      expect((await current().sources.list('a')).map((source) => source.status)).toEqual(['done', 'error', 'error'])
      expect(await current().sources.find('3')).toMatchObject({ status_detail: 'Interrupted.', updated_at: LATER })
    })
  })
}
