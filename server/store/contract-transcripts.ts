import { describe, expect, test } from 'vitest'
import { MARCH } from './contract-fixtures.ts'
import { readAll, toTime, useVisitors } from './contract-visitors.ts'
import type { Store } from './store.ts'

export function testTranscripts(current: () => Store): void {
  describe('transcripts', () => {
    const { ask, reply, list, search, setMinute } = useVisitors(current)

    describe('the list of conversations', () => {
      test('has the newest first, with what was said first and last', async () => {
        await ask('one', 'Do you sell bread?')
        await reply('one', 'Yes, every day.')
        await ask('two', 'And cake?', 'b')
        await reply('two', 'I do not know.', false)
        await ask('one', `Thanks ${'x'.repeat(400)}`)
        const { items, next } = await current().transcripts.list({}, undefined, 10)
        expect(next).toBeNull()
        expect(items).toEqual([
          {
            id: 'one',
            bot_id: 'a',
            bot_name: 'Bot a',
            first_text: 'Do you sell bread?',
            last_text: `Thanks ${'x'.repeat(293)}`,
            messages: 3,
            unanswered: 0,
            created_at: toTime(1),
            updated_at: toTime(5),
          },
          expect.objectContaining({
            id: 'two',
            bot_name: 'Bot b',
            messages: 2,
            unanswered: 1,
            last_text: 'I do not know.',
          }),
        ])
        expect(await current().transcripts.find('two')).toEqual(items[1])
        expect(await current().transcripts.find('three')).toBeUndefined()
      })

      test('holds those of one bot, or those with an unanswered question, or both', async () => {
        for (const [session, bot, answered] of [
          ['1', 'a', true],
          ['2', 'a', false],
          ['3', 'b', true],
          ['4', 'b', false],
        ] as const) {
          await ask(session, 'bread?', bot)
          await reply(session, 'cake', answered)
        }
        expect(await list()).toEqual(['4', '3', '2', '1'])
        expect(await list({ bot_id: 'a' })).toEqual(['2', '1'])
        expect(await list({ unanswered: true })).toEqual(['4', '2'])
        expect(await list({ bot_id: 'a', unanswered: true })).toEqual(['2'])
        expect(await search('bread', { bot_id: 'a' })).toEqual(['2', '1'])
        expect(await search('bread', { unanswered: true })).toEqual(['4', '2'])
        expect(await search('cake', { bot_id: 'b', unanswered: true })).toEqual(['4'])
        expect(await list({ bot_id: 'gone' })).toEqual([])
        expect(await search('bread', { bot_id: 'gone' })).toEqual([])
      })

      test('is read page by page, each conversation once, also of the same moment', async () => {
        for (let i = 0; i < 7; i++) {
          setMinute(0)
          await ask(`${i}`, 'bread')
        }
        const { transcripts } = current()
        const inPages = await readAll((after) => transcripts.list({}, after, 3))
        expect(inPages.map(({ id }) => id)).toEqual(['6', '5', '4', '3', '2', '1', '0'])
        const found = await readAll((after) => transcripts.search('bread', {}, after, 3))
        expect(found.map(({ id }) => id)).toEqual(['6', '5', '4', '3', '2', '1', '0'])
      })

      test('refuses a place to go on that it never named', async () => {
        const { transcripts } = current()
        await expect(transcripts.list({}, 'x', 10)).rejects.toMatchObject({ code: 'bad_input' })
        await expect(transcripts.search('x', {}, '-1', 10)).rejects.toMatchObject({ code: 'bad_input' })
        await expect(transcripts.listMessages('x', '1 OR 1', 10)).rejects.toMatchObject({ code: 'bad_input' })
      })
    })

    test('the messages of a conversation come oldest first, page by page', async () => {
      const first = await ask('one', 'bread?')
      await reply('one', 'Yes.')
      await ask('two', 'cake?')
      await ask('one', 'Thanks')
      await current().conversations.refund(first)
      const { transcripts } = current()
      const messagesOf = await readAll((after) => transcripts.listMessages('one', after, 2))
      expect(messagesOf).toEqual([
        expect.objectContaining({ role: 'user', content: 'bread?', status: 'failed', answered: null, sources: [] }),
        expect.objectContaining({ role: 'assistant', content: 'Yes.', answered: true, created_at: toTime(2) }),
        expect.objectContaining({ role: 'user', content: 'Thanks' }),
      ])
      expect((await transcripts.listMessages('gone', undefined, 2)).items).toEqual([])
    })

    describe('deleting', () => {
      test('one conversation leaves the others, and its words are not found', async () => {
        const message = await ask('one', 'bread?')
        await ask('two', 'bread?')
        expect(await current().transcripts.delete('one')).toBe(true)
        expect(await current().transcripts.delete('one')).toBe(false)
        expect(await list()).toEqual(['two'])
        expect(await search('bread')).toEqual(['two'])
        expect(await current().conversations.findMessage(message)).toBeUndefined()
        expect((await current().usage.countMessages(MARCH)).get('a'), 'the month keeps its count').toBe(2)
      })

      test('what is older takes the oldest first, of one bot or of all, and says how many', async () => {
        for (const [session, bot] of [
          ['1', 'a'],
          ['2', 'b'],
          ['3', 'a'],
          ['4', 'a'],
        ] as const) {
          await ask(session, 'bread', bot)
        }
        const { transcripts } = current()
        expect(await transcripts.countOlderThan(toTime(4), undefined)).toBe(3)
        expect(await transcripts.countOlderThan(toTime(4), 'a')).toBe(2)
        expect(await transcripts.deleteOlderThan(toTime(4), 'a', 1)).toBe(1)
        expect(await list()).toEqual(['4', '3', '2'])
        expect(await transcripts.deleteOlderThan(toTime(4), undefined, 10)).toBe(2)
        expect(await transcripts.deleteOlderThan(toTime(4), undefined, 10)).toBe(0)
        expect(await list()).toEqual(['4'])
        expect(await search('bread')).toEqual(['4'])
      })

      test('a bot takes the words of its conversations with it', async () => {
        await ask('one', 'bread', 'a')
        await ask('two', 'bread', 'b')
        await current().bots.delete('a')
        expect(await list()).toEqual(['two'])
        expect(await search('bread')).toEqual(['two'])
      })
    })
  })
}
