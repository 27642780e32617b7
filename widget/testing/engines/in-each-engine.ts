import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest'
import { FakeServer } from '../fake-server.ts'
import { launchChromium } from './chromium.ts'
import type { Engine, Size } from './engine.ts'
import { launchFirefox } from './firefox.ts'
import { Visitor } from './visitor.ts'
import { launchWebKit } from './webkit.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** The version of the browser that a test ran in. */
    browser?: string
  }
}

const ENGINES: Record<string, () => Promise<Engine>> = {
  Chromium: launchChromium,
  Firefox: launchFirefox,
  WebKitGTK: launchWebKit,
}
/** `npm run test:browsers` names all of them. */
const chosen = process.env['ENGINES']?.split(',') ?? ['Chromium']

/** A browser that takes longer to close a tab is killed, and the next test gets another. */
const LEAVE_MS = 5_000

export type Stage = {
  server: FakeServer
  /** A new visitor on the shop's page. */
  arrive(size?: Size): Promise<Visitor>
  /** What the page's console said, and what broke, since it loaded. */
  lines(visitor: Visitor): Promise<string[]>
}

/** The same tests in each engine that is asked for. After each of them nothing may have broken in the page. */
export function inEachEngine(declareTests: (stage: Stage) => void): void {
  describe.each(chosen)('%s', (name) => {
    let engine: Engine
    let server: FakeServer
    let visitor: Visitor | undefined
    const lines = (visitor: Visitor) => visitor.run(() => window.lines)

    const start = async () => {
      const launch = ENGINES[name]
      if (!launch) throw new Error(`There is no engine ${name}.`)
      engine = await launch()
    }

    beforeAll(start)
    afterAll(() => engine?.close())
    beforeEach(async ({ task }) => {
      task.meta.browser = engine.version
      server = await new FakeServer().open()
      server.page = html('<main><h1>Shop</h1></main>{script}')
    })
    afterEach(async () => {
      try {
        if (visitor) expect((await lines(visitor)).filter((line) => line.startsWith('Broken:'))).toEqual([])
      } finally {
        visitor = undefined
        await server.close()
        if (await hangs(engine.leave())) {
          await engine.close()
          await start()
        }
      }
    })

    declareTests({
      get server() {
        return server
      },
      async arrive(size = { width: 1280, height: 720 }) {
        visitor = new Visitor(await engine.open(size))
        await visitor.tab.goto(server.shop)
        return visitor
      },
      lines,
    })
  })
}

async function hangs(work: Promise<void>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const patience = setTimeout(resolve, LEAVE_MS, true)
  work.then(
    () => resolve(false),
    () => resolve(true),
  )
  const answer = await promise
  clearTimeout(patience)
  return answer
}

/** No driver tells every engine's console, so the page keeps it. */
const RECORDER = `<script nonce="shop">
  window.lines = []
  addEventListener('error', ({ message }) => lines.push('Broken: ' + message))
  addEventListener('unhandledrejection', ({ reason }) => lines.push('Broken: ' + reason))
  addEventListener('securitypolicyviolation', (event) => lines.push('Forbidden: ' + event.violatedDirective + ' ' + event.blockedURI))
  for (const name of ['log', 'warn', 'error']) console[name] = (...words) => lines.push(words.join(' '))
</script>`

/** The shop's page. `{script}` is where the widget's tag belongs. */
export const html = (body: string, head = '', attributes = 'lang="en"'): string =>
  `<!doctype html><html ${attributes}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Shop</title>${RECORDER}${head}</head><body>${body}</body></html>`

declare global {
  interface Window {
    lines: string[]
  }
}
