import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { Engine, Size, Tab } from './engine.ts'
import { openSession, type Session } from './webdriver.ts'

/** The browser's window does not get narrower than its own buttons. A narrower screen is a frame in it. */
const MIN_WIDTH = 450
const MAX_ATTEMPTS = 3
const SCREEN = '1600x1200x24'

/** WebKitGTK's own small browser under its own driver, on a screen that nobody sees. */
export async function launchWebKit(): Promise<Engine> {
  const display = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const { session, driver } = await startSession(`:${await firstLine(display)}`)
  const first = await session.command('GET', 'window')
  const windows: string[] = []
  // A visitor has a window and not a session: of those one in fifty hangs as it starts, and each takes half a second.
  // What is stored goes with the origin, and each test has a server, so an origin, of its own.
  const openTab = async (size: Size): Promise<Tab> => {
    const { handle } = await session.command('POST', 'window/new', { type: 'window' })
    windows.push(handle)
    return toTab(session, handle, size, openTab)
  }
  return {
    version: session.version,
    open: openTab,
    async leave() {
      for (const handle of windows.splice(0)) {
        await session.command('POST', 'window', { handle })
        await session.command('DELETE', 'window')
      }
      await session.command('POST', 'window', { handle: first })
      session.shown = undefined
    },
    async close() {
      driver.kill()
      // A browser whose screen is gone ends with all its processes, whatever it hangs in.
      display.kill()
    },
  }
}

/** A new driver for each attempt: one whose browser did not connect takes no other. */
async function startSession(display: string): Promise<{ session: Session; driver: ChildProcess }> {
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort()
    const env = { ...process.env, DISPLAY: display }
    const driver = spawn('WebKitWebDriver', [`--port=${port}`], { env, stdio: 'ignore' })
    try {
      return { session: await openSession(`http://127.0.0.1:${port}`), driver }
    } catch (error) {
      driver.kill()
      if (attempt === MAX_ATTEMPTS) throw error
    }
  }
}

async function toTab(
  session: Session,
  handle: string,
  size: Size,
  openTab: (size: Size) => Promise<Tab>,
): Promise<Tab> {
  const { width, height } = size
  const isFramed = width < MIN_WIDTH
  const show = async () => {
    if (session.shown === handle) return
    session.shown = handle
    await session.command('POST', 'window', { handle })
  }
  const evaluate = async (expression: string) => {
    await show()
    return session.command('POST', 'execute/sync', { script: `return ${expression}`, args: [] })
  }
  const act = async (actions: object) => {
    await show()
    await session.command('POST', 'actions', { actions: [actions] })
  }

  await show()
  if (!isFramed) {
    await session.command('POST', 'window/rect', { width, height })
    const inner = Number(await evaluate('innerHeight'))
    await session.command('POST', 'window/rect', { width, height: 2 * height - inner })
  }
  return {
    async goto(url) {
      await show()
      await session.command('POST', 'url', { url: isFramed ? toFrame(url, width, height) : url })
      if (isFramed) await session.command('POST', 'frame', { id: 0 })
    },
    evaluate,
    press: (key, withShift) => act(toKeys([KEYS[key]], withShift)),
    type: (text) => act(toKeys([...text])),
    click: ({ x, y }) => act(toClick(Math.round(x), Math.round(y))),
    async screenshot(path) {
      await show()
      await writeFile(path, Buffer.from(await session.command('GET', 'screenshot'), 'base64'))
    },
    openAnother: () => openTab(size),
  }
}

const SHIFT = '\uE008'
const KEYS = { Enter: '\uE007', Escape: '\uE00C', Tab: '\uE004' }

function toKeys(values: string[], withShift = false): object {
  const presses = values.flatMap((value) => [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ])
  const shifted = [{ type: 'keyDown', value: SHIFT }, ...presses, { type: 'keyUp', value: SHIFT }]
  return { type: 'key', id: 'keyboard', actions: withShift ? shifted : presses }
}

const toClick = (x: number, y: number): object => ({
  type: 'pointer',
  id: 'mouse',
  parameters: { pointerType: 'mouse' },
  actions: [
    { type: 'pointerMove', origin: 'viewport', x, y },
    { type: 'pointerDown', button: 0 },
    { type: 'pointerUp', button: 0 },
  ],
})

const toFrame = (url: string, width: number, height: number) =>
  `data:text/html,<!doctype html><iframe src="${url}" width=${width} height=${height} style="position:fixed;inset:0;border:0">`

async function firstLine(child: ChildProcess): Promise<string> {
  const pipe = child.stdio[3]
  if (!pipe) throw new Error('Xvfb has no third pipe.')
  const [chunk] = await Promise.race([once(pipe, 'data'), once(child, 'exit')])
  return String(chunk).trim()
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
