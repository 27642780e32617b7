import { join } from 'node:path'
import { decodeText } from '#server/web/decode-text.ts'
import { countSnippets, readText } from './extraction.ts'
import { type Pack, readBytes } from './pack.ts'

export type CharsetResult = {
  sniffed: { right: number; of: number; missed: string[] }
  snippets: { found: number; of: number; missed: string[] }
}

/** Read differently in every single-byte encoding, and never UTF-8. */
const TELLTALE = Buffer.from(' na\xefve \xb1 caf\xe9 \xa4 \xe6', 'latin1')

export function measureCharset(pack: Pack): CharsetResult {
  const missed = pack.sniffs
    .filter(({ base64, encoding }) => {
      const bytes = Buffer.concat([Buffer.from(base64, 'base64'), TELLTALE])
      return decodeText(bytes, 'text/html') !== new TextDecoder(encoding).decode(bytes).replaceAll('\0', '')
    })
    .map(({ id, encoding }) => `${id} (${encoding})`)
  const pages = pack.charsetPages.map((page) => {
    const text = readText(readBytes(join(pack.folder, 'charset'), page.html), page.url)
    return { id: page.id, ...countSnippets(text, page.with) }
  })
  return {
    sniffed: { right: pack.sniffs.length - missed.length, of: pack.sniffs.length, missed },
    snippets: {
      found: pages.reduce((sum, { found }) => sum + found, 0),
      of: pages.reduce((sum, { of }) => sum + of, 0),
      missed: pages.filter(({ found, of }) => found < of).map(({ id }) => id),
    },
  }
}
