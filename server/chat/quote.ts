import { parseSections, type Block } from '#server/knowledge/markdown-sections.ts'
import { splitSentences } from '#server/knowledge/sentences.ts'

/** Something that can be quoted by itself: whole sentences, a list item, a table row, the answer to a question. */
export type Quote = {
  text: string
  /** The header of the table that a row belongs to, with its rule; empty otherwise. */
  head: string
  /** What stands above it: headings, a question, the line before a list. Search reads it, the visitor does not. */
  context: string
  sentences: number
  /** Where it stands: the chunk's place among those given, its block, its place in the block. */
  place: { chunk: number; block: number; index: number }
}

export const MAX_SENTENCES = 3
/** Of a list that is quoted whole, or of the beginning of an answer. */
const MAX_WHOLE_WORDS = 60
const QUESTION = /[?？؟]["'”’)]*$/
const LEAD = /[:：]\**$/
/** A name and what it stands for, in one line. */
const PAIR = /^[^:：]{2,40}[:：]\s*\S/
const ITEM = /^\s*([-*+•]|\d{1,3}[.)])\s+/
const FENCE = /^ {0,3}(```|~~~)/
const SENTENCE_END = /[.!…。！؟]["'”’)]*$/
const MAX_LINE_CHARS = 60
/** Two spaces: the next line stays a line of its own. */
const HARD_BREAK = '  \n'
/** A page's furniture rather than its words. */
const BOILERPLATE =
  /^\W*(©|\(c\)\s|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|read more|learn more|mehr (lesen|erfahren)|weiterlesen|en savoir plus|leer más|click here|hier klicken|back to top|nach oben|skip to|share (this|on)|follow us|subscribe|sign up for our newsletter|accept (all )?cookies|we use cookies|wir verwenden cookies|table of contents|was this (article|page) helpful)/iu

/** What of a chunk's Markdown can be quoted, in reading order. No headings, questions, leads or boilerplate. */
export function listQuotes(chunk: { text: string; heading_path: string[] }, chunkPlace: number): Quote[] {
  const quotes: Quote[] = []
  let blockPlace = 0
  for (const { path, blocks } of parseSections(chunk.text)) {
    const headings = [...chunk.heading_path.slice(-1), ...path]
    for (const block of blocks) {
      const place = { chunk: chunkPlace, block: blockPlace++ }
      const found = quoteBlock(block, headings).filter(({ text }) => isWorthQuoting(text))
      quotes.push(...found.map((quote, index) => ({ ...quote, place: { ...place, index } })))
    }
  }
  return quotes
}

type Piece = Omit<Quote, 'place'>

function quoteBlock(block: Block, headings: string[]): Piece[] {
  const [first = '', ...rest] = block.atoms.map((atom) => atom.trim())
  const hasLead = rest.length > 0 && (QUESTION.test(first) || LEAD.test(first))
  const lead = hasLead ? first : ''
  const atoms = hasLead ? rest : [first, ...rest]
  const context = [...headings, lead].filter(Boolean).join('\n')
  const answers = QUESTION.test(lead === '' ? (headings.at(-1) ?? '') : lead)

  if (block.head !== '') {
    const head = block.head.trim()
    return atoms
      .filter((row) => row.startsWith('|') && row !== head)
      .map((text) => ({ text, head, context: [context, head.split('\n', 1)[0]].join('\n'), sentences: 1 }))
  }
  if (FENCE.test(atoms[0] ?? '')) return [{ text: atoms.join('\n'), head: '', context, sentences: MAX_SENTENCES }]
  if (atoms.some((atom) => ITEM.test(atom))) return quoteList(atoms, lead, context)
  const lines = atoms.flatMap((atom) => atom.split('\n')).map((line) => line.trim())
  if (isSetInLines(lines)) return quoteList(lines, lead, context)
  const sentences = atoms
    .flatMap((atom) => splitSentences(atom))
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
  const one = (text: string): Piece => ({ text, head: '', context, sentences: 1 })
  if (!answers) return sentences.map(one)
  const opening = takeOpening(sentences.filter((sentence) => !QUESTION.test(sentence)))
  const whole = { ...one(opening.join(' ')), sentences: opening.length }
  return [whole, ...sentences.filter((sentence) => !opening.includes(sentence)).map(one)]
}

/** Opening hours or an address: short lines, none of them a sentence. */
const isSetInLines = (lines: string[]): boolean =>
  lines.length > 1 && lines.every((line) => line.length <= MAX_LINE_CHARS && !SENTENCE_END.test(line))

/** What is short is quoted whole with the line before it: one of "We accept:" or one day of the week means little alone. */
function quoteList(items: string[], lead: string, context: string): Piece[] {
  const isList = items.some((item) => ITEM.test(item))
  const whole = items.join(isList ? '\n' : HARD_BREAK)
  const isShort = countWords(`${lead} ${whole}`) <= MAX_WHOLE_WORDS
  if (isShort && (lead !== '' || !isList)) {
    return [{ text: LEAD.test(lead) ? `${lead}\n\n${whole}` : whole, head: '', context, sentences: MAX_SENTENCES }]
  }
  return items.map((text) => ({ text, head: '', context, sentences: 1 }))
}

/** The first sentences of an answer, as many as can be quoted at once. */
function takeOpening(sentences: string[]): string[] {
  let count = 1
  while (
    count < MAX_SENTENCES &&
    count < sentences.length &&
    countWords(sentences.slice(0, count + 1).join(' ')) <= MAX_WHOLE_WORDS
  )
    count++
  return sentences.slice(0, count)
}

export const countWords = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0

function isWorthQuoting(text: string): boolean {
  if (text === '' || BOILERPLATE.test(text)) return false
  if (text.startsWith('|') || ITEM.test(text) || FENCE.test(text)) return true
  const plain = text.replace(/[*_`]/g, '').trim()
  if (QUESTION.test(plain) || LEAD.test(plain)) return false
  const isSentence = SENTENCE_END.test(plain)
  // "Mon–Fri 9–17" and "Sunday: closed" say something without a full stop; "Our services" does not.
  return isSentence ? plain.length >= 6 : /\p{N}/u.test(plain) || PAIR.test(plain) || countWords(plain) >= 6
}

/** Quotes as Markdown: rows under their header, items as a list, sentences of one paragraph as one. */
export function toMarkdown(quotes: Quote[]): string {
  let markdown = ''
  let previous: Quote | undefined
  for (const quote of quotes) {
    const isSameBlock =
      previous !== undefined && previous.place.chunk === quote.place.chunk && previous.place.block === quote.place.block
    if (isSameBlock) markdown += (quote.head !== '' || ITEM.test(quote.text) ? '\n' : ' ') + quote.text
    else markdown += (previous === undefined ? '' : '\n\n') + (quote.head === '' ? '' : `${quote.head}\n`) + quote.text
    previous = quote
  }
  return markdown
}
