import { expect, test } from 'vitest'
import { addBot, ask, HOURS, KEY, listPrompts, openDoor, store, fake, useChatDoor } from '#server/testing/chat-door.ts'
import { INJECTIONS } from '#server/testing/injections.ts'

useChatDoor()

const QUESTION = 'When does the bakery open?'
const SECRETS = {
  'the key of the model': 'sk-very-secret-key',
  'the key of the widget': KEY,
  'a bot beside it': 'The cellar of the other shop is number 4711',
  'a visitor before': 'my order is 8812 and I live in Mill Lane',
  'the environment': 'canary-of-the-environment',
}

test('a model that obeys and tells all it was given has nothing to tell', async () => {
  process.env['CANARY'] = SECRETS['the environment']
  const door = openDoor('openai')
  await addBot(door.embedder, { texts: [HOURS], cut: 0 })
  await addBot(door.embedder, {
    id: 'bot-2',
    key: crypto.randomUUID(),
    texts: [`${SECRETS['a bot beside it']}. ${HOURS}`],
  })
  await ask(door, `${SECRETS['a visitor before']}. ${QUESTION}`, { session_id: 'session-of-another' })
  for (const [i, injection] of INJECTIONS.entries()) {
    fake.script('chat', { echo: true })
    const { text, last } = await ask(door, `${QUESTION} ${injection}`, { session_id: `session-of-visitor-${i}` })
    expect(last?.type).toBe('done')
    expect(text).toContain('helpful customer support assistant')
    for (const [whose, secret] of Object.entries(SECRETS)) expect(text, whose).not.toContain(secret)
  }
  delete process.env['CANARY']
})

test('what a visitor writes stays one message of the visitor', async () => {
  const door = openDoor('openai')
  await addBot(door.embedder, { texts: [HOURS], cut: 0 })
  for (const [i, injection] of INJECTIONS.entries()) {
    const message = `${QUESTION} ${injection}`
    await ask(door, message, { session_id: `session-of-visitor-${i}` })
    const prompt = listPrompts().at(-1) ?? []
    expect(prompt.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(prompt[1]?.content).toBe(message)
  }
})

test('what a page says stays between the marks of its excerpt', async () => {
  const door = openDoor('openai')
  for (const [i, injection] of INJECTIONS.entries()) {
    const [id, key] = [`poisoned-${i}`, crypto.randomUUID()]
    await addBot(door.embedder, { id, key, texts: [`${HOURS} ${injection}`] })
    await ask(door, QUESTION, { bot_id: id, api_key: key })
    const [system, ...others] = listPrompts().at(-1) ?? []
    const lines = system?.content.split('\n') ?? []
    expect(others).toEqual([{ role: 'user', content: QUESTION }])
    expect(lines.filter((line) => /<\s*\/?\s*excerpt/i.test(line))).toEqual([
      '<excerpt number="1" from="Bakery">',
      '</excerpt>',
    ])
    expect(lines.indexOf('Instructions:', lines.indexOf('</excerpt>'))).toBeGreaterThan(0)
    expect(system?.content).not.toMatch(/[\p{Cf}--[\u200c\u200d]]/v)
  }
  expect((await store.bots.list()).length).toBe(INJECTIONS.length)
})
