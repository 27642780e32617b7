const KINDS = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/** An avatar is shown at 64 to 128 pixels; this leaves room to zoom in, and a phone's photo takes no memory it does not need. */
const SHORT_SIDE = 1024
const LONG_SIDE = 4096

/** Twice the largest size that is ever shown. */
const AVATAR_SIDE = 256

/** The picture as it stands upright, no larger than needed. Rejects with a sentence for the owner. */
export async function readPicture(file: Blob): Promise<HTMLCanvasElement> {
  if (!KINDS.includes(file.type)) {
    throw new Error('This kind of file cannot be used. Choose a PNG, JPEG, GIF or WebP picture.')
  }
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new Error('This picture is damaged, or not what its name says. Choose another one.', { cause })
  })
  const { width, height } = bitmap
  const scale = Math.min(1, SHORT_SIDE / Math.min(width, height), LONG_SIDE / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  drawSmoothly(canvas)?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return canvas
}

type Square = { left: number; top: number; side: number }

export function drawSquare(onto: HTMLCanvasElement, picture: HTMLCanvasElement, { left, top, side }: Square): void {
  const context = drawSmoothly(onto)
  context?.clearRect(0, 0, onto.width, onto.height)
  context?.drawImage(picture, left, top, side, side, 0, 0, onto.width, onto.height)
}

/** A photo as JPEG; what may be transparent as PNG, at most 256 KB of it. */
export function cutOut(picture: HTMLCanvasElement, square: Square, type: string): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = AVATAR_SIDE
  canvas.height = AVATAR_SIDE
  drawSquare(canvas, picture, square)
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be cropped. Try another one.'))),
      type === 'image/jpeg' ? 'image/jpeg' : 'image/png',
      0.92,
    )
  })
}

function drawSmoothly(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d')
  if (context) context.imageSmoothingQuality = 'high'
  return context
}
