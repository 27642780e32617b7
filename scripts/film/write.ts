import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import sharp from 'sharp'
import type { Frame } from './camera.ts'

/** Its tip is at 2, 2. */
const POINTER = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="18" height="24" viewBox="0 0 18 24"><path d="M2 2v16.5l4.3-3.9 2.9 6.6 3-1.3-2.9-6.5H15z" fill="#111" stroke="#fff" stroke-width="1.5"/></svg>',
)
const SVG_DPI = 72

/** An animated WebP that plays again and again; `scale` is how many of its pixels make one of the page. */
export async function writeFilm(frames: Frame[], scale: number, path: string): Promise<void> {
  const pointer = await sharp(POINTER, { density: SVG_DPI * scale })
    .png()
    .toBuffer()
  const images: Buffer[] = []
  for (const { image, pointer: tip } of frames) {
    const place = { left: Math.round((tip.x - 2) * scale), top: Math.round((tip.y - 2) * scale) }
    images.push(
      await sharp(image)
        .composite([{ input: pointer, ...place }])
        .png({ compressionLevel: 1 })
        .toBuffer(),
    )
  }
  await sharp(images, { join: { animated: true } })
    // Lossless is smaller here than lossy: flat colors, and little that changes from one frame to the next.
    .webp({ lossless: true, minSize: true, loop: 0, delay: frames.map(({ ms }) => ms) })
    .toFile(path)
  const seconds = frames.reduce((sum, { ms }) => sum + ms, 0) / 1000
  await report(path, `${frames.length} frames, ${seconds.toFixed(0)} s`)
}

export async function writeStill(image: Buffer, path: string): Promise<void> {
  const { width, height } = await sharp(image).png({ palette: true, effort: 10 }).toFile(path)
  await report(path, `${width} × ${height}`)
}

async function report(path: string, what: string): Promise<void> {
  console.log(`docs/${basename(path)}: ${what}, ${Math.round((await stat(path)).size / 1024)} KB`)
}
