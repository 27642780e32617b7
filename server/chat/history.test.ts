import { describe, expect, test } from 'vitest'
import { buildHistory } from './history.ts'

describe('buildHistory', () => {
  const turn = (content: string) => ({ role: 'user' as const, content })

  test('keeps the last ten', () => {
    const stored = Array.from({ length: 14 }, (_, index) => turn(`m${index}`))
    expect(buildHistory(stored).map(({ content }) => content)).toEqual(stored.slice(4).map(({ content }) => content))
  })

  test('believes the page only when the server holds nothing', () => {
    expect(buildHistory([turn('stored')], [turn('offered')])).toEqual([turn('stored')])
    expect(buildHistory([], [turn('offered')])).toEqual([turn('offered')])
  })

  test('cuts long messages and drops empty ones', () => {
    const [only, ...rest] = buildHistory([], [turn('x'.repeat(9000)), turn('  ')])
    expect(only?.content.length).toBeLessThan(2100)
    expect(rest).toEqual([])
  })
})
