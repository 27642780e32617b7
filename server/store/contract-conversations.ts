import { describe, expect, test } from 'vitest'
import { buildMessage, createBot, LATER, MARCH, NOON } from './contract-fixtures.ts'
import type { Store } from './store.ts'

export function testConversations(current: () => Store): void {
  const answer = (id: string, conversationId: string) => ({
    id,
    conversation_id: conversationId,
    content: `answer ${id}`,
    answered: true,
    status: 'complete' as const,
    sources: [],
  })

  describe('conversations', () => {
    test('a session goes on in its own conversation, at one bot', async () => {
      const store = current()
      await createBot(store, 'a')
      await createBot(store, 'b')
      const first = await store.conversations.accept(buildMessage('a', 'session', '1'), NOON)
      expect(first).toMatchObject({ conversation_id: 'conversation of 1', recent: [] })
      await store.conversations.keepAnswer(answer('1a', 'conversation of 1'), NOON)

      expect(await store.conversations.accept(buildMessage('a', 'session', '2'), LATER)).toMatchObject({
        conversation_id: 'conversation of 1',
        recent: [
          { role: 'user', content: 'question 1' },
          { role: 'assistant', content: 'answer 1a' },
        ],
      })
      expect(await store.conversations.accept(buildMessage('b', 'session', '3'), LATER)).toMatchObject({ recent: [] })
      expect(await store.conversations.accept(buildMessage('a', 'other', '4'), LATER)).toMatchObject({ recent: [] })
    })

    test('the last ten messages are recent, oldest first, without refunded ones', async () => {
      const store = current()
      await createBot(store, 'a')
      for (let i = 1; i <= 12; i++) await store.conversations.accept(buildMessage('a', 's', `${i}`), NOON)
      await store.conversations.refund('12')
      const accepted = await store.conversations.accept(buildMessage('a', 's', '13'), NOON)
      expect(accepted?.recent.map((turn) => turn.content)).toEqual(
        Array.from({ length: 10 }, (_, i) => `question ${i + 2}`),
      )
    })

    test('an answer is kept with what it was made from', async () => {
      const store = current()
      await createBot(store, 'a')
      await store.conversations.accept(buildMessage('a', 's', '1'), NOON)
      const sources = [
        { title: 'FAQ', url: null, excerpt: 'We open', relevance: 0.91, text: 'We open at nine.', used: true },
      ]
      const cutOff = { ...answer('1a', 'conversation of 1'), answered: false, status: 'partial' as const, sources }
      await store.conversations.keepAnswer(cutOff, LATER)
      expect(await store.conversations.findMessage('1a')).toEqual({
        id: '1a',
        role: 'assistant',
        content: 'answer 1a',
        created_at: LATER,
        status: 'partial',
        answered: false,
        sources,
      })
      expect(await store.conversations.findMessage('1')).toMatchObject({ role: 'user', answered: null, sources: [] })
      expect(await store.conversations.findMessage('none')).toBeUndefined()
    })

    test('an answer for a bot deleted meanwhile is dropped in silence', async () => {
      const store = current()
      await createBot(store, 'a')
      await store.conversations.accept(buildMessage('a', 's', '1'), NOON)
      await store.bots.delete('a')
      await store.conversations.keepAnswer(answer('1a', 'conversation of 1'), LATER)
      expect(await store.conversations.findMessage('1a')).toBeUndefined()
    })

    test('a message accepted twice is a conflict and counts once', async () => {
      const store = current()
      await createBot(store, 'a')
      await store.conversations.accept(buildMessage('a', 's', '1'), NOON)
      const again = store.conversations.accept(buildMessage('a', 's', '1'), NOON)
      await expect(again).rejects.toMatchObject({ code: 'conflict' })
      expect(await store.usage.countMessages(MARCH)).toEqual(new Map([['a', 1]]))
    })
  })

  describe('the monthly limit', () => {
    test('of 40 messages at once with 10 left, 10 are accepted and nothing is kept of the others', async () => {
      const store = current()
      await createBot(store, 'a', { message_limit: 12 })
      for (const id of ['x', 'y']) await store.conversations.accept(buildMessage('a', 's', id), NOON)
      const ids = Array.from({ length: 40 }, (_, i) => `${i}`)
      const accepted = await Promise.all(
        ids.map((id) => store.conversations.accept(buildMessage('a', `session ${id}`, id), NOON)),
      )
      expect(accepted.filter((result) => result !== undefined)).toHaveLength(10)
      const kept = await Promise.all(ids.map((id) => store.conversations.findMessage(id)))
      expect(kept.filter((message) => message !== undefined)).toHaveLength(10)
      expect(await store.usage.countMessages(MARCH)).toEqual(new Map([['a', 12]]))
    })

    test('zero accepts none, and neither does a bot that is gone', async () => {
      const store = current()
      await createBot(store, 'a', { message_limit: 0 })
      expect(await store.conversations.accept(buildMessage('a', 's', '1'), NOON)).toBeUndefined()
      await store.usage.settle('a', MARCH, { prompt: 1, completion: 1, costMicroUsd: 7, reservedMicroUsd: 0 })
      expect(await store.conversations.accept(buildMessage('a', 's', '1'), NOON)).toBeUndefined()
      expect(await store.conversations.accept(buildMessage('gone', 's', '2'), NOON)).toBeUndefined()
    })

    test('a changed limit counts at once; each month and each bot has its own', async () => {
      const store = current()
      await createBot(store, 'a', { message_limit: 1 })
      await createBot(store, 'b', { message_limit: 1 })
      const accept = async (bot: string, id: string, month = MARCH) =>
        (await store.conversations.accept(buildMessage(bot, 's', id, month), NOON)) !== undefined
      expect(await accept('a', '1')).toBe(true)
      expect(await accept('a', '2')).toBe(false)
      expect(await accept('b', '3')).toBe(true)
      await store.bots.update('a', { message_limit: 2 }, LATER)
      expect(await accept('a', '4')).toBe(true)
      await store.bots.update('a', { message_limit: 1 }, LATER)
      expect(await accept('a', '5')).toBe(false)
      expect(await accept('a', '6', '2026-04')).toBe(true)
      expect(await store.usage.countMessages('2026-04')).toEqual(new Map([['a', 1]]))
    })

    test('a clock that is set back gives no month anew', async () => {
      const store = current()
      await createBot(store, 'a', { message_limit: 2 })
      const accept = (id: string, month: string) => store.conversations.accept(buildMessage('a', 's', id, month), NOON)
      expect(await accept('1', '2027-01')).toMatchObject({ month: '2027-01', taken: 1 })
      expect(await accept('2', '2026-12')).toMatchObject({ month: '2027-01', taken: 2 })
      expect(await accept('3', '2026-12')).toBeUndefined()
      expect(await accept('4', '2025-01')).toBeUndefined()
      expect((await store.usage.list('2026-12')).get('a')?.messages).toBe(2)
      await store.conversations.refund('2')
      expect(await accept('5', '2026-12')).toMatchObject({ month: '2027-01', taken: 2 })
      expect(await accept('6', '2027-02')).toMatchObject({ month: '2027-02', taken: 1 })
    })

    test('a refund goes back once, to the month it was taken from', async () => {
      const store = current()
      await createBot(store, 'a', { message_limit: 1 })
      await createBot(store, 'b')
      await store.conversations.accept(buildMessage('a', 's', '1', '2026-02'), NOON)
      for (const id of ['2', '3']) await store.conversations.accept(buildMessage('b', 's', id, '2026-02'), NOON)
      await store.conversations.accept(buildMessage('a', 's', '4', MARCH), NOON)
      await Promise.all(['1', '1', '2', '2', 'none'].map((id) => store.conversations.refund(id)))

      expect(await store.usage.countMessages('2026-02')).toEqual(new Map([['b', 1]]))
      expect(await store.usage.countMessages(MARCH)).toEqual(new Map([['a', 1]]))
      expect(await store.conversations.findMessage('1')).toMatchObject({ status: 'failed' })
    })

    test('an answer is not refunded', async () => {
      const store = current()
      await createBot(store, 'a')
      await store.conversations.accept(buildMessage('a', 's', '1'), NOON)
      await store.conversations.keepAnswer(answer('1a', 'conversation of 1'), NOON)
      await store.conversations.refund('1a')
      expect(await store.conversations.findMessage('1a')).toMatchObject({ status: 'complete' })
      expect(await store.usage.countMessages(MARCH)).toEqual(new Map([['a', 1]]))
    })
  })
}
