import { describe, expect, test } from 'vitest'
import { buildMessage, createBot, LATER, NOON } from './contract-fixtures.ts'
import type { Store } from './store.ts'

export function testSightings(current: () => Store): void {
  const note = (bot_id: string, host: string, seen_at: string, maxHosts = 10, mayReplace = true) =>
    current().sightings.note({ bot_id, host, seen_at }, maxHosts, mayReplace)

  describe('sightings', () => {
    test('a host is kept once with its latest time, latest host first, for its own bot', async () => {
      for (const id of ['a', 'b']) await createBot(current(), id)
      await note('a', 'shop.example', NOON)
      await note('a', 'blog.example', NOON)
      await note('a', 'shop.example', LATER)
      await note('b', 'other.example', NOON)
      expect(await current().sightings.list('a')).toEqual([
        { bot_id: 'a', host: 'shop.example', seen_at: LATER },
        { bot_id: 'a', host: 'blog.example', seen_at: NOON },
      ])
      const latest = await current().sightings.listLatest()
      expect(latest.map(({ bot_id, host }) => `${bot_id} ${host}`).toSorted()).toEqual([
        'a shop.example',
        'b other.example',
      ])
    })

    test('past the bound the longest unseen are forgotten', async () => {
      await createBot(current(), 'a')
      for (let minute = 1; minute <= 5; minute++) {
        await note('a', `shop-${minute}.example`, `2026-03-01T12:0${minute}:00.000Z`, 3)
      }
      expect((await current().sightings.list('a')).map(({ host }) => host)).toEqual([
        'shop-5.example',
        'shop-4.example',
        'shop-3.example',
      ])
    })

    test('past the bound a host that may not take a place leaves the others there', async () => {
      await createBot(current(), 'a')
      for (const host of ['one.example', 'two.example', 'three.example']) await note('a', host, NOON, 2, false)
      await note('a', 'one.example', LATER, 2, false)
      expect(await current().sightings.list('a')).toEqual([
        { bot_id: 'a', host: 'one.example', seen_at: LATER },
        { bot_id: 'a', host: 'two.example', seen_at: NOON },
      ])
    })

    test('go with their bot, and a bot that is gone is not seen', async () => {
      await createBot(current(), 'a')
      await note('a', 'shop.example', NOON)
      await current().bots.delete('a')
      await note('a', 'shop.example', LATER)
      expect(await current().sightings.listLatest()).toEqual([])
    })
  })

  test('the newest conversation of each bot tells when it was last asked', async () => {
    for (const id of ['a', 'b', 'c']) await createBot(current(), id)
    await current().conversations.accept(buildMessage('a', 'visitor 1', '1'), LATER)
    await current().conversations.accept(buildMessage('a', 'visitor 2', '2'), NOON)
    await current().conversations.accept(buildMessage('b', 'visitor 1', '3'), NOON)
    expect(await current().conversations.listLatest()).toEqual(
      new Map([
        ['a', LATER],
        ['b', NOON],
      ]),
    )
  })
}
