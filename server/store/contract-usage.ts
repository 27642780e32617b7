import { describe, expect, test } from 'vitest'
import { buildMessage, createBot, LATER, MARCH, NOON } from './contract-fixtures.ts'
import type { Store } from './store.ts'

export function testUsage(current: () => Store): void {
  const nothing = { prompt: 0, completion: 0, costMicroUsd: 0, reservedMicroUsd: 0 }
  const accept = (bot: string, month = MARCH) =>
    current().conversations.accept(buildMessage(bot, 's', `${bot} ${month}`, month), NOON)
  const find = async (bot: string, month = MARCH) => (await current().usage.list(month)).get(bot)

  describe('the monthly budget', () => {
    test('of 200 calls at once pays for as many as it holds, to the last millionth', async () => {
      const { usage } = current()
      await createBot(current(), 'a', { budget_micro_usd: 1007 })
      await accept('a')
      const paid = await Promise.all(Array.from({ length: 200 }, () => usage.reserve('a', MARCH, 10)))
      expect(paid.filter(Boolean)).toHaveLength(100)
      expect(await find('a')).toMatchObject({ cost_micro_usd: 1000, budget_used_up: true })
      expect(await usage.reserve('a', MARCH, 7)).toBe(true)
      expect(await find('a')).toMatchObject({ cost_micro_usd: 1007, budget_used_up: false })
    })

    test('is no longer used up once it was changed', async () => {
      const { usage, bots } = current()
      for (const id of ['a', 'b']) {
        await createBot(current(), id, { budget_micro_usd: 10 })
        await accept(id)
        expect(await usage.reserve(id, MARCH, 11)).toBe(false)
      }
      await bots.update('a', { name: 'Anna' }, LATER)
      expect(await find('a')).toMatchObject({ budget_used_up: true })
      await bots.update('a', { budget_micro_usd: 20 }, LATER)
      expect(await find('a')).toMatchObject({ budget_used_up: false })
      expect(await find('b')).toMatchObject({ budget_used_up: true })
    })

    test('gets back what a call did not cost', async () => {
      const { usage } = current()
      await createBot(current(), 'a', { budget_micro_usd: 100 })
      expect(await usage.reserve('a', MARCH, 100)).toBe(true)
      expect(await usage.reserve('a', MARCH, 1)).toBe(false)
      const spent = { prompt: 20, completion: 5, costMicroUsd: 40, reservedMicroUsd: 100 }
      expect(await usage.settle('a', MARCH, spent)).toBe(40)
      expect(await find('a')).toMatchObject({ prompt_tokens: 20, completion_tokens: 5, cost_micro_usd: 40 })
      expect(await usage.reserve('a', MARCH, 60)).toBe(true)
    })

    test('a settlement whose reservation is gone takes nothing below zero', async () => {
      await createBot(current(), 'a')
      await current().usage.settle('a', MARCH, { ...nothing, reservedMicroUsd: 50 })
      expect(await find('a')).toMatchObject({ cost_micro_usd: 0 })
    })

    test('each month and each bot has its own; without one, or a bot, nothing is paid for', async () => {
      const { usage, bots } = current()
      for (const id of ['a', 'b']) await createBot(current(), id, { budget_micro_usd: 10 })
      expect(await usage.reserve('a', MARCH, 10)).toBe(true)
      expect(await usage.reserve('b', MARCH, 10)).toBe(true)
      expect(await usage.reserve('a', '2026-04', 10)).toBe(true)
      expect(await usage.reserve('gone', MARCH, 1)).toBe(false)
      await bots.update('a', { budget_micro_usd: null }, LATER)
      expect(await usage.reserve('a', '2026-05', 1)).toBe(false)
    })

    test('can be set, changed and taken away, each over what was last seen', async () => {
      const { bots } = current()
      await createBot(current(), 'a')
      const change = async (budget_micro_usd: number | null, seen: number | null) =>
        (await bots.update('a', { budget_micro_usd }, LATER, { budget_micro_usd: seen }))?.budget_micro_usd
      expect(await change(5, null)).toBe(5)
      await expect(change(7, null)).rejects.toMatchObject({ code: 'conflict' })
      expect(await change(null, 5)).toBeNull()
    })
  })

  test('the latest month of a bot is what is told of it', async () => {
    await createBot(current(), 'a')
    await accept('a', '2026-02')
    expect(await find('a')).toBeUndefined()
    await accept('a', '2026-04')
    expect(await find('a')).toMatchObject({ messages: 1 })
  })

  test('each warning is claimed once in a month', async () => {
    const { usage } = current()
    await createBot(current(), 'a')
    for (const month of [MARCH, '2026-04']) {
      await accept('a', month)
      for (const of of ['limit', 'budget'] as const) {
        const claims = await Promise.all([1, 2, 3].map(() => usage.claimWarning('a', month, of)))
        expect(claims).toEqual([true, false, false])
      }
    }
    expect(await usage.claimWarning('gone', MARCH, 'limit')).toBe(false)
  })

  test('tokens add no messages, and nothing for a bot that is gone', async () => {
    await createBot(current(), 'a', { message_limit: 1 })
    await current().usage.settle('a', MARCH, { prompt: 100, completion: 20, costMicroUsd: 7, reservedMicroUsd: 0 })
    await current().usage.settle('gone', MARCH, { prompt: 100, completion: 20, costMicroUsd: 7, reservedMicroUsd: 0 })
    expect(await current().usage.countMessages(MARCH)).toEqual(new Map())
    expect(await current().conversations.accept(buildMessage('a', 's', '1'), NOON)).toBeDefined()
    await current().usage.settle('a', MARCH, { prompt: 100, completion: 20, costMicroUsd: 7, reservedMicroUsd: 0 })
    expect(await current().usage.countMessages(MARCH)).toEqual(new Map([['a', 1]]))
  })
}
