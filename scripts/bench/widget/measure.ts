import { launchBrowser } from '#server/testing/browser.ts'
import { compress } from '../../../precompress.ts'
import { percentile } from '../../eval/score.ts'
import { openPages } from './pages.ts'
import { Complaint, type Subject } from './subjects.ts'
import { visit, type Visit } from './visit.ts'

export type Size = { gzip: number; brotli: number }
export type Speed = 'normal' | 'slow'
type Visits = Record<Speed, Visit[]>
type Figure = 'evalMs' | 'scriptMs' | 'heldMs' | 'blockingMs' | 'openMs' | 'heapKb'
export type Measured = {
  name: string
  /** Of the script by itself, and of all that the page loads for it, compressed as our server does. */
  script: Size
  loaded: Size
  /** The most of any visit. */
  requests: number
  shift: number
  /** What any visit left in the browser. */
  stored: string[]
  /** What it adds to the page without it, one value for each visit. Empty where there is nothing to measure. */
  added: (figure: Figure, speed: Speed) => number[]
}

/** As Lighthouse slows a desktop down to a middling phone. */
export const SLOWDOWN = 4
const SPEEDS: [Speed, number][] = [
  ['normal', 1],
  ['slow', SLOWDOWN],
]

/** Visits the page with each script in turn, and without any, so that a busy machine meets all of them alike. */
export async function measure(subjects: Subject[], runs: number): Promise<Measured[]> {
  const pages = await openPages(subjects)
  const browser = await launchBrowser()
  try {
    const see = (subject: Subject | undefined, slowdown: number) =>
      visit(browser, pages.toAddress(subject), { slowdown, hasLauncher: subject?.hasLauncher ?? false })

    const alone = createVisits()
    const seen = subjects.map((subject) => ({ subject, visits: createVisits() }))
    // Warms the browser up.
    await see(undefined, 1)
    for (let run = 0; run < runs; run++) {
      for (const [speed, slowdown] of SPEEDS) {
        alone[speed].push(await see(undefined, slowdown))
        for (const { subject, visits } of seen) visits[speed].push(await see(subject, slowdown))
      }
    }
    return await Promise.all(
      seen.map(({ subject, visits }) => toMeasured(subject.name, pages.toScriptAddress(subject), visits, alone)),
    )
  } finally {
    await browser.close()
    await pages.close()
  }
}

async function toMeasured(name: string, address: string, visits: Visits, alone: Visits): Promise<Measured> {
  const loaded = { gzip: 0, brotli: 0 }
  let script: Size | undefined
  for (const { url, body } of visits.normal[0]?.files ?? []) {
    const { br, gz } = compress(body)
    const size = { gzip: gz.length, brotli: br.length }
    if (url === address) script = size
    loaded.gzip += size.gzip
    loaded.brotli += size.brotli
  }
  const all = [...visits.normal, ...visits.slow]
  if (!script) throw new Complaint(`${address} did not load.`)
  return {
    name,
    script,
    loaded,
    requests: Math.max(...all.map(({ requests }) => requests.length)),
    shift: Math.max(...all.map(({ shift }) => shift)),
    stored: [...new Set(all.flatMap(({ stored }) => stored))],
    added(figure, speed) {
      const own = toMedian(listValues(alone[speed], figure)) ?? 0
      return listValues(visits[speed], figure).map((value) => Math.max(0, value - own))
    },
  }
}

const createVisits = (): Visits => ({ normal: [], slow: [] })
const listValues = (visits: Visit[], figure: Figure) => visits.flatMap((visit) => visit[figure] ?? [])
export const toMedian = (values: number[]): number | undefined => percentile(values, 0.5)
export const toRatio = (ours: Measured, baseline: Measured, figure: Figure, speed: Speed): number =>
  (toMedian(ours.added(figure, speed)) ?? 0) / (toMedian(baseline.added(figure, speed)) ?? 0)
