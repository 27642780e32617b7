import type { Locator, Page } from 'playwright-core'

/** What is seen for a while; the pointer's tip, in pixels of the page. */
export type Frame = { image: Buffer; ms: number; pointer: Point }
type Point = { x: number; y: number }

/** Of the pointer's way from one control to the next. */
const STEPS = 5
const STEP_MS = 45
/** Letters come in pieces: a frame each would make a large file. */
const LETTERS = 3
const PIECE_MS = 110
/** How often something is looked at that moves by itself. */
const WATCH_MS = 150
const MAX_LOOKS = 400

/** Films a page as a person with a mouse and a keyboard uses it. Time passes in the film only where it says so. */
export function openCamera(page: Page) {
  const frames: Frame[] = []
  let pointer = { x: 640, y: 560 }

  async function hold(ms: number): Promise<void> {
    const image = await page.screenshot()
    const last = frames.at(-1)
    if (last?.image.equals(image) && last.pointer === pointer) last.ms += ms
    else frames.push({ image, ms, pointer })
  }

  /** To a place in the control: 0, 0 is its upper left corner, 1, 1 the lower right one. */
  async function point(at: Locator, across: number, down: number): Promise<void> {
    await at.scrollIntoViewIfNeeded()
    const box = await at.boundingBox()
    if (box === null) throw new Error('The pointer has nowhere to go.')
    const from = pointer
    const to = { x: box.x + box.width * across, y: box.y + box.height * down }
    for (let step = 1; step <= STEPS; step++) {
      const share = 1 - (1 - step / STEPS) ** 2
      pointer = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
      if (step === STEPS) await at.hover()
      await hold(STEP_MS)
    }
  }

  return {
    frames,
    hold,
    async click(at: Locator): Promise<void> {
      await point(at, 0.5, 0.6)
      await at.click()
    },
    async type(at: Locator, text: string): Promise<void> {
      // Not on the words.
      await point(at, 0.75, 0.9)
      await at.click()
      for (let end = LETTERS; end < text.length + LETTERS; end += LETTERS) {
        await at.fill(text.slice(0, end))
        await hold(PIECE_MS)
      }
    },
    /** Until `done` is seen, at the speed of life. */
    async watch(done: Locator): Promise<void> {
      for (let looks = 0; !(await done.isVisible()); looks++) {
        if (looks === MAX_LOOKS) throw new Error('What the film waits for does not come.')
        const start = performance.now()
        await hold(0)
        await page.waitForTimeout(Math.max(0, WATCH_MS - (performance.now() - start)))
        const last = frames.at(-1)
        if (last) last.ms += Math.round(performance.now() - start)
      }
    },
  }
}
