import { type Bakery, openBakery } from './bakery.ts'
import type { Door } from './crowd.ts'
import { baselineDoor, modelDoor } from './doors.ts'
import { type Figures, measureCrowd, type Stay } from './measure-crowd.ts'
import type { Pace } from './fake-model.ts'
import { readStalls, type Stalls } from './stalls.ts'
import { type Running, startModel, startScript } from './start-process.ts'

export const NAMES = ['the model itself', 'baseline', 'Frontdesk'] as const
export type Name = (typeof NAMES)[number]
type Subject = { process: Running; door: Door; isOurs: boolean }
export type Seen = Figures & { stalls: Stalls | undefined }
export type Level = { visitors: number } & Record<Name, Seen>
export type Crowds = {
  levels: Level[]
  ofMany: { visitors: number; chunks: number; few: Seen; many: Seen } | undefined
}

export type Plan = {
  pace: Pace
  visitors: number[]
  stay: Stay
  warmUp: Stay & { visitors: number }
  /** A bot that knows so much is asked beside one that knows a page. */
  many: { chunks: number; visitors: number } | undefined
}

/** Each level by all three in turn, so that a busy machine meets them alike. */
export async function compareCrowds({ pace, visitors, stay, warmUp, many }: Plan): Promise<Crowds> {
  const model = await startModel(pace)
  const opened: { close(): Promise<void> }[] = [{ close: model.stop }]
  const keep = (bakery: Bakery): Subject => {
    opened.push(bakery)
    return { process: bakery.process, door: bakery.door, isOurs: true }
  }
  /** Else the first level pays for compiling. */
  const warm = async ({ process, door }: Subject): Promise<void> => {
    await measureCrowd(process, door, warmUp.visitors, warmUp)
  }
  try {
    const baseline = await startScript('baseline.ts', { OPENAI_BASE_URL: `${model.url}/v1` })
    opened.push({ close: baseline.stop })
    const direct: Subject = { process: model, door: modelDoor(model), isOurs: false }
    const plain: Subject = { process: baseline, door: baselineDoor(baseline), isOurs: false }
    const ours = keep(await openBakery(model))
    for (const subject of [direct, plain, ours]) await warm(subject)
    const levels: Level[] = []
    for (const count of visitors) {
      console.error(`${count} at once`)
      levels.push({
        visitors: count,
        'the model itself': await see(direct, count, stay),
        baseline: await see(plain, count, stay),
        Frontdesk: await see(ours, count, stay),
      })
    }
    if (many === undefined) return { levels, ofMany: undefined }
    console.error(`${many.visitors} at once, a bot with ${many.chunks} chunks`)
    // As young as each other: what a process does often it has compiled.
    const [little, much] = [keep(await openBakery(model)), keep(await openBakery(model, { chunks: many.chunks }))]
    for (const subject of [little, much]) await warm(subject)
    const few = await see(little, many.visitors, stay)
    return { levels, ofMany: { ...many, few, many: await see(much, many.visitors, stay) } }
  } finally {
    await Promise.all(opened.map(({ close }) => close()))
  }
}

async function see({ process, door, isOurs }: Subject, visitors: number, stay: Stay): Promise<Seen> {
  if (isOurs) await readStalls(process)
  const figures = await measureCrowd(process, door, visitors, stay)
  return { ...figures, stalls: isOurs ? await readStalls(process) : undefined }
}
