import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { Header } from 'tar'

const BLOCK_BYTES = 512
type Entry = { name: string; content?: Uint8Array; type?: Header['type']; size?: number }

/** A `.tar.gz` as anyone may make one. */
export function buildArchive(entries: Entry[]): Buffer {
  const blocks = entries.flatMap(({ name, content = new Uint8Array(), type = 'File', size = content.length }) => {
    const header = Buffer.alloc(BLOCK_BYTES)
    const linkpath = type.endsWith('Link') ? '/etc/passwd' : ''
    new Header({ path: name, size, type, mode: 0o600, mtime: new Date(0), linkpath }).encode(header, 0)
    return [header, content, Buffer.alloc((BLOCK_BYTES - (content.length % BLOCK_BYTES)) % BLOCK_BYTES)]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK_BYTES)]))
}

/** A manifest that fits these files, or says what a test wants it to. */
export function buildManifestFor(files: Record<string, Uint8Array>, changes: Record<string, unknown> = {}): Buffer {
  const listed = Object.entries(files).map(([name, content]) => ({
    name,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }))
  const counts = { bots: 0, sources: 0, chunks: 0, conversations: 0, messages: 0 }
  const made = { app_version: '0.1.0', made_at: '2026-03-01T12:00:00.000Z', kind: 'manual', counts }
  return Buffer.from(JSON.stringify({ format: 1, schema: 'none', ...made, files: listed, ...changes }))
}

/** A backup of these files whose manifest fits them. */
export const buildBackup = (files: Record<string, Uint8Array>, changes: Record<string, unknown> = {}): Buffer =>
  buildArchive([
    { name: 'manifest.json', content: buildManifestFor(files, changes) },
    ...Object.entries(files).map(([name, content]) => ({ name, content })),
  ])
