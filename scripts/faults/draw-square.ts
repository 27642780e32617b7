import { crc32, deflateSync } from 'node:zlib'

const SIDE = 64
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const EIGHT_BITS_GREY = [8, 0, 0, 0, 0]

/** A PNG of one grey, 0 to 255, so many pixels wide and high. */
export function drawSquare(grey: number, side = SIDE): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(8)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  const line = Buffer.alloc(side + 1, grey).fill(0, 0, 1)
  const lines = Buffer.concat(Array.from({ length: side }, () => line))
  return Buffer.concat([
    SIGNATURE,
    toChunk('IHDR', Buffer.concat([header, Buffer.from(EIGHT_BITS_GREY)])),
    toChunk('IDAT', deflateSync(lines)),
    toChunk('IEND', Buffer.alloc(0)),
  ])
}

function toChunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(content), 4)
  return Buffer.concat([frame.subarray(0, 4), content, frame.subarray(4)])
}
