import type { Key, Tab } from './engine.ts'
import { type Control, type PageSide, pageSide } from './page-side.ts'

const PATIENCE_MS = 10_000

/** Someone at a tab. Every wait is in the page and ends with what is missing. */
export class Visitor {
  readonly tab: Tab
  constructor(tab: Tab) {
    this.tab = tab
  }

  /** What `look` returns in the page. It knows only its arguments, which travel as JSON. */
  async run<A extends unknown[], R>(look: (page: PageSide, ...args: A) => R, ...args: A): Promise<Awaited<R>> {
    const call = `(${look.toString()})((${pageSide.toString()})(), ...${JSON.stringify(args)})`
    const answer = await this.tab.evaluate(`(async () => JSON.stringify({ value: await ${call} }))()`)
    const { value }: { value: Awaited<R> } = JSON.parse(answer)
    return value
  }

  /** The first thing that `look` returns and that is not nothing. */
  async until<A extends unknown[], R>(look: (page: PageSide, ...args: A) => R, ...args: A): Promise<NonNullable<R>> {
    const attempt = `(${look.toString()})(page, ...${JSON.stringify(args)})`
    const answer = await this.tab.evaluate(`(async () => {
      const page = (${pageSide.toString()})()
      for (const end = performance.now() + ${PATIENCE_MS}; performance.now() < end;) {
        const value = ${attempt}
        if (value) return JSON.stringify({ value })
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      return JSON.stringify({ text: page.text('.widget'), focused: page.focused() })
    })()`)
    const { value, ...instead }: { value: NonNullable<R> } = JSON.parse(answer)
    if (value) return value
    throw new Error(`Waited in vain for ${look.toString()} with ${JSON.stringify(args)}. ${JSON.stringify(instead)}`)
  }

  /** The place of a control, once it is shown and rests. */
  see(control: Control) {
    return this.until(({ find, isStill, rect }, name) => {
      const element = find(name)
      return element && isStill() ? rect(element) : undefined
    }, control)
  }

  async gone(control: Control): Promise<void> {
    await this.until(({ find }, name) => !find(name), control)
  }

  async click(control: Control): Promise<void> {
    const { x, y, width, height } = await this.see(control)
    await this.tab.click({ x: x + width / 2, y: y + height / 2 })
  }

  /** Focus is on what has this name. */
  async at(name: string): Promise<void> {
    await this.until(({ focused }, wanted) => focused() === wanted, name)
  }

  async press(key: Key, withShift = false): Promise<void> {
    await this.tab.press(key, withShift)
  }

  /** The conversation shows these words. */
  async reads(words: string): Promise<void> {
    await this.until(({ text }, wanted) => text().includes(wanted), words)
  }

  inAnotherTab(tab: Tab): Visitor {
    return new Visitor(tab)
  }

  log(): Promise<string> {
    return this.run(({ text }) => text())
  }

  async open(): Promise<void> {
    await this.click('button Open chat')
    await this.at('Message')
  }

  async ask(words: string): Promise<void> {
    await this.tab.type(words)
    await this.press('Enter')
  }

  /** How an element of the widget looks; the last that the selector finds. */
  style(selector: string, property: string): Promise<string> {
    return this.run(
      ({ all }, wanted, name) => {
        const element = all(wanted).at(-1)
        return element ? getComputedStyle(element).getPropertyValue(name) : 'no such element'
      },
      selector,
      property,
    )
  }
}
