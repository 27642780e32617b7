import { converse, openStage, readRuns, type Stage, toPieces } from './answer-visit.ts'
import { type MarkdownCase, type Pack, type Payload, takeEvenly } from './pack.ts'

export type MarkupResult = {
  markup: string
  of: number
  /** The cases that went wrong, by id, and what went wrong. */
  wrong: Record<string, string>
  ms: number
}
type Note = (progress: string) => void
type Attack = { id: string; pieces: string[] }

// The widget remembers a hundred messages, half of them questions.
const PER_VISIT = 50
// In turn.
const PIECE_CHARS = [1, 3, 7]

/** Has the built widget show each text as an answer in a real browser, streamed in pieces and restored after a reload. */
export async function measureMarkup(pack: Pack, limit: number | undefined, note: Note): Promise<MarkupResult[]> {
  const stage = await openStage()
  try {
    return [
      ...(await measureHarm(stage, takeEvenly(pack.payloads, limit), note)),
      ...(await measureLoss(stage, takeEvenly(pack.markdowns, limit), note)),
    ]
  } finally {
    await stage.close()
  }
}

async function measureHarm(stage: Stage, payloads: Payload[], note: Note): Promise<MarkupResult[]> {
  const startedAt = performance.now()
  const streamed: Record<string, string> = {}
  const restored: Record<string, string> = {}

  /** Halves a batch in which something happened until it is known whose doing it was. */
  const attack = async (batch: Attack[]): Promise<void> => {
    const seen = await converse(
      stage,
      batch.map(({ pieces }) => pieces),
    )
    if (seen.streamed.harms.length + seen.restored.harms.length === 0) return
    const [only, second] = batch
    if (only !== undefined && second === undefined) {
      if (seen.streamed.harms.length > 0) streamed[only.id] = seen.streamed.harms.join('; ')
      if (seen.restored.harms.length > 0) restored[only.id] = seen.restored.harms.join('; ')
      return
    }
    const middle = batch.length >> 1
    await attack(batch.slice(0, middle))
    await attack(batch.slice(middle))
  }

  const attacks = payloads.map(({ id, payload }, index) => ({
    id,
    pieces: toPieces(payload, PIECE_CHARS[index % PIECE_CHARS.length] ?? 1),
  }))
  for (const { batch, from } of toBatches(attacks)) {
    note(`markup: payloads ${from}/${attacks.length}`)
    await attack(batch)
  }
  const ms = performance.now() - startedAt
  return [
    { markup: 'harmful when streamed', of: payloads.length, wrong: streamed, ms },
    { markup: 'harmful when restored', of: payloads.length, wrong: restored, ms },
  ]
}

async function measureLoss(stage: Stage, cases: MarkdownCase[], note: Note): Promise<MarkupResult[]> {
  const startedAt = performance.now()
  const lost: Record<string, string> = {}
  const uneven: Record<string, string> = {}
  const runs = await readRuns(
    stage,
    cases.map(({ html }) => html),
  )
  for (const { batch, from } of toBatches(cases)) {
    note(`markup: CommonMark ${from}/${cases.length}`)
    const answers = batch.map(({ markdown }) => toPieces(markdown, 1))
    const { streamed, restored } = await converse(stage, answers)
    for (const [index, { id, markdown }] of batch.entries()) {
      const [inPieces, atOnce] = [streamed.answers[index], restored.answers[index]]
      const missing = findMissing(atOnce?.text ?? '', runs[from + index] ?? [])
      if (missing !== undefined) lost[id] = `"${missing}" of ${JSON.stringify(markdown)}`
      if (inPieces?.html !== atOnce?.html) uneven[id] = `${inPieces?.html} for ${atOnce?.html}`
    }
  }
  const ms = performance.now() - startedAt
  return [
    { markup: 'text lost', of: cases.length, wrong: lost, ms },
    { markup: 'other in pieces than at once', of: cases.length, wrong: uneven, ms },
  ]
}

/** The first of the runs that the text does not hold after the ones before it. */
export function findMissing(text: string, runs: string[]): string | undefined {
  let at = 0
  for (const run of runs) {
    const found = text.indexOf(run, at)
    if (found < 0) return run
    at = found + run.length
  }
  return undefined
}

function toBatches<T>(list: T[]): { batch: T[]; from: number }[] {
  const count = Math.ceil(list.length / PER_VISIT)
  return Array.from({ length: count }, (_, index) => index * PER_VISIT).map((from) => ({
    batch: list.slice(from, from + PER_VISIT),
    from,
  }))
}
