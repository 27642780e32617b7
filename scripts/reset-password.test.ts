import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hashPassword, verifyPassword } from '#server/accounts/password.ts'
import { findSession, openSession } from '#server/accounts/sessions.ts'
import { openTestStore } from '#server/testing/open-test-store.ts'

const script = fileURLToPath(new URL('reset-password.ts', import.meta.url))
let opened: Awaited<ReturnType<typeof openTestStore>>
beforeEach(async () => {
  opened = await openTestStore()
})
afterEach(() => opened.close())

const run = (input: string, ...args: string[]) =>
  new Promise<{ code: unknown; output: string }>((resolve) => {
    const env = { PATH: process.env['PATH'], DATABASE_URL: `sqlite:${opened.path}` }
    const child = execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, output: stdout + stderr }),
    )
    child.stdin?.end(input)
  })

async function addAccount() {
  const password_hash = await hashPassword('forgotten word')
  await opened.store.account.create({ username: 'owner', password_hash, created_at: new Date().toISOString() })
}
const knows = async (password: string) => verifyPassword(password, (await opened.store.account.find())?.password_hash)

describe('reset-password', () => {
  test('sets the password and ends every session, beside a running server', async () => {
    await addAccount()
    const deps = { store: opened.store, now: () => new Date() }
    const { token } = await openSession(deps, true)
    const { code, output } = await run('a new long word\n', '--password-stdin', '--username', 'owner')
    expect([code, output]).toEqual([0, '"owner" has a new password and is signed out everywhere.\n'])
    expect(await knows('a new long word')).toBe(true)
    expect(await findSession(deps, `session_token=${token}`)).toBeUndefined()
  })

  test.each([
    ['a short password', 'short\n', ['--password-stdin'], 'too short'],
    ['a wrong name', 'a new long word\n', ['--password-stdin', '--username', 'boss'], 'The account is "owner".'],
    ['no terminal to ask at', '', [], 'Use --password-stdin'],
    ['an option it does not know', '', ['--pasword'], 'pasword'],
  ])('changes nothing for %s', async (_name, input, args, sentence) => {
    await addAccount()
    const { code, output } = await run(input, ...args)
    expect(code).toBe(1)
    expect(output).toContain(sentence)
    expect(output).not.toMatch(/ at .*:\d+/)
    expect(await knows('forgotten word')).toBe(true)
  })

  test('says where the account comes from when there is none', async () => {
    const { code, output } = await run('a new long word', '--password-stdin')
    expect([code, output]).toEqual([1, expect.stringContaining('set-up link')])
  })
})
