import { describe, expect, test } from 'vitest'
import type { Embedder } from '#server/models/models.ts'
import { embedChunks, type Readings, toReadings } from './embed-chunks.ts'

const { signal } = new AbortController()
const CHUNK_TOKENS = 500
const countTokens = (text: string): number => text.split(/\s+/).length
const buildEmbedder = (changes: Partial<Embedder> = {}): Embedder => ({
  id: 'test:2',
  maxTokens: 30,
  countTokens,
  embed: async (texts) => texts.map(() => Float32Array.of(1, 0)),
  ...changes,
})
const buildChunk = (text: string) => ({ index: 0, heading_path: ['Prices'], text })

describe('toReadings', () => {
  test('an embedder that reads a whole chunk reads it as it is', () => {
    const embedder = buildEmbedder({ maxTokens: 8000 })
    expect(toReadings(buildChunk('Bread costs €4 a loaf.'), 'Shop', embedder, CHUNK_TOKENS)).toMatchObject({
      windows: ['Shop – Prices\nBread costs €4 a loaf.'],
      passages: [],
      runs: [],
    })
  })

  test('another reads its passages, in runs about as long as what it reads at once', () => {
    const text = Array.from({ length: 10 }, (_, i) => `Bread number ${i} costs €4 a loaf.`).join(' ')
    const { windows, passages, runs, place } = toReadings(buildChunk(text), 'Shop', buildEmbedder(), CHUNK_TOKENS)
    expect({ windows, place }).toEqual({ windows: [], place: 'Shop – Prices' })
    expect(passages[9]).toBe('Prices\nBread number 9 costs €4 a loaf.')
    expect(runs.flat()).toEqual(passages)
    expect(runs.map(({ length }) => length)).toEqual([4, 3, 3])
  })

  test('its windows too where the passages hold little of it', () => {
    const text = 'Our rooms\n\nOur garden\n\nOur kitchen\n\nOur own bread\n\nOpen on Sundays.'
    const { windows, passages, runs } = toReadings(buildChunk(text), 'Shop', buildEmbedder(), CHUNK_TOKENS)
    expect(windows.join()).toContain('Our garden')
    expect(passages).toEqual(['Prices\nOpen on Sundays.'])
    expect(runs).toEqual([])
  })
})

describe('embedChunks', () => {
  const progress = { now: () => new Date(0), report: async () => undefined }
  const chunks: Readings[] = [
    { windows: [], passages: ['a', 'b'], runs: [['a', 'b']], place: 'Shop' },
    { windows: ['c'], passages: ['b'], runs: [], place: 'Shop – Prices' },
  ]
  const directions: Record<string, Float32Array> = {
    a: Float32Array.of(1, 0, 0),
    b: Float32Array.of(0, 1, 0),
    c: Float32Array.of(1, 0, 0),
    Shop: Float32Array.of(0, 0, 1),
  }
  const toVector = (text: string): Float32Array => directions[text] ?? Float32Array.of()

  test('a run is the mean of its passages and of where they stand, of length one', async () => {
    const embed = async (texts: string[]) => texts.map(toVector)
    const [first, second] = await embedChunks(chunks, buildEmbedder({ embed }), signal, progress)
    const [mean = Float32Array.of()] = first?.vectors ?? []
    expect(Math.hypot(...mean)).toBeCloseTo(1)
    expect([...mean].map((value) => value / (mean[0] ?? 0))).toEqual([1, 1, expect.closeTo(0.5)])
    expect(first?.passages.map(({ text }) => text)).toEqual(['a', 'b'])
    expect(second).toEqual({ vectors: [directions['c']], passages: [{ text: 'b', vector: directions['b'] }] })
  })

  test('each text is embedded once, and no place that speaks for nothing', async () => {
    const asked: string[] = []
    const embed = async (texts: string[]) => {
      asked.push(...texts)
      return texts.map(toVector)
    }
    await embedChunks(chunks, buildEmbedder({ embed }), signal, progress)
    expect(asked.toSorted()).toEqual(['Shop', 'a', 'b', 'c'])
  })

  test('texts of like length are read together, the longest first', async () => {
    const asked: string[] = []
    const embed = async (texts: string[]) => {
      asked.push(...texts)
      return texts.map(() => Float32Array.of(1))
    }
    const passages = ['one two', 'one', 'one two three', 'two', 'three two']
    const chunk = { windows: [], passages, runs: [], place: 'Shop' }
    const [embedded] = await embedChunks([chunk], buildEmbedder({ embed }), signal, progress)
    expect(asked).toEqual(['one two three', 'one two', 'three two', 'one', 'two'])
    expect(embedded?.passages.map(({ text }) => text)).toEqual(passages)
  })
})
