import { crc32, deflateSync } from 'node:zlib'

/** A black PNG of one bit a pixel: very many pixels in very few bytes. `extra` are chunks of metadata. */
export function drawPng(width: number, height: number, extra: [type: string, data: Buffer][] = []): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 1
  const rows = Buffer.alloc((1 + Math.ceil(width / 8)) * height)
  const chunks: [string, Buffer][] = [['IHDR', head], ...extra, ['IDAT', deflateSync(rows)], ['IEND', Buffer.alloc(0)]]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks.map(toChunk)])
}

function toChunk([type, data]: [string, Buffer]): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const around = Buffer.alloc(8)
  around.writeUInt32BE(data.length, 0)
  around.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)])
}

/** An animation of one dot that goes on for so many frames. */
export function drawGif(frames: number): Buffer {
  const head = Buffer.from('GIF89a\x40\0\x40\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1')
  const frame = Buffer.from('!\xf9\x04\0\x01\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02L\x01\0', 'latin1')
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.from(';')])
}

/** The kinds of a PNG's or WebP's parts, or undefined when it is neither or has bytes after its end. */
export function readParts(picture: Buffer): { format: 'png' | 'webp'; width: number; parts: string[] } | undefined {
  if (picture.subarray(1, 4).toString() === 'PNG') {
    const parts: string[] = []
    let at = 8
    while (at + 12 <= picture.length) {
      parts.push(picture.toString('latin1', at + 4, at + 8))
      at += 12 + picture.readUInt32BE(at)
    }
    return at === picture.length ? { format: 'png', width: picture.readUInt32BE(16), parts } : undefined
  }
  if (picture.subarray(8, 12).toString() !== 'WEBP') return undefined
  const parts: string[] = []
  let at = 12
  let width = 0
  while (at + 8 <= picture.length) {
    const type = picture.toString('latin1', at, at + 4).trim()
    parts.push(type)
    if (type === 'VP8') width = picture.readUInt16LE(at + 14) & 0x3fff
    if (type === 'VP8L') width = 1 + (picture.readUInt16LE(at + 9) & 0x3fff)
    const length = picture.readUInt32LE(at + 4)
    at += 8 + length + (length % 2)
  }
  return at === picture.length ? { format: 'webp', width, parts } : undefined
}
