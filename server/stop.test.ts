import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'

/** Drains until it reads a line. */
async function open(sameWishMs: number) {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module-typescript',
      '-e',
      `
      import { once } from 'node:events'
      import { stopOnSignal } from ${JSON.stringify(new URL('stop.ts', import.meta.url).href)}
      const say = (word) => process.stdout.write(word + '\\n')
      const log = { info: (...words) => say(words.at(-1)), warn: (...words) => say(words.at(-1)) }
      stopOnSignal(log, () => once(process.stdin, 'data'), ${sameWishMs})
      process.stdin.once('end', () => undefined).resume()
      say('ready')`,
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const exited = once(child, 'exit')
  const hear = async () => String((await once(child.stdout, 'data'))[0])
  expect(await hear()).toBe('ready\n')
  return { child, exited, hear }
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s drains, then ends with 0; sent twice is one wish',
  async (signal) => {
    const { child, exited, hear } = await open(60_000)
    child.kill(signal)
    expect(await hear()).toContain('Stopping')
    child.kill(signal)
    child.kill('SIGINT')
    child.stdin.write('done\n')
    expect(await hear()).toBe('Stopped.\n')
    expect(await exited).toEqual([0, null])
  },
)

test('asked again later, it ends at once', async () => {
  const { child, exited, hear } = await open(0)
  child.kill('SIGTERM')
  expect(await hear()).toContain('Stopping')
  child.kill('SIGINT')
  expect(await hear()).toBe('Stopped at once.\n')
  expect(await exited).toEqual([1, null])
})
