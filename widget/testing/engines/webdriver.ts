/** Longer than any wait of a test: past it the browser hangs. */
const ANSWER_MS = 15_000
const START_MS = 10_000
const PAUSE_MS = 50

/** A browser under the WebDriver protocol. */
export type Session = {
  version: string
  /** The window that commands go to. */
  shown: string | undefined
  // What a command answers is the protocol's business.
  // oxlint-disable-next-line typescript/no-explicit-any
  command(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<any>
}

export async function openSession(driver: string): Promise<Session> {
  const send = async (method: string, path: string, body?: object) => {
    const response = await fetch(driver + path, {
      method,
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    const { value } = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`)
    return value
  }
  await until(() => send('GET', '/status'))
  const { sessionId, capabilities } = await send('POST', '/session', { capabilities: {} })
  return {
    version: capabilities.browserVersion,
    shown: undefined,
    command: (method, path, body) => send(method, `/session/${sessionId}/${path}`, body),
  }
}

/** Asks again until the driver listens. */
async function until(ask: () => Promise<unknown>): Promise<void> {
  for (const deadline = Date.now() + START_MS; ;) {
    try {
      await ask()
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}
