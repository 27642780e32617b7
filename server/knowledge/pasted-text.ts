import type { ReadPage } from '#server/web/pages.ts'
import { findTextTitle } from '#server/web/text-title.ts'
import { countWords } from '#server/web/words.ts'

const MAX_TITLE_CHARS = 60

/** A pasted text as it is read; its first heading or its first words name it. */
export function readPastedText(content: string): ReadPage {
  return { title: buildTextTitle(content), markdown: content, words: countWords(content), remark: null }
}

/** The first heading, or as many of the first line's words as a title holds. */
export function buildTextTitle(content: string): string {
  const line = findTextTitle(content) ?? content.trim().split('\n')[0] ?? ''
  const plain = line
    .replace(/[#*_`>|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain.length <= MAX_TITLE_CHARS) return plain === '' ? 'Text' : plain
  const cut = plain.slice(0, MAX_TITLE_CHARS)
  const space = cut.lastIndexOf(' ')
  return `${space > MAX_TITLE_CHARS / 2 ? cut.slice(0, space) : cut}…`
}
