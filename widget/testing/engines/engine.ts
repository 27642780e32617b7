export type Point = { x: number; y: number }
export type Size = { width: number; height: number }
export type Key = 'Enter' | 'Escape' | 'Tab'

/** A page on a visitor's screen. What it is told by mouse and keyboard comes as from a person: trusted, and to whatever is there. */
export type Tab = {
  /** Resolves when the page has loaded. */
  goto(url: string): Promise<void>
  /** The text that a JavaScript expression of the page comes to; a promise is waited for. */
  evaluate(expression: string): Promise<string>
  press(key: Key, withShift?: boolean): Promise<void>
  type(text: string): Promise<void>
  click(point: Point): Promise<void>
  screenshot(path: string): Promise<void>
  /** Another tab of the same visitor: they share what they store. */
  openAnother(): Promise<Tab>
}

/** A running browser. */
export type Engine = {
  version: string
  /** A visitor who was never here before. Some engines have room for one at a time. */
  open(size: Size): Promise<Tab>
  /** Ends that visit, with all its tabs. */
  leave(): Promise<void>
  /** Ends the browser, whatever it hangs in. */
  close(): Promise<void>
}
