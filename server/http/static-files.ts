import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

export type Encoding = 'br' | 'gzip'
export type StaticFile = {
  type: string
  hash: string
  plain: Uint8Array<ArrayBuffer>
  /** Smallest first, as the build made them; empty for what it did not compress. */
  compressed: [Encoding, Uint8Array<ArrayBuffer>][]
}
/** Everything that can be asked for, by its path: what is not in here does not exist. `/index.html`, `/assets/index-D3f.js`. */
export type StaticFiles = { dashboard: Map<string, StaticFile>; widget: StaticFile | undefined }

const TYPES = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['json', 'application/json'],
  ['webmanifest', 'application/manifest+json'],
  ['txt', 'text/plain; charset=utf-8'],
  ['png', 'image/png'],
  ['ico', 'image/x-icon'],
  ['webp', 'image/webp'],
  ['woff2', 'font/woff2'],
])
/** Smallest first, with the ending that the build gives them. */
const ENCODINGS: [Encoding, string][] = [
  ['br', 'br'],
  ['gzip', 'gz'],
]

/** Reads the built dashboard and widget once. Missing builds make empty entries. */
export async function readStaticFiles(distPath: string): Promise<StaticFiles> {
  const root = join(distPath, 'dashboard')
  const dashboard = new Map<string, StaticFile>()
  for (const path of await listFiles(root)) {
    const file = await readStaticFile(path)
    if (file) dashboard.set(`/${relative(root, path).split(sep).join('/')}`, file)
  }
  const widgetPaths = await listFiles(join(distPath, 'widget'))
  const widgetPath = widgetPaths.find((path) => path.endsWith(`${sep}widget.js`))
  return { dashboard, widget: widgetPath === undefined ? undefined : await readStaticFile(widgetPath) }
}

/** Undefined for a kind of file that is not for browsers, source maps among them. */
export async function readStaticFile(path: string): Promise<StaticFile | undefined> {
  const type = TYPES.get(path.split('.').at(-1) ?? '')
  if (type === undefined) return undefined
  const plain = new Uint8Array(await readFile(path))
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22)
  const found = await Promise.all(
    ENCODINGS.map(async ([name, ending]) => [name, await readIfThere(`${path}.${ending}`)] as const),
  )
  return {
    type,
    hash,
    plain,
    compressed: found.flatMap(([name, bytes]) => (bytes === undefined ? [] : [[name, bytes]])),
  }
}

async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
