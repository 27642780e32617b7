import type { Crowds, Level } from './compare-crowds.ts'
import type { Starts } from './measure-start.ts'
import type { Training } from './measure-training.ts'

export type Verdict = { isKept: boolean; sentence: string }

const CPU_MS = 4
const CPU_TIMES = 1.2
const FIRST_MS: [visitors: number, most: number][] = [
  [10, 15],
  [100, 60],
]
const REFUSED_MS = 50
/** Of the answers a second that a smaller crowd gets. */
const STABLE_SHARE = 0.9
const IDLE_MB = 130
const PEAK_MB = 250
const START_MS = 700
const TRAINING_MS = 300
const LOCAL_TRAINING_CPU_MS = 15_000

const verdict = (value: number, most: number, sentence: string): Verdict => ({ isKept: value <= most, sentence })

/** What we want of the server under a crowd; levels that were not measured say nothing. */
export function judgeCrowds({ levels, ofMany }: Crowds): Verdict[] {
  const at = (visitors: number) => levels.filter((level) => level.visitors === visitors)
  return [
    ...at(50).map(({ Frontdesk }) => {
      const { cpuMsEach } = Frontdesk
      return verdict(cpuMsEach, CPU_MS, `${cpuMsEach.toFixed(1)} ms of CPU a message at 50, of ${CPU_MS} at most`)
    }),
    ...(ofMany ? [judgeMany(ofMany)] : []),
    ...FIRST_MS.flatMap(([visitors, most]) =>
      at(visitors).map(({ Frontdesk, 'the model itself': direct }) => {
        const ms = Frontdesk.firstMs.p95 - direct.firstMs.p95
        const sentence = `first token ${ms.toFixed(0)} ms after the model's own at ${visitors} (p95), of ${most} at most`
        return verdict(ms, most, sentence)
      }),
    ),
    ...levels.filter(({ Frontdesk }) => Frontdesk.refused > 0).flatMap((level) => judgeRefusals(level, levels)),
    ...at(300).map(({ Frontdesk: { peakMb } }) =>
      verdict(peakMb, PEAK_MB, `${peakMb.toFixed(0)} MB at 300 (peak), of ${PEAK_MB} at most`),
    ),
  ]
}

function judgeMany({ visitors, chunks, few, many }: NonNullable<Crowds['ofMany']>): Verdict {
  const times = many.cpuMsEach / few.cpuMsEach
  const sentence = `${times.toFixed(2)}× the CPU a message with ${chunks.toLocaleString('en')} chunks at ${visitors}, of ${CPU_TIMES}× at most`
  return verdict(times, CPU_TIMES, sentence)
}

/** What is accepted beyond capacity must go on as well as before. */
function judgeRefusals({ visitors, Frontdesk }: Level, levels: Level[]): Verdict[] {
  const { refused, refusedMs, broken, perSecond } = Frontdesk
  const before = Math.max(
    ...levels.filter((level) => level.visitors < visitors).map((level) => level.Frontdesk.perSecond),
  )
  const sentence = `${refused} refused at ${visitors} within ${refusedMs.p99.toFixed(0)} ms (p99), of ${REFUSED_MS} at most`
  return [
    verdict(refusedMs.p99, REFUSED_MS, sentence),
    {
      isKept: broken === 0 && perSecond >= before * STABLE_SHARE,
      sentence: `${broken} accepted answers broken at ${visitors}, ${perSecond.toFixed(0)} whole a second beside ${before.toFixed(0)} of a smaller crowd`,
    },
  ]
}

export const judgeStarts = ({ medianMs, rssMb }: Starts): Verdict[] => [
  verdict(medianMs, START_MS, `${medianMs.toFixed(0)} ms from the start to the first 200, of ${START_MS} at most`),
  verdict(rssMb.model, IDLE_MB, `${rssMb.model.toFixed(0)} MB at rest with a key, of ${IDLE_MB} at most`),
]

/** By the first training since the start, which costs most. */
export function judgeTraining(seen: Training[]): Verdict[] {
  return seen
    .filter(({ name }) => name === 'first')
    .map(({ engine, ms, modelMs, cpuMs }) =>
      engine === 'model'
        ? verdict(
            ms - modelMs,
            TRAINING_MS,
            `${(ms - modelMs).toFixed(0)} ms to learn 10,000 words beside the model's time, of ${TRAINING_MS} at most`,
          )
        : verdict(
            cpuMs,
            LOCAL_TRAINING_CPU_MS,
            `${(cpuMs / 1000).toFixed(1)} s of CPU to learn 10,000 words on the local engine, of ${LOCAL_TRAINING_CPU_MS / 1000} at most`,
          ),
    )
}
