import sharp from 'sharp'
import { AppError } from '../errors.ts'

export const AVATAR_SIZES = [64, 128] as const
export type AvatarSize = (typeof AVATAR_SIZES)[number]
export const AVATAR_FORMATS = ['png', 'webp'] as const
export type AvatarFormat = (typeof AVATAR_FORMATS)[number]
export type DrawnAvatar = { size: AvatarSize; format: AvatarFormat; bytes: Uint8Array }

/** A 776 kB PNG can hold 256 megapixels, which take over a second and 200 MB; a phone's photo has 12. */
const MAX_PIXELS = 25e6
const TIMEOUT_SECONDS = 10

// libvips reads SVG, PDF, HEIF and more; what cannot be loaded cannot be exploited.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
})

/** The picture's middle as a square in every size and format, all made anew. The bytes alone tell what it is. */
export async function drawAvatar(upload: Uint8Array): Promise<DrawnAvatar[]> {
  if (!isPicture(upload)) throw looksLikeSvg(upload) ? svg() : notPicture()
  await checkPixels(upload)
  try {
    const square = sharp(upload, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .timeout({ seconds: TIMEOUT_SECONDS })
      .autoOrient()
    return await Promise.all(
      AVATAR_SIZES.flatMap((size) =>
        AVATAR_FORMATS.map(async (format) => {
          const resized = square.clone().resize(size, size, { fit: 'cover', position: 'centre' })
          return { size, format, bytes: await resized.toFormat(format).toBuffer() }
        }),
      ),
    )
  } catch (error) {
    throw damaged(error)
  }
}

async function checkPixels(upload: Uint8Array): Promise<void> {
  const { width, height } = await sharp(upload, { limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => {
      throw damaged(error)
    })
  if (width * height > MAX_PIXELS) {
    throw new AppError('bad_input', 'The picture has too many pixels. Make it smaller than 5000 × 5000 and try again.')
  }
}

/** JPEG, PNG, GIF or WebP by its first bytes. */
function isPicture(upload: Uint8Array): boolean {
  const start = Buffer.from(upload.subarray(0, 12)).toString('latin1')
  return /^(?:\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF[^]{4}WEBP)/.test(start)
}

const looksLikeSvg = (upload: Uint8Array): boolean =>
  /<svg[\s>]/i.test(Buffer.from(upload.subarray(0, 4096)).toString('latin1'))

const notPicture = () =>
  new AppError('unsupported_type', 'This file is not a picture that can be used. Take a PNG, JPEG, GIF or WebP file.')
const svg = () =>
  new AppError('unsupported_type', 'SVG pictures cannot be used. Save it as PNG and upload that instead.')
const damaged = (cause: unknown) =>
  new AppError('bad_input', 'The picture is damaged and cannot be read. Save it again, or take another one.', { cause })
