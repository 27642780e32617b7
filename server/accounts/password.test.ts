import { hash as bcryptHash } from '@node-rs/bcrypt'
import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './password.ts'

const hash = await hashPassword('correct horse battery')

test('the right password matches, another does not', async () => {
  expect(hash).toMatch(/^\$2[aby]\$12\$/)
  expect(await verifyPassword('correct horse battery', hash)).toBe(true)
  expect(await verifyPassword('correct horse batterY', hash)).toBe(false)
})

test('a password over 72 bytes is refused, never cut', async () => {
  const longest = 'ä'.repeat(36)
  const longestHash = await hashPassword(longest)
  expect(await verifyPassword(longest, longestHash)).toBe(true)
  // bcrypt itself takes this for the same password.
  expect(await verifyPassword(`${longest}x`, longestHash)).toBe(false)
  await expect(hashPassword(`${longest}x`)).rejects.toThrow('The password is too long. Use at most 72 bytes.')
})

test.each([
  ['an unknown user', 'a guess', undefined],
  ['a password that is too long', 'x'.repeat(1000), hash],
])('%s costs a whole comparison', async (_name, password, passwordHash) => {
  const before = process.cpuUsage().user
  expect(await verifyPassword(password, passwordHash)).toBe(false)
  // bcrypt at cost 12 takes some 200,000 µs of CPU; without it this is below 1,000.
  expect(process.cpuUsage().user - before).toBeGreaterThan(40_000)
})

test('many at once wait their turn, and too many are sent away', async () => {
  const quickHash = await bcryptHash('a guess', 4)
  const results = await Promise.allSettled(Array.from({ length: 60 }, () => verifyPassword('a guess', quickHash)))
  // Two at work and fifty waiting.
  expect(results.filter((result) => result.status === 'fulfilled' && result.value)).toHaveLength(52)
  const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  expect(refusals.map(({ code }) => code)).toEqual(Array(8).fill('overloaded'))
  // The turns were given back.
  expect(await verifyPassword('a guess', quickHash)).toBe(true)
})

test('the owner’s browser goes ahead of however many strangers', async () => {
  const quickHash = await bcryptHash('a guess', 4)
  const done: string[] = []
  const check = (who: string, ahead = false) =>
    verifyPassword('a guess', quickHash, { ahead }).then(
      () => done.push(who),
      () => undefined,
    )
  await Promise.all([...Array.from({ length: 60 }, () => check('stranger')), check('owner', true)])
  expect(done).toHaveLength(53)
  // Two strangers are at work by then.
  expect(done.indexOf('owner')).toBeLessThan(5)
})
