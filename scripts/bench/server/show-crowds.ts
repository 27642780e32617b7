import type { Row } from '../../table.ts'
import { type Crowds, NAMES, type Seen } from './compare-crowds.ts'
import { type Quantiles, showQuantiles, subtract } from './quantiles.ts'

/** A line for each level and subject, then the bot that knows more beside the one that knows a page. */
export function toCrowdRows({ levels, ofMany }: Crowds): Row[] {
  const rows = levels.flatMap((level) =>
    NAMES.map((name) =>
      toRow(level.visitors, name, level[name], {
        direct: name === 'the model itself' ? undefined : level['the model itself'],
        cheaper: name === 'Frontdesk' ? level.baseline : undefined,
      }),
    ),
  )
  if (ofMany === undefined) return rows
  const { visitors, chunks, few, many } = ofMany
  return [
    ...rows,
    toRow(visitors, 'Frontdesk anew', few, {}),
    toRow(visitors, `with ${chunks.toLocaleString('en')} chunks`, many, { cheaper: few }),
  ]
}

type Beside = { direct?: Seen | undefined; cheaper?: Seen | undefined }

function toRow(visitors: number, name: string, seen: Seen, { direct, cheaper }: Beside): Row {
  const { answers, perSecond, cpuMsEach, refused, refusedMs, broken, stalls } = seen
  const show = (of: (seen: Seen) => Quantiles): string =>
    direct ? `+${showQuantiles(subtract(of(seen), of(direct)))}` : showQuantiles(of(seen))
  return {
    'at once': String(visitors),
    '': name,
    'first token, ms': show(({ firstMs }) => firstMs),
    'whole answer, ms': show(({ ms }) => ms),
    'a second': perSecond.toFixed(1),
    'CPU ms each': answers > 0 ? cpuMsEach.toFixed(1) : '-',
    times: cheaper ? `${(cpuMsEach / cheaper.cpuMsEach).toFixed(2)}×` : '',
    'RSS MB': seen.rssMb.toFixed(0),
    peak: seen.peakMb.toFixed(0),
    refused: String(refused),
    'refused in, ms': refused > 0 ? showQuantiles(refusedMs) : '',
    broken: String(broken),
    'late, ms': stalls ? `${stalls.p99.toFixed(0)} / ${stalls.max.toFixed(0)}` : '',
  }
}
