import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { compareCrowds, type Level, type Seen } from './bench/server/compare-crowds.ts'
import { judgeCrowds } from './bench/server/promises.ts'
import { toCrowdRows } from './bench/server/show-crowds.ts'
import { toTable } from './table.ts'

const script = fileURLToPath(new URL('bench.ts', import.meta.url))

test.runIf(process.platform === 'linux')(
  'sends visitors to the model, the baseline and the product, and counts what they cost',
  async () => {
    const crowds = await compareCrowds({
      pace: { firstTokenMs: 30, perSecond: 200, tokens: 8, dimensions: 1536 },
      visitors: [2],
      stay: { rampMs: 50, measureMs: 300 },
      warmUp: { visitors: 2, rampMs: 50, measureMs: 50 },
      many: undefined,
    })
    const [level] = crowds.levels
    for (const name of ['the model itself', 'baseline', 'Frontdesk'] as const) {
      const { answers, firstMs, ms, cpuMsEach, peakMb, refused, broken } = level?.[name] ?? toSeen({})
      expect(answers).toBeGreaterThan(0)
      expect(firstMs.p50).toBeGreaterThanOrEqual(30)
      expect(ms.p50).toBeGreaterThan(firstMs.p50)
      expect(cpuMsEach).toBeLessThan(1_000)
      expect(peakMb).toBeGreaterThan(20)
      expect({ refused, broken }).toEqual({ refused: 0, broken: 0 })
    }
    expect(level?.Frontdesk.stalls?.max).toBeGreaterThanOrEqual(0)

    const lines = toTable(toCrowdRows(crowds)).split('\n')
    expect(lines.slice(1).map((line) => line.split(/ {2,}/)[1])).toEqual(['the model itself', 'baseline', 'Frontdesk'])
    expect(lines[3]).toMatch(/\+.* \d+\.\d\d× /)
  },
  60_000,
)

const spread = (ms: number) => ({ p50: ms, p95: ms, p99: ms })
const toSeen = (changes: Partial<Seen>): Seen => ({
  answers: 50,
  firstMs: spread(310),
  ms: spread(1_300),
  perSecond: 40,
  cpuMsEach: 3,
  rssMb: 150,
  peakMb: 170,
  refused: 0,
  refusedMs: spread(Number.NaN),
  broken: 0,
  stalls: { p99: 12, max: 30 },
  ...changes,
})
const toLevel = (visitors: number, changes: Partial<Seen> = {}): Level => ({
  visitors,
  'the model itself': toSeen({ firstMs: spread(300) }),
  baseline: toSeen({}),
  Frontdesk: toSeen(changes),
})

test('names what the product did not keep', () => {
  const kept = [toLevel(10), toLevel(50), toLevel(100), toLevel(300, { refused: 90, refusedMs: spread(20) })]
  const judged = judgeCrowds({ levels: kept, ofMany: undefined })
  expect(judged).toHaveLength(6)
  expect(judged.filter(({ isKept }) => !isKept)).toEqual([])

  const broken = [
    toLevel(10, { firstMs: spread(316) }),
    toLevel(50, { cpuMsEach: 4.1 }),
    toLevel(100, { firstMs: spread(361) }),
    toLevel(300, { refused: 90, refusedMs: spread(51), broken: 1, peakMb: 251 }),
  ]
  const ofMany = { visitors: 50, chunks: 10_000, few: toSeen({}), many: toSeen({ cpuMsEach: 4 }) }
  const verdicts = judgeCrowds({ levels: broken, ofMany })
  expect(verdicts.filter(({ isKept }) => isKept)).toEqual([])
  expect(toTable(toCrowdRows({ levels: broken, ofMany }))).toMatch(/^50 +with 10,000 chunks .* 4\.0 +1\.33× /m)
  expect(verdicts.map(({ sentence }) => sentence)).toEqual([
    '4.1 ms of CPU a message at 50, of 4 at most',
    '1.33× the CPU a message with 10,000 chunks at 50, of 1.2× at most',
    "first token 16 ms after the model's own at 10 (p95), of 15 at most",
    "first token 61 ms after the model's own at 100 (p95), of 60 at most",
    '90 refused at 300 within 51 ms (p99), of 50 at most',
    '1 accepted answers broken at 300, 40 whole a second beside 40 of a smaller crowd',
    '251 MB at 300 (peak), of 250 at most',
  ])
})

test('says which parts there are', async () => {
  await expect(promisify(execFile)(process.execPath, [script, '--only', 'crowd,nothing'])).rejects.toMatchObject({
    code: 1,
    stderr: '--only takes crowd, start, training, local, retrieval, not nothing.\n',
  })
})
