import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

// That the promises are kept is what `npm run test:faults` itself shows. Here: that it cannot pass by showing nothing.
const script = fileURLToPath(new URL('test-faults.ts', import.meta.url))

const run = (...args: string[]): Promise<{ code: unknown; stdout: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, PATH: '' }
    execFile(process.execPath, [script, ...args], { env }, (error, stdout) =>
      resolve({ code: error?.code ?? 0, stdout }),
    )
  })

test.each([
  ['a drill that it does not know', ['earthquake'], 1],
  ['a question', ['--help'], 0],
])('explains itself to %s', async (_name, args, status) => {
  const { code, stdout } = await run(...args)
  expect(code).toBe(status)
  expect(stdout).toContain('npm run test:faults [-- NAME…] [--data FOLDER]')
})

test('a drill that lacks something is named, and nothing tried is no success', async () => {
  const { code, stdout } = await run('ssrf')
  expect(stdout).toMatch(/^ssrf: left out, it needs /)
  expect(stdout).toContain('0 kept, 0 broken')
  expect(code).toBe(1)
})
