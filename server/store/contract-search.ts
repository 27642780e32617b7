import { describe, expect, test } from 'vitest'
import { readAll, toTime, useVisitors } from './contract-visitors.ts'
import type { Store } from './store.ts'

export function testSearch(current: () => Store): void {
  describe('a search of conversations', () => {
    const { ask, reply, search } = useVisitors(current)

    test('finds what visitors and bots wrote, and names the newest such message', async () => {
      await ask('one', 'Do you sell bread?')
      await reply('one', 'Yes, bread with sesame.')
      await ask('two', 'sesame bread?')
      await ask('one', 'Thank you')
      expect(await search('bread')).toEqual(['two', 'one'])
      const { items } = await current().transcripts.search('bread sesame', {}, undefined, 10)
      expect(items.map(({ id, found }) => [id, found])).toEqual([
        ['two', { id: 'message 3', role: 'user', content: 'sesame bread?', created_at: toTime(3) }],
        ['one', { id: 'message 2', role: 'assistant', content: 'Yes, bread with sesame.', created_at: toTime(2) }],
      ])
      expect(await search('sell sesame'), 'words of two messages').toEqual([])
    })

    test.each([
      ['opening', 'Your OPENING hours?', true],
      ['ope', 'Your opening hours?', true],
      ['hours open', 'Your opening hours?', true],
      ['ope hours', 'Your opening hours?', false],
      ['cafe', 'Is the Café open?', true],
      ['Café', 'is the cafe open?', true],
      ['Gaestehaus', 'Wo ist das Gästehaus?', true],
      ['strasse', 'Welche Straße?', true],
      ['5 kg', 'a sack of 5kg', true],
      ['営業', '明日の営業時間は何時ですか', true],
      ['業営', '明日の営業時間は何時ですか', false],
      ['เปิด', 'ร้านเปิดกี่โมง', true],
      ['مفتوح', 'هل المتجر مفتوح اليوم؟', true],
      ["don't", "I don't know", true],
      ['bread OR', 'bread', false],
      ['NOT bread', 'bread', false],
      ['bread -x', 'bread', false],
      ['"bread', 'bread', true],
      ['bread?!', 'bread', true],
      ['bre*', 'bread', true],
      ['bot : a', 'bread', false],
    ])('for %j in %j finds it: %j', async (words, content, isFound) => {
      await ask('one', content)
      expect(await search(words)).toEqual(isFound ? ['one'] : [])
    })

    test.each([
      ['"'],
      ['NEAR('],
      ['-x'],
      ['col:z'],
      ["'; DROP TABLE messages; --"],
      ['\0'],
      ['a\0b'],
      ['((((((((('],
      ['* *'],
      ['a AND'],
      ['^a'],
      ['{a b}: c'],
      ['\u{10D00}'],
      ['?!'],
      ['  '],
      ['😀'],
      ['x '.repeat(20_000)],
    ])('for %.20j breaks nothing', async (words) => {
      await ask('one', 'bread')
      expect(await search(words)).toEqual([])
      expect(await search('bread')).toEqual(['one'])
    })

    test('comes to every conversation once, however many of its messages match', async () => {
      for (let i = 0; i < 40; i++) await ask(`${i % 8}`, `bread ${i}`)
      const found = await readAll((after) => current().transcripts.search('bread', {}, after, 3))
      expect(found.map(({ id }) => id)).toEqual(['7', '6', '5', '4', '3', '2', '1', '0'])
    })

    test('comes to what is rare among very many matches', async () => {
      await ask('rare', 'bread')
      await reply('rare', 'I do not know.', false)
      for (let i = 0; i < 1_300; i++) await ask('busy', 'bread')
      const found = await readAll((after) => current().transcripts.search('bread', { unanswered: true }, after, 3))
      expect(found.map(({ id }) => id)).toEqual(['rare'])
    })
  })
}
