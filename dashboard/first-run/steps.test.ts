import { expect, test } from 'vitest'
import { stepToShow } from './steps.ts'

const untrained = { status: 'untrained', trained_at: null } as const
const training = { status: 'training', trained_at: null } as const
const failed = { status: 'error', trained_at: null } as const
const ready = { status: 'ready', trained_at: '2026-11-22T12:00:00Z' } as const

test.each([
  ['a new bot starts with its name', undefined, null, 'name'],
  ['without a bot no later step is open', undefined, 'code', 'name'],
  ['a named bot goes on with knowledge', untrained, null, 'knowledge'],
  ['back to the name', untrained, 'name', 'name'],
  ['nothing to ask before it knows something', untrained, 'ask', 'knowledge'],
  ['training is shown after a reload', training, null, 'train'],
  ['a failed training is shown with its reason', failed, null, 'train'],
  ['back to knowledge from a failed training', failed, 'knowledge', 'knowledge'],
  ['no code before the bot has learned anything', failed, 'code', 'train'],
  ['a trained bot is asked something', ready, null, 'ask'],
  ['a trained bot can be published', ready, 'code', 'code'],
  ['an unknown step is the next thing to do', ready, 'nonsense', 'ask'],
  ['an older training keeps the path open', { ...failed, trained_at: ready.trained_at }, 'code', 'code'],
] as const)('%s', (_name, bot, asked, expected) => {
  expect(stepToShow(bot, asked)).toBe(expected)
})
