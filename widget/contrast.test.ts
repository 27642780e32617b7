import { expect, test } from 'vitest'
import { inkOn } from './contrast.ts'

test.each([
  ['white on bottle green', '#0B6E4F', '#fff', '#fff'],
  ['black words but a white mark on the default blue', '#3B82F6', '#000', '#fff'],
  ['black on brass', '#D9A94A', '#000', '#000'],
  ['black on white', '#FFFFFF', '#000', '#000'],
  ['white on black', '#000000', '#fff', '#fff'],
  ['black where white just fails', '#777777', '#000', '#fff'],
  ['white where it just passes', '#767676', '#fff', '#fff'],
])('writes %s', (_name, accent, text, shape) => {
  expect(inkOn(accent)).toEqual({ text, shape })
})
