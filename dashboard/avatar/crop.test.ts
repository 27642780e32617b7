import { expect, test } from 'vitest'
import { movePicture, startCrop, toSquare, zoomTo } from './crop.ts'

const wide = { width: 400, height: 200 }

test('the largest square in the middle is where it starts', () => {
  expect(toSquare(wide, startCrop(wide))).toEqual({ left: 100, top: 0, side: 200 })
})

test.each([
  ['to the right shows more of its left', 0.25, 0, { left: 50, top: 0, side: 200 }],
  ['no further than its edge', 5, 0, { left: 0, top: 0, side: 200 }],
  ['the other edge too', -5, -5, { left: 200, top: 0, side: 200 }],
])('moving the picture %s', (_what, right, down, square) => {
  expect(toSquare(wide, movePicture(wide, startCrop(wide), right, down))).toEqual(square)
})

test('zooming keeps the middle, and stays within its bounds', () => {
  const close = zoomTo(wide, startCrop(wide), 2)
  expect(toSquare(wide, close)).toEqual({ left: 150, top: 50, side: 100 })
  expect(toSquare(wide, zoomTo(wide, close, 0.1)).side).toBe(200)
  expect(toSquare(wide, zoomTo(wide, close, 99)).side).toBe(50)
})

test('zooming out at an edge brings no edge into the square', () => {
  const corner = movePicture(wide, zoomTo(wide, startCrop(wide), 2), 9, 9)
  expect(toSquare(wide, corner)).toEqual({ left: 0, top: 0, side: 100 })
  expect(toSquare(wide, zoomTo(wide, corner, 1))).toEqual({ left: 0, top: 0, side: 200 })
})
