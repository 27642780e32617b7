import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import solid from 'vite-plugin-solid'

/** Something in the order is wrong; the message says what. */
export class Complaint extends Error {}

/** A script to measure. */
export type Subject = {
  name: string
  /** An address, or a name for `read`. */
  src: string
  /** Of its script tag, besides `src`. */
  attributes: string
  /** Whether the first button in its shadow root opens it. */
  hasLauncher: boolean
  /** The script and the files beside it, by their names. */
  read: (name: string) => Promise<Uint8Array | string | undefined>
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Built in memory from the source as it is now, so no stale file is measured and `dist/` stays. */
export async function buildWidget(): Promise<Subject> {
  const code = await bundle({ configFile: here('../../../widget/vite.config.ts') })
  const attributes = 'data-bot-id="bot-1" data-api-key="key-1" data-lang="en"'
  return toBuiltSubject('Frontdesk', 'widget.js', attributes, code)
}

/** The least a chat widget made with Solid can be: a button that opens an empty panel in a shadow root. */
export async function buildEmptyBubble(): Promise<Subject> {
  const lib = {
    entry: here('../../../widget/testing/empty-bubble.tsx'),
    formats: ['iife' as const],
    name: 'EmptyBubble',
  }
  const code = await bundle({
    configFile: false,
    plugins: [solid({ hot: false })],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { target: 'es2022', lib: { ...lib, fileName: () => 'bubble.js' } },
  })
  return toBuiltSubject('empty bubble', 'bubble.js', '', code)
}

async function bundle(config: NonNullable<Parameters<typeof build>[0]>): Promise<string> {
  // Vite builds for whatever stands there, and Solid's development build is another script.
  process.env['NODE_ENV'] = 'production'
  const built = await build({ ...config, logLevel: 'error', build: { ...config.build, write: false } })
  const files = [built].flat().flatMap((result) => ('output' in result ? result.output : []))
  const [chunk, ...others] = files.filter(({ fileName }) => !/\.(br|gz)$/.test(fileName))
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error('The build no longer makes one script.')
  return chunk.code
}

const toBuiltSubject = (name: string, src: string, attributes: string, code: string): Subject => ({
  name,
  src,
  attributes,
  hasLauncher: true,
  read: async (asked) => (asked === src ? code : undefined),
})

const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]']

/** Someone else's script, by its file or its address on this machine. What it loads from beside it is found. */
export function toSubject(script: string, attributes: string): Subject {
  if (/^https?:/.test(script)) {
    const { hostname, pathname } = new URL(script)
    if (!THIS_MACHINE.includes(hostname)) {
      throw new Complaint(`${script} is on another machine, and the network would be measured. Give it as a file.`)
    }
    return { name: basename(pathname), src: script, attributes, hasLauncher: false, read: async () => undefined }
  }
  if (!existsSync(script)) throw new Complaint(`There is no file ${script}.`)
  const file = pathToFileURL(script)
  const read = (name: string) => readFile(new URL(name, file)).catch(() => undefined)
  return { name: basename(script), src: encodeURIComponent(basename(script)), attributes, hasLauncher: false, read }
}
