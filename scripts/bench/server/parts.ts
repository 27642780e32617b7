import type { Row } from '../../table.ts'
import { compareCrowds, type Plan } from './compare-crowds.ts'
import { measureLocal } from './measure-local.ts'
import { measureRetrieval, type Shelf } from './measure-retrieval.ts'
import { measureStarts } from './measure-start.ts'
import { measureTraining } from './measure-training.ts'
import { judgeCrowds, judgeStarts, judgeTraining, type Verdict } from './promises.ts'
import { showQuantiles } from './quantiles.ts'
import { toCrowdRows } from './show-crowds.ts'

export type Part = { rows: Row[]; verdicts: Verdict[] }
export type Depth = 'whole' | 'quick'

const CROWDS: Record<Depth, Plan> = {
  whole: {
    pace: { firstTokenMs: 300, perSecond: 60, tokens: 60, dimensions: 1536 },
    visitors: [1, 10, 50, 100, 300],
    stay: { rampMs: 2_500, measureMs: 6_000 },
    warmUp: { visitors: 50, rampMs: 1_000, measureMs: 7_000 },
    many: { chunks: 10_000, visitors: 50 },
  },
  quick: {
    pace: { firstTokenMs: 100, perSecond: 60, tokens: 30, dimensions: 1536 },
    visitors: [10, 50],
    stay: { rampMs: 1_000, measureMs: 1_500 },
    warmUp: { visitors: 50, rampMs: 1_000, measureMs: 1_500 },
    many: undefined,
  },
}
/** A hundred thousand vectors of the usual 1,536 numbers would take minutes to make and a gigabyte. */
const SHELVES: Record<Depth, Shelf[]> = {
  whole: [
    { bots: 1, chunks: 1_000, dimensions: 1536 },
    { bots: 1, chunks: 10_000, dimensions: 1536 },
    { bots: 100, chunks: 10_000, dimensions: 1536 },
    { bots: 1, chunks: 100_000, dimensions: 256 },
    { bots: 1_000, chunks: 100_000, dimensions: 256 },
  ],
  quick: [
    { bots: 1, chunks: 1_000, dimensions: 1536 },
    { bots: 100, chunks: 5_000, dimensions: 1536 },
  ],
}

export const PARTS: Record<string, (depth: Depth) => Promise<Part>> = {
  async crowd(depth) {
    const crowds = await compareCrowds(CROWDS[depth])
    return { rows: toCrowdRows(crowds), verdicts: judgeCrowds(crowds) }
  },

  async start(depth) {
    const starts = depth === 'whole' ? await measureStarts(5) : await measureStarts(2, 2_000)
    const { medianMs, mostMs, rssMb } = starts
    const row = {
      'to the first 200, ms': `${medianMs.toFixed(0)} (${mostMs.toFixed(0)} at most)`,
      'at rest with a key, MB': rssMb.model.toFixed(0),
      'on the local engine': rssMb.local.toFixed(0),
    }
    return { rows: [row], verdicts: judgeStarts(starts) }
  },

  async training(depth) {
    const seen = [...(await measureTraining('model')), ...(depth === 'whole' ? await measureTraining('local', 1) : [])]
    const rows = seen.map(({ engine, name, ms, modelMs, cpuMs }) => ({
      '10,000 words': engine === 'model' ? 'with a model' : 'on the local engine',
      '': name,
      ms: ms.toFixed(0),
      'of these the model': modelMs.toFixed(0),
      'CPU ms': cpuMs.toFixed(0),
    }))
    return { rows, verdicts: judgeTraining(seen) }
  },

  async local(depth) {
    const seen =
      depth === 'whole'
        ? await measureLocal([1, 8, 50], { rampMs: 1_500, measureMs: 5_000 })
        : await measureLocal([8], { rampMs: 500, measureMs: 2_000 })
    const rows = seen.map(({ visitors, figures }) => ({
      'local engine, at once': String(visitors),
      'answers a second': figures.perSecond.toFixed(1),
      'first token, ms': showQuantiles(figures.firstMs),
      'whole answer, ms': showQuantiles(figures.ms),
      'CPU ms each': figures.cpuMsEach.toFixed(1),
      'RSS MB': figures.rssMb.toFixed(0),
      refused: String(figures.refused),
      broken: String(figures.broken),
    }))
    return { rows, verdicts: [] }
  },

  async retrieval(depth) {
    const rows: Row[] = []
    for (const shelf of SHELVES[depth]) {
      console.error(`${shelf.bots} bots, ${shelf.chunks} chunks`)
      const { bots, chunks, dimensions, firstMs, ms, cpuMsEach } = await measureRetrieval(
        shelf,
        depth === 'whole' ? 4_000 : 1_000,
      )
      rows.push({
        bots: String(bots),
        'chunks in the file': chunks.toLocaleString('en'),
        'numbers a vector': String(dimensions),
        'of the bot': (chunks / bots).toLocaleString('en'),
        'first of a bot, ms': showQuantiles(firstMs),
        'found in, ms': showQuantiles(ms),
        'CPU ms each': cpuMsEach.toFixed(1),
      })
    }
    return { rows, verdicts: [] }
  },
}
