import { expect, test } from 'vitest'
import { createVault } from './vault.ts'

const key = '2d0e5b6a-6a0f-4b3e-9a55-0f3f3a9b9d11'
const vault = createVault('a secret of sixteen')

test('opens what it sealed, and hides it meanwhile', () => {
  const sealed = vault.seal('bot-1', key)
  expect(vault.open('bot-1', sealed)).toBe(key)
  expect(Buffer.from(sealed).includes(key)).toBe(false)
})

test("another bot's seal does not open", () => {
  expect(vault.open('bot-2', vault.seal('bot-1', key))).toBeUndefined()
})

test('another secret does not open it; the same one does, as text or as bytes', () => {
  const sealed = vault.seal('bot-1', key)
  expect(createVault('another secret, long').open('bot-1', sealed)).toBeUndefined()
  expect(createVault(Buffer.from('a secret of sixteen')).open('bot-1', sealed)).toBe(key)
})

test('no byte can be changed, and none left out', () => {
  const sealed = vault.seal('bot-1', key)
  for (let index = 0; index < sealed.length; index += 1) {
    const broken = Uint8Array.from(sealed)
    broken[index] = (broken[index] ?? 0) ^ 1
    expect(vault.open('bot-1', broken), `byte ${index}`).toBeUndefined()
    expect(vault.open('bot-1', sealed.slice(0, index)), `cut at ${index}`).toBeUndefined()
  }
})

test('a thousand seals have a thousand nonces', () => {
  const nonces = Array.from({ length: 1000 }, () =>
    Buffer.from(vault.seal('bot-1', key).subarray(1, 13)).toString('hex'),
  )
  expect(new Set(nonces).size).toBe(1000)
})
