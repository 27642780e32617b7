import { expect, test } from 'vitest'
import { createQuoteWriter } from './quote-writer.ts'

const BAKERY = 'We bake at night. The mill is closed in August. A loaf costs four euros.'

type Asked = { cosines?: Record<string, number>; heading?: string; before?: string; text?: string }

async function ask(question: string, asked: Asked = {}): Promise<string> {
  const { cosines = {}, heading = 'Bread', before, text = BAKERY } = asked

  const chunk = {
    id: 1,
    source_id: 's',
    source_type: 'url' as const,
    index: 0,
    title: 'Bakery',
    url: null,
    heading_path: [heading],
    text,
    relevance: 0.9,
    cosines: new Map(Object.entries(cosines)),
  }
  const request = {
    bot: { name: 'Bot', fallback_message: '' },
    question,
    recent: before === undefined ? [] : [{ role: 'user' as const, content: before }],
    chunks: [chunk],
  }
  let answer = ''
  const say = (text: string) => void (answer += text)
  await createQuoteWriter().write(request, say, new AbortController().signal, { ask: async () => false })
  return answer
}

test('quotes the sentence that holds the words and the kind asked for', async () => {
  expect(await ask('When is the mill closed?')).toBe('The mill is closed in August.')
})

test('quotes the sentence that is nearest where no words are shared', async () => {
  const cosines = { 'Bread\nWe bake at night.': 0.7, 'Bread\nThe mill is closed in August.': 0.1 }
  expect(await ask('Are your rolls fresh?', { cosines })).toBe('We bake at night.')
})

test('shows the name that stands above to those who ask who', async () => {
  expect(await ask('Who bakes at night?', { heading: 'Maria Huber' })).toBe('**Maria Huber**\n\nWe bake at night.')
  expect(await ask('When do you bake at night?', { heading: 'Maria Huber' })).toBe('We bake at night.')
})

test('a question that names no subject is about what was asked before', async () => {
  const text = 'A loaf costs four euros. A guided tour of the mill costs ninety euros.'
  expect(await ask('Was kostet das?', { before: 'Are there guided mill tours?', text })).toBe(
    'A guided tour of the mill costs ninety euros.',
  )
})

test.each([
  ['the same in other words', 'can I buy a gift voucher', 'Yes, from €20.'],
  ['something else of it', 'Is there a voucher for the museum?', '**Do you sell gift vouchers?**\n\nYes, from €20.'],
])('a question that stands above its answer is not said back to who asks %s', async (_name, question, expected) => {
  expect(await ask(question, { heading: 'Do you sell gift vouchers?', text: 'Yes, from €20.' })).toBe(expected)
})
