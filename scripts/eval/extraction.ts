import { join } from 'node:path'
import { parseConfig } from '#server/config.ts'
import { AppError } from '#server/errors.ts'
import { decodeText } from '#server/web/decode-text.ts'
import { readPage } from '#server/web/read-page.ts'
import { readBytes, takeEvenly, type Pack, type PageCase } from './pack.ts'
import { wordF1 } from './score.ts'

export type PageResult = {
  id: string
  source: string
  type: string
  /** Undefined when the pack gives no true text. */
  f1: number | undefined
  kept: { found: number; of: number }
  dropped: { found: number; of: number }
  cpuMs: number
}

/** The worker is ended after that; the page then has no text. */
const MAX_CPU_MS = 10_000

export function measureExtraction(
  pack: Pack,
  limit: number | undefined,
  note: (progress: string) => void,
): PageResult[] {
  const pages = takeEvenly(pack.pages, limit)
  return pages.map((page, index) => {
    note(`extraction ${index + 1}/${pages.length} ${page.id}`)
    return measurePage(page, join(pack.folder, 'extraction'))
  })
}

function measurePage(page: PageCase, folder: string): PageResult {
  const bytes = readBytes(folder, page.html)
  const { text, cpuMs } = readTimed(bytes, page.url)
  return {
    id: page.id,
    source: page.source,
    type: page.type,
    f1: page.text === null ? undefined : wordF1(text, page.text),
    kept: countSnippets(text, page.with),
    dropped: countSnippets(text, page.without, false),
    cpuMs,
  }
}

function readTimed(bytes: Uint8Array, url: string): { text: string; cpuMs: number } {
  const before = process.cpuUsage()
  const text = readText(bytes, url)
  const { user, system } = process.cpuUsage(before)
  const cpuMs = (user + system) / 1000
  return { text: cpuMs > MAX_CPU_MS ? '' : text, cpuMs }
}

/** What the product reads of a page, as words alone: nothing for a page it refuses. */
export function readText(bytes: Uint8Array, url: string): string {
  const { maxScrapeWords } = parseConfig({})
  try {
    return toPlain(
      readPage({ url, type: 'html', text: decodeText(bytes, 'text/html') }, { maxWords: maxScrapeWords }).markdown,
    )
  } catch (error) {
    if (error instanceof AppError) return ''
    throw error
  }
}

/** Markdown without its signs; the ends of blocks are spaces. */
const toPlain = (markdown: string): string =>
  markdown
    .replace(/!?\[([^\]]*)\]\([^)\s]*\)/g, '$1')
    .replace(/^\s*(#{1,6}|[-*+>])\s+/gm, '')
    .replace(/[|*`]+/g, ' ')

export function countSnippets(text: string, snippets: string[], isWanted = true): { found: number; of: number } {
  const squeezed = squeeze(text)
  const found = snippets.filter((snippet) => squeezed.includes(squeeze(snippet)) === isWanted).length
  return { found, of: snippets.length }
}

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim()
