import { describe, expect, test } from 'vitest'
import {
  buildBot,
  buildMessage,
  createBot,
  LATER,
  MARCH,
  NOON,
  queueText,
  toKeyHash,
  train,
} from './contract-fixtures.ts'
import type { Store } from './store.ts'

export function testBots(current: () => Store): void {
  describe('bots', () => {
    test('a bot comes back as it was created, oldest first', async () => {
      const b = buildBot('b', {
        show_button_text: false,
        avatar_file: 'b-1',
        relevance_cut: 0.45,
        allowed_origins: ['https://b.example'],
      })
      await createBot(current(), 'a')
      await current().bots.create(b, toKeyHash('b'))

      expect(await current().bots.find('b')).toEqual({ ...b, key_sealed: expect.any(Uint8Array) })
      expect((await current().bots.list()).map((bot) => bot.id)).toEqual(['a', 'b'])
      expect(await current().bots.find('c')).toBeUndefined()
    })

    test('a key opens its own bot alone, and the old one nothing once it is replaced', async () => {
      await createBot(current(), 'a')
      await createBot(current(), 'b')
      expect(await current().bots.findByKey('a', toKeyHash('a'))).toMatchObject({ id: 'a' })
      expect(await current().bots.findByKey('a', toKeyHash('b'))).toBeUndefined()

      const key = { hash: toKeyHash('new'), sealed: Buffer.from('new seal') }
      const changed = await current().bots.replaceKey('a', key, LATER)
      expect(Buffer.from(changed?.key_sealed ?? []).toString()).toBe('new seal')
      expect(await current().bots.findByKey('a', toKeyHash('a'))).toBeUndefined()
      expect(await current().bots.findByKey('a', toKeyHash('new'))).toMatchObject({ id: 'a', updated_at: LATER })
    })

    test('a change touches the fields it names', async () => {
      await createBot(current(), 'a')
      const changed = await current().bots.update(
        'a',
        { name: 'Lena', show_button_text: false, relevance_cut: 0.5 },
        LATER,
      )
      expect(changed).toMatchObject({
        name: 'Lena',
        show_button_text: false,
        relevance_cut: 0.5,
        welcome_message: 'Hello',
        updated_at: LATER,
      })
      expect(await current().bots.replaceAvatar('a', 'a-2', LATER)).toMatchObject({ name: 'Lena', avatar_file: 'a-2' })
      expect(await current().bots.update('gone', { name: 'x' }, LATER)).toBeUndefined()
    })

    test('a change is refused where another came first, and only there', async () => {
      await createBot(current(), 'a')
      const { name, welcome_message } = buildBot('a')
      const mine = (wanted: string) => current().bots.update('a', { name: wanted }, LATER, { name, welcome_message })
      await current().bots.update('a', { welcome_message: 'Good day', show_button_text: false }, LATER)
      expect(await mine('Lena')).toMatchObject({ name: 'Lena', welcome_message: 'Good day' })
      await expect(mine('Mara')).rejects.toMatchObject({ code: 'conflict' })
      expect(await mine('Lena')).toMatchObject({ name: 'Lena' })

      const [none, one] = [{ allowed_origins: [] }, { allowed_origins: ['https://a.example'] }]
      expect(await current().bots.update('a', one, LATER, none)).toMatchObject(one)
      await expect(
        current().bots.update('a', { allowed_origins: ['https://b.example'] }, LATER, none),
      ).rejects.toThrow()

      const on = { show_button_text: true }
      expect(await current().bots.update('a', on, LATER, { show_button_text: false })).toMatchObject(on)
      expect(await current().bots.update('gone', { name: 'x' }, LATER, { name })).toBeUndefined()
    })

    test('an id or a key used twice is a conflict', async () => {
      await createBot(current(), 'a')
      await expect(current().bots.create(buildBot('a'), toKeyHash('x'))).rejects.toMatchObject({ code: 'conflict' })
      await expect(current().bots.create(buildBot('x'), toKeyHash('a'))).rejects.toMatchObject({ code: 'conflict' })
    })

    test('one that is marked as deleted is gone for everyone, until its rows go too', async () => {
      await createBot(current(), 'a', { avatar_file: 'picture' })
      await queueText(current(), 'a', 'left')
      await current().conversations.accept(buildMessage('a', 's', 'left'), NOON)
      await current().conversations.keepAnswer(
        {
          id: 'no',
          conversation_id: 'conversation of left',
          content: '-',
          answered: false,
          status: 'complete',
          sources: [],
        },
        NOON,
      )
      const show = async () => ({
        sources: (await current().sources.listAll()).length,
        listed: (await current().transcripts.list({}, undefined, 9)).items.length,
        found: (await current().transcripts.search('question', {}, undefined, 9)).items.length,
        unanswered: (await current().unanswered.listAll(9)).length,
      })
      expect(await show()).toEqual({ sources: 1, listed: 1, found: 1, unanswered: 1 })
      expect(await current().bots.mark('a', LATER)).toMatchObject({ id: 'a' })
      expect(await show()).toEqual({ sources: 0, listed: 0, found: 0, unanswered: 0 })
      expect(await current().bots.mark('a', LATER)).toBeUndefined()
      expect(await current().bots.list()).toEqual([])
      expect(await current().bots.find('a')).toBeUndefined()
      expect(await current().bots.findByKey('a', toKeyHash('a'))).toBeUndefined()
      expect(await current().bots.update('a', { name: 'x' }, LATER)).toBeUndefined()
      expect(await current().conversations.accept(buildMessage('a', 's', 'm'), NOON)).toBeUndefined()
      await expect(queueText(current(), 'a', '1')).rejects.toMatchObject({ code: 'not_found' })
      expect(await current().bots.listMarked()).toEqual([expect.objectContaining({ id: 'a', avatar_file: 'picture' })])
      await current().bots.delete('a')
      expect(await current().bots.listMarked()).toEqual([])
    })

    test('a deleted bot takes everything of its own with it and nothing of others', async () => {
      for (const id of ['a', 'b']) {
        await createBot(current(), id)
        await train(current(), id, `source of ${id}`, [
          { index: 0, heading_path: [], text: 'bread', vectors: [], passages: [] },
        ])
        await current().conversations.accept(buildMessage(id, 'session', `message of ${id}`), NOON)
      }
      expect(await current().bots.delete('a')).toBe(true)
      expect(await current().bots.delete('a')).toBe(false)

      expect((await current().sources.listAll()).map((source) => source.bot_id)).toEqual(['b'])
      expect(await current().conversations.findMessage('message of a')).toBeUndefined()
      expect(await current().conversations.findMessage('message of b')).toBeDefined()
      expect([...(await current().usage.countMessages(MARCH)).keys()]).toEqual(['b'])
      expect(await current().knowledge.findByTerms('a', ['bread'], 5)).toEqual({
        total: 0,
        documentCounts: [0],
        hits: [],
      })
      expect((await current().knowledge.findByTerms('b', ['bread'], 5)).hits).toHaveLength(1)
    })
  })
}
