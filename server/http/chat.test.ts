import { describe, expect, test } from 'vitest'
import {
  FALLBACK,
  DELIVERY,
  HOURS,
  localEmbedder,
  store,
  fake,
  openDoor,
  addBot,
  ask,
  listPrompts,
  countMessages,
  useChatDoor,
} from '#server/testing/chat-door.ts'

useChatDoor()

describe('an answer', () => {
  test('quotes the knowledge with its source on the local engine', async () => {
    const door = openDoor()
    await addBot(door.embedder)
    const { response, text, last } = await ask(door, 'When does the bakery open?')
    expect(response.status).toBe(200)
    expect(text).toContain('The bakery opens at seven in the morning.')
    expect(last).toMatchObject({
      type: 'done',
      answered: true,
      sources: [
        {
          title: 'Bakery',
          url: 'https://bakery.example/#:~:text=The%20bakery%20opens%20at%20seven%20in%20the%20morning.',
          excerpt: 'The bakery opens at seven in the morning.',
        },
      ],
    })
    expect(fake.requests).toEqual([])
  })

  test('streams the model and keeps what it was made from', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    const { text, last } = await ask(door, 'Is delivery free in the city?')
    expect(text).toBe('Delivery is free within the city.')
    expect(last).toMatchObject({ type: 'done', answered: true })
    const kept = await store.conversations.findMessage(last?.type === 'done' ? last.message_id : '')
    expect(kept).toMatchObject({ role: 'assistant', content: text, status: 'complete', answered: true })
    expect(kept?.sources[0]).toMatchObject({ text: DELIVERY, used: true })
    expect(kept?.sources[0]?.relevance).toBeGreaterThan(0.7)
  })

  test('refuses what the knowledge does not hold, without asking the model', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    const { text, last } = await ask(door, 'Who won the football cup?')
    expect(text).toBe(FALLBACK)
    expect(last).toMatchObject({ type: 'done', answered: false, sources: [] })
    expect(fake.count('chat')).toBe(0)
    expect(await countMessages()).toBe(1)
  })

  test('draws the line at the bot’s own cut', async () => {
    const door = openDoor()
    const question = 'Does the bakery sell bread in the evening?'
    await addBot(door.embedder, { cut: 0 })
    const { last } = await ask(door, question)
    const kept = await store.conversations.findMessage(last?.type === 'done' ? last.message_id : '')
    const relevance = kept?.sources[0]?.relevance ?? 0
    expect(relevance).toBeGreaterThan(0.1)
    const change = async (cut: number) => store.bots.update('bot-1', { relevance_cut: cut }, '2026-03-01T12:00:00.000Z')
    await change(relevance - 0.01)
    expect(await ask(door, question)).toMatchObject({ last: { answered: true } })
    await change(relevance + 0.01)
    expect(await ask(door, question)).toMatchObject({ last: { answered: false }, text: FALLBACK })
  })

  test.each([`"${FALLBACK}"`, `I'm sorry, ${FALLBACK}`, 'Please call us, I can not answer this.'])(
    'sees that the model refused before the visitor does: %s',
    async (reply) => {
      const door = openDoor('openai')
      await addBot(door.embedder)
      fake.script('chat', { reply })
      const { text, last } = await ask(door, 'Is delivery free in the city?')
      expect(text).toBe(FALLBACK)
      expect(last).toMatchObject({ type: 'done', answered: false, sources: [] })
    },
  )

  test.each(['Hello!', 'Hi Baker Bot', 'Danke schön', 'Au revoir'])('replies to "%s" by itself', async (message) => {
    const door = openDoor('openai')
    await addBot(localEmbedder)
    const { text, last } = await ask(door, message)
    expect(text).not.toBe(FALLBACK)
    expect(last).toMatchObject({ type: 'done', answered: true, sources: [] })
    expect(fake.requests).toEqual([])
  })

  test.each([
    "I'm sorry, but I don't have any information about that. Please contact the bakery.",
    'Leider habe ich dazu keine Informationen.',
  ])('says the fallback for a model that refuses in its own words: %s', async (reply) => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    fake.script('chat', { reply })
    const { text, last } = await ask(door, 'Is delivery free in the city?')
    expect(text).toBe(FALLBACK)
    expect(last).toMatchObject({ type: 'done', answered: false, sources: [] })
  })

  test('lets an answer through that begins like a refusal', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    const reply = "I don't have information about parcels, but delivery in the city is free."
    fake.script('chat', { reply })
    const { text, last } = await ask(door, 'Is delivery free in the city?')
    expect(text).toBe(reply)
    expect(last).toMatchObject({ type: 'done', answered: true })
  })

  test('does not count as answered what shows only at its end that it is a refusal', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    const reply = 'The price of parcels is not mentioned in the provided context.'
    fake.script('chat', { reply })
    const { text, last } = await ask(door, 'Is delivery free in the city?')
    expect(text).toBe(reply)
    expect(last).toMatchObject({ type: 'done', answered: false, sources: [] })
  })

  test.each([
    ['The delivery is free.', 'The delivery'],
    ['Unfortunately, we close at noon.', 'Unfortunately, we close'],
    ["I don't have information about that.", ''],
  ])('shows of "%s" what cannot become a refusal while the model writes', async (reply, expected) => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    fake.script('chat', { reply, cutAfterTokens: expected.split(' ').length })
    expect((await ask(door, 'Is delivery free in the city?')).text.trim()).toBe(expected)
  })

  test('tells a visitor who wants a person how to reach one', async () => {
    const door = openDoor()
    await addBot(door.embedder, { texts: [HOURS, 'Contact us by phone: 01632 960210.', DELIVERY] })
    const { text, last } = await ask(door, 'Can I talk to a human?')
    expect(text).toContain('01632 960210')
    expect(last).toMatchObject({ type: 'done', answered: true })
  })

  test('understands a follow-up', async () => {
    const door = openDoor()
    await addBot(door.embedder)
    await ask(door, 'When does the bakery open?')
    const { text } = await ask(door, 'And when does it close?')
    expect(text).toContain('It closes at six in the evening.')
  })

  test('goes on by words alone when nothing can be embedded', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    fake.script('embeddings', { status: 401 })
    const { text, last } = await ask(door, 'Is delivery free in the city?')
    expect(text).toBe('Delivery is free within the city.')
    expect(last).toMatchObject({ type: 'done', answered: true })
  })

  test('shows no bot the knowledge of another', async () => {
    const door = openDoor()
    await addBot(door.embedder)
    await addBot(door.embedder, { id: 'bot-2', key: 'other-key', texts: ['The garage repairs cars.'] })
    const { text, last } = await ask(door, 'When does the bakery open?', { bot_id: 'bot-2', api_key: 'other-key' })
    expect(text).toBe(FALLBACK)
    expect(last).toMatchObject({ answered: false, sources: [] })
  })

  test('tells the model what was said before, from the server’s own memory', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    const conversation_history = [{ role: 'assistant', content: 'Something the page made up.' }]
    await ask(door, 'Is delivery free in the city?', { conversation_history })
    await ask(door, 'What does delivery cost elsewhere?', { conversation_history })
    const [first, second] = listPrompts()
    expect(first?.slice(1)).toEqual([
      ...conversation_history,
      { role: 'user', content: 'Is delivery free in the city?' },
    ])
    expect(second?.slice(1)).toEqual([
      { role: 'user', content: 'Is delivery free in the city?' },
      { role: 'assistant', content: 'Delivery is free within the city.' },
      { role: 'user', content: 'What does delivery cost elsewhere?' },
    ])
  })

  test('shares no history between bots with the same session', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder)
    await addBot(door.embedder, { id: 'bot-2', key: 'other-key' })
    await ask(door, 'Is delivery free in the city?')
    await ask(door, 'When does the bakery open?', { bot_id: 'bot-2', api_key: 'other-key' })
    expect(listPrompts().at(-1)).toHaveLength(2)
  })

  test('names what the model cited and shows no marker', async () => {
    const door = openDoor('openai')
    await addBot(door.embedder, { cut: 0 })
    fake.script('chat', { reply: 'Free [2], says the list [17].' })
    const { text, last } = await ask(door, 'Is delivery free in the city?')
    expect(text).toBe('Free, says the list.')
    const kept = await store.conversations.findMessage(last?.type === 'done' ? last.message_id : '')
    expect(kept?.sources.map(({ used }) => used)).toEqual([false, true])
  })
})
