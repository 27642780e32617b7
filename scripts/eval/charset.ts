import { join } from 'node:path'
import { decodeText } from '#server/web/decode-text.ts'
import { countSnippets, readText } from './extraction.ts'
import { type Pack, readBytes, type SniffCase } from './pack.ts'

export type CharsetResult = { charset: string; right: number; of: number; missed: string[] }

/** Read differently in every single-byte encoding, and never UTF-8. */
const TELLTALE = Buffer.from(' na\xefve \xb1 caf\xe9 \xa4 \xe6', 'latin1')

export function measureCharset(pack: Pack): CharsetResult[] {
  const pages = pack.charsetPages.map((page) => {
    const text = readText(readBytes(join(pack.folder, 'charset'), page.html), page.url)
    return { id: page.id, ...countSnippets(text, page.with) }
  })
  return [
    sniff(
      'declared early',
      pack.sniffs.filter(({ late_meta }) => !late_meta),
    ),
    // Beyond the 1,024 bytes in which the standard has a page tell it.
    sniff(
      'declared late',
      pack.sniffs.filter(({ late_meta }) => late_meta),
    ),
    {
      charset: 'snippets of real pages',
      right: pages.reduce((sum, { found }) => sum + found, 0),
      of: pages.reduce((sum, { of }) => sum + of, 0),
      missed: pages.filter(({ found, of }) => found < of).map(({ id }) => id),
    },
  ]
}

function sniff(charset: string, cases: SniffCase[]): CharsetResult {
  const missed = cases
    .filter(({ base64, encoding }) => {
      const bytes = Buffer.concat([Buffer.from(base64, 'base64'), TELLTALE])
      return decodeText(bytes, 'text/html') !== new TextDecoder(encoding).decode(bytes).replaceAll('\0', '')
    })
    .map(({ id, encoding }) => `${id} (${encoding})`)
  return { charset, right: cases.length - missed.length, of: cases.length, missed }
}
