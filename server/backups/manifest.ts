import { z } from 'zod'
import { AppError } from '#server/errors.ts'
import { backupKindSchema, countsSchema } from '#shared/backup.ts'

export const MANIFEST = 'manifest.json'
export const DATABASE = 'frontdesk.db'
export const AVATARS = 'avatars'
const FORMAT = 1

/** As our own avatars are named; a name from a stranger's archive becomes a path only if it is like these. */
export const IS_AVATAR = /^[\w-]{1,64}-(64|128)\.(png|webp)$/
/** Our largest picture, 128 pixels of noise as PNG, takes 66 KB. */
const MAX_AVATAR_BYTES = 256 * 1024
/** Four pictures for each of 5,000 bots. */
const MAX_FILES = 20_000
/** Of that many pictures, 150 bytes each. */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024
/** Four times what may be uploaded; ours unpack to two or three times their size. */
export const MAX_DATABASE_BYTES = 8 * 1024 ** 3

const fileSchema = z.object({
  name: z.string().refine((name) => name === DATABASE || isAvatarPath(name)),
  bytes: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
const manifestSchema = z.object({
  format: z.literal(FORMAT),
  app_version: z.string().max(50),
  /** The last migration that the database has had. */
  schema: z.string().max(100),
  made_at: z.iso.datetime(),
  kind: backupKindSchema,
  counts: countsSchema,
  files: z.array(fileSchema).min(1).max(MAX_FILES),
})
export type Manifest = z.infer<typeof manifestSchema>
export type PackedFile = Manifest['files'][number]

export const buildManifest = (parts: Omit<Manifest, 'format'>): string =>
  `${JSON.stringify({ format: FORMAT, ...parts } satisfies Manifest, null, 2)}\n`

/** Throws `unprocessable` for what is not a manifest of ours. */
export function parseManifest(text: string): Manifest {
  const notOurs = (cause?: unknown) =>
    new AppError('unprocessable', 'This is not a backup made by Frontdesk.', { cause })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw notOurs(cause)
  }
  const format = z.object({ format: z.number() }).safeParse(value)
  if (format.success && format.data.format > FORMAT) {
    throw new AppError('unprocessable', 'This backup was made by a newer Frontdesk. Update this one first.')
  }
  const parsed = manifestSchema.safeParse(value)
  if (!parsed.success) throw notOurs(parsed.error)
  const names = parsed.data.files.map(({ name }) => name)
  const fits = parsed.data.files.every(({ name, bytes }) => bytes <= maxBytesOf(name))
  if (!names.includes(DATABASE) || new Set(names).size !== names.length || !fits) throw notOurs()
  return parsed.data
}

const isAvatarPath = (path: string): boolean =>
  path.startsWith(`${AVATARS}/`) && IS_AVATAR.test(path.slice(AVATARS.length + 1))
const maxBytesOf = (name: string): number => (name === DATABASE ? MAX_DATABASE_BYTES : MAX_AVATAR_BYTES)
