import { gzipSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { drawAvatar } from './draw-avatar.ts'

const RED = { r: 255, g: 0, b: 0 }
const blank = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: RED } })
const SVG =
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>x()</script></svg>'

describe('drawAvatar', () => {
  test.each(['png', 'jpeg', 'webp', 'gif'] as const)('makes every size and format of a %s', async (format) => {
    const drawn = await drawAvatar(await blank(300, 200).toFormat(format).toBuffer())
    const made = await Promise.all(
      drawn.map(async ({ size, format: named, bytes }) => {
        const { width, height, format: seen } = await sharp(bytes).metadata()
        return [size === width && size === height && named === seen, `${seen} ${width}`]
      }),
    )
    expect(made).toEqual([
      [true, 'png 64'],
      [true, 'webp 64'],
      [true, 'png 128'],
      [true, 'webp 128'],
    ])
  })

  test('keeps the middle of a wide picture', async () => {
    const middle = await sharp({ create: { width: 100, height: 100, channels: 3, background: '#00ff00' } })
      .png()
      .toBuffer()
    const wide = await blank(300, 100)
      .composite([{ input: middle, left: 100, top: 0 }])
      .png()
      .toBuffer()
    const [first] = await drawAvatar(wide)
    const { dominant } = await sharp(first?.bytes).stats()
    expect(dominant.g).toBeGreaterThan(200)
    expect(dominant.r).toBeLessThan(50)
  })

  test('stands upright when the camera lay on its side, and forgets where it was', async () => {
    const photo = await blank(200, 100)
      .composite([{ input: await blank(100, 100).negate().png().toBuffer(), left: 0, top: 0 }])
      .withExif({ IFD0: { Orientation: '6', Artist: 'PRIVATE' }, IFD3: { GPSLatitude: '1/1 2/1 3/1' } })
      .jpeg()
      .toBuffer()
    for (const { bytes } of await drawAvatar(photo)) {
      expect(Buffer.from(bytes).includes('PRIVATE')).toBe(false)
      expect((await sharp(bytes).metadata()).exif).toBeUndefined()
    }
  })

  test('takes the first frame of an animation', async () => {
    const frames = await Promise.all(
      ['#ff0000', '#0000ff'].map((background) =>
        sharp({ create: { width: 80, height: 80, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    )
    const animation = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    expect((await sharp(animation).metadata()).pages).toBe(2)
    const [first] = await drawAvatar(animation)
    expect((await sharp(first?.bytes).stats()).dominant.r).toBeGreaterThan(200)
  })

  test('leaves behind what was hidden after the picture', async () => {
    const picture = await blank(80, 80).gif().toBuffer()
    const polyglot = Buffer.concat([picture, Buffer.from('<html><script>alert(1)</script>')])
    for (const { bytes } of await drawAvatar(polyglot)) expect(Buffer.from(bytes).includes('script')).toBe(false)
  })

  test.each([
    ['nothing', Buffer.alloc(0), 'unsupported_type', 'not a picture'],
    ['text', Buffer.from('hello'), 'unsupported_type', 'not a picture'],
    ['HTML', Buffer.from('<!doctype html><img src=x onerror=x()>'), 'unsupported_type', 'not a picture'],
    ['SVG', Buffer.from(SVG), 'unsupported_type', 'SVG pictures cannot be used'],
    ['SVG after a comment', Buffer.from(`<!-- ${'x'.repeat(500)} -->\n${SVG}`), 'unsupported_type', 'SVG pictures'],
    ['SVG in gzip', gzipSync(SVG), 'unsupported_type', 'not a picture'],
    ['PDF', Buffer.from('%PDF-1.7\n1 0 obj'), 'unsupported_type', 'not a picture'],
    ['a data address', Buffer.from(`data:image/svg+xml;base64,${btoa(SVG)}`), 'unsupported_type', 'not a picture'],
    ['the first bytes of a PNG', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'bad_input', 'damaged'],
    ['the first bytes of a GIF with a script', Buffer.from('GIF89a=1;alert(1)//'), 'bad_input', 'damaged'],
  ])('refuses %s with a sentence', async (_name, upload, code, sentence) => {
    await expect(drawAvatar(upload)).rejects.toMatchObject({ code, message: expect.stringContaining(sentence) })
  })

  test('refuses HEIF and TIFF, which the library could read', async () => {
    for (const upload of [await blank(50, 50).avif().toBuffer(), await blank(50, 50).tiff().toBuffer()]) {
      await expect(drawAvatar(upload)).rejects.toMatchObject({ code: 'unsupported_type' })
    }
    // Even behind a door left open: no other loader runs in this process.
    await expect(sharp(Buffer.from(SVG)).metadata()).rejects.toThrow()
  })

  test('refuses a picture cut off half-way', async () => {
    const noise = await sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: RED,
        noise: { type: 'gaussian', mean: 128, sigma: 30 },
      },
    })
      .png()
      .toBuffer()
    const half = noise.subarray(0, noise.length / 2)
    await expect(drawAvatar(half)).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining('damaged'),
    })
  })

  test('does not unpack a small file of very many pixels', async () => {
    const bomb = await blank(6000, 6000).png({ compressionLevel: 9 }).toBuffer()
    expect(bomb.length).toBeLessThan(1_000_000)
    await expect(drawAvatar(bomb)).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining('too many pixels'),
    })
  })
})
