import { describe, expect, test } from 'vitest'
import { buildMessage, createBot, LATER, NOON } from './contract-fixtures.ts'
import type { Store } from './store.ts'

export function testUnanswered(current: () => Store): void {
  const ask = async (bot: string, session: string, id: string): Promise<void> => {
    await current().conversations.accept(buildMessage(bot, session, id), NOON)
  }
  const answer = (id: string, conversation_id: string, answered: boolean): Promise<void> =>
    current().conversations.keepAnswer(
      { id: `answer to ${id}`, conversation_id, content: 'x', answered, status: 'complete', sources: [] },
      LATER,
    )
  /** In a conversation of its own. */
  const refuse = async (bot: string, id: string): Promise<void> => {
    await ask(bot, `session of ${id}`, id)
    await answer(id, `conversation of ${id}`, false)
  }
  const list = async (bot: string, limit = 10): Promise<string[]> =>
    (await current().unanswered.list(bot, limit)).map(({ id }) => id)

  describe('unanswered questions', () => {
    test('are those whose answer was a refusal, newest first, of one bot or of all', async () => {
      const store = current()
      for (const bot of ['a', 'b']) await createBot(store, bot)
      await ask('a', 's', '1')
      await answer('1', 'conversation of 1', true)
      await ask('a', 's', '2')
      await store.conversations.refund('2')
      await ask('a', 's', '3')
      await answer('3', 'conversation of 1', false)
      await refuse('b', '4')
      await refuse('a', '5')

      expect(await store.unanswered.list('a', 10)).toEqual([
        { id: '5', bot_id: 'a', conversation_id: 'conversation of 5', content: 'question 5', asked_at: NOON },
        { id: '3', bot_id: 'a', conversation_id: 'conversation of 1', content: 'question 3', asked_at: NOON },
      ])
      expect((await store.unanswered.listAll(2)).map(({ id }) => id)).toEqual(['5', '4'])
      expect(await list('a', 1)).toEqual(['5'])
    })

    test('a refused question is the one before its refusal, not one that failed', async () => {
      const store = current()
      await createBot(store, 'a')
      await ask('a', 's', '1')
      await ask('a', 's', '2')
      await store.conversations.refund('2')
      await answer('1', 'conversation of 1', false)
      expect(await list('a')).toEqual(['1'])
    })

    test('settled ones are gone, until they are opened again; asked once more it is a new one', async () => {
      const store = current()
      for (const bot of ['a', 'b']) await createBot(store, bot)
      for (const id of ['1', '2', '3']) await refuse('a', id)
      expect(await store.unanswered.settle('b', ['1'], 'dismissed', LATER)).toBe(0)
      expect(await store.unanswered.settle('a', ['1', '2', 'none'], 'dismissed', LATER)).toBe(2)
      expect(await list('a')).toEqual(['3'])
      expect((await store.unanswered.findOpen('a', ['1', '3'])).map(({ id }) => id)).toEqual(['3'])
      expect(await store.unanswered.findOpen('b', ['3'])).toEqual([])

      expect(await store.unanswered.settle('a', ['2'], null, LATER)).toBe(1)
      await store.unanswered.settle('a', ['3'], 'answered', LATER)
      await refuse('a', '4')
      expect(await list('a')).toEqual(['4', '2'])
    })

    test('go with their bot', async () => {
      const store = current()
      await createBot(store, 'a')
      await refuse('a', '1')
      await store.bots.delete('a')
      expect(await store.unanswered.listAll(10)).toEqual([])
    })
  })
}
