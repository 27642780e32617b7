import { describe, expect, test } from 'vitest'
import { inkOn } from '../../widget/contrast.ts'
import { hardToSeeOn, textOn, toVisible } from './contrast.ts'

/** 4,096 over all of them. */
const colors = Array.from({ length: 16 ** 3 }, (_, number) => {
  const digits = number.toString(16).padStart(3, '0')
  return `#${digits.replace(/./g, '$&$&')}`
})

describe('a color of the widget', () => {
  test('carries the text that the widget itself writes on it', () => {
    expect(colors.filter((color) => textOn(color) !== inkOn(color).text)).toEqual([])
  })

  test.each([
    ['#3B82F6', []],
    ['#FDE047', ['white']],
    ['#FFFFFF', ['white']],
    ['#111827', ['dark']],
    ['#000000', ['dark']],
  ])('%s is hard to see on %j', (color, pages) => {
    expect(hardToSeeOn(color)).toEqual(pages)
  })

  test('always has one near it that can be seen on both pages', () => {
    expect(colors.filter((color) => hardToSeeOn(toVisible(color)).length > 0)).toEqual([])
    expect(toVisible('#3B82F6')).toBe('#3B82F6')
    expect(toVisible('#FDE047')).toBe('#A7942F')
  })
})
