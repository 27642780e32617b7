import { joinLooseLines } from './loose-lines.ts'
import { parseSections, type Block } from './markdown-sections.ts'
import { splitSentences } from './sentences.ts'

/** Something that can be quoted by itself: whole sentences, a list item, a table row, the answer to a question. */
export type Quote = {
  text: string
  /** The header of the table that a row belongs to, with its rule; empty otherwise. */
  head: string
  /** What stands above it: headings, a question, the line before a list. Search reads it. */
  context: string
  /** The last of it: "Prices for children". Shown above what says too little alone. */
  heading: string
  isFragment: boolean
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
export const ITEM = /^\s*([-*+•]|\d{1,3}[.)])\s+/
const FENCE = /^ {0,3}(```|~~~)/m
const SENTENCE_END = /[.!…。！؟]["'”’)]*$/
const MAX_LINE_CHARS = 60
/** To what? */
const BARE_ANSWER = /^(yes|no|ja|nein|sí|si|oui|non|sì|sim|não|nee|tak|nie|evet|hayır)(?![\p{L}\p{N}])/iu
/** Two spaces: the next line stays a line of its own. */
export const HARD_BREAK = '  \n'
/** A page's furniture rather than its words. */
const BOILERPLATE =
  /^\W*(©|\(c\)\s|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|read more|learn more|mehr (lesen|erfahren)|weiterlesen|en savoir plus|leer más|click here|hier klicken|back to top|nach oben|skip to|share (this|on)|follow us|subscribe|sign up for our newsletter|accept (all )?cookies|we use cookies|wir verwenden cookies|table of contents|was this (article|page) helpful)/iu

/** What of a chunk's Markdown can be quoted, in reading order. No headings, questions, leads or boilerplate. */
export function listQuotes(chunk: { text: string; heading_path: string[] }, chunkPlace: number): Quote[] {
  const quotes: Quote[] = []
  let blockPlace = 0
  for (const { path, blocks } of parseSections(chunk.text)) {
    const headings = [...chunk.heading_path.slice(-1), ...path]
    for (const pieces of quoteBlocks(blocks, headings)) {
      const place = { chunk: chunkPlace, block: blockPlace++ }
      const found = pieces.filter(({ text }) => isWorthQuoting(text))
      quotes.push(...found.map((quote, index) => ({ ...quote, place: { ...place, index } })))
    }
  }
  return quotes
}

/** What is embedded of a quote. */
export const toPassage = ({ context, text }: Pick<Quote, 'context' | 'text'>): string => `${context}\n${text}`.trim()

type Piece = Omit<Quote, 'place'>

function quoteBlocks(blocks: Block[], headings: string[]): Piece[][] {
  const pieces: Piece[][] = []
  for (let at = 0; at < blocks.length;) {
    let end = at + 1
    if (isLooseAt(blocks, at)) while (isLooseAt(blocks, end)) end++
    const run = blocks.slice(at, end)
    const joined = run.length > 1 ? joinLooseLines(run.map(toText), HARD_BREAK) : undefined
    if (joined !== undefined) pieces.push(joined.map((text) => toFragment(text, headings)))
    else pieces.push(...run.map((block, index) => quoteBlock(block, headings, blocks[at + index - 1])))
    at = end
  }
  return pieces
}

const toText = (block: Block): string => block.atoms.join('').trim()
const toFragment = (text: string, headings: string[], lead = ''): Piece => ({
  text,
  head: '',
  context: [...headings, lead].filter(Boolean).join('\n'),
  heading: lead || (headings.at(-1) ?? ''),
  isFragment: !SENTENCE_END.test(text.split('\n', 1)[0]?.trimEnd() ?? '') || BARE_ANSWER.test(text),
  sentences: 1,
})

function isLooseAt(blocks: Block[], at: number): boolean {
  const block = blocks[at]
  if (block === undefined) return false
  const text = toText(block)
  const isLine = block.head === '' && !text.includes('\n') && text.length <= MAX_LINE_CHARS
  return isLine && ![SENTENCE_END, QUESTION, LEAD, PAIR, ITEM, FENCE, BOILERPLATE].some((other) => other.test(text))
}

function quoteBlock(block: Block, headings: string[], before: Block | undefined): Piece[] {
  const { lead, atoms } = parseLead(block.atoms.map((atom) => atom.trim()))
  const context = [...headings, lead].filter(Boolean).join('\n')
  const heading = headings.at(-1) ?? ''
  const answers = QUESTION.test(lead || heading)

  if (block.head !== '') {
    const head = block.head.trim()
    return atoms
      .filter((row) => row.startsWith('|') && row !== head)
      .map((text) => ({
        text,
        head,
        context: [context, head.split('\n', 1)[0]].join('\n'),
        heading: lead || heading,
        isFragment: true,
        sentences: 1,
      }))
  }
  if (FENCE.test(atoms[0] ?? '')) return quoteCode(block, lead || findLastSentence(before), context)
  if (atoms.some((atom) => ITEM.test(atom))) return quoteList(atoms, lead, headings)
  const lines = atoms.flatMap((atom) => atom.split('\n')).map((line) => line.trim())
  if (isSetInLines(lines)) return quoteList(lines, lead, headings)
  const sentences = atoms
    .flatMap((atom) => splitSentences(atom))
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
  const one = (text: string): Piece => toFragment(text, headings, lead)
  if (!answers) return sentences.map(one)
  const opening = takeOpening(sentences.filter((sentence) => !QUESTION.test(sentence)))
  const whole = { ...one(opening.join(' ')), sentences: opening.length }
  return [whole, ...sentences.filter((sentence) => !opening.includes(sentence)).map(one)]
}

/** "Two ways lead there. We accept:" stands before a list as a whole; else the first sentence may be one. */
function parseLead(atoms: string[]): { lead: string; atoms: string[] } {
  const start = atoms.findIndex((atom) => ITEM.test(atom) || FENCE.test(atom) || atom.startsWith('|'))
  const length = Math.max(1, start)
  const last = atoms[length - 1] ?? ''
  const hasLead = start !== 0 && atoms.length > length && (QUESTION.test(last) || LEAD.test(last))
  return hasLead ? { lead: atoms.slice(0, length).join(' '), atoms: atoms.slice(length) } : { lead: '', atoms }
}

/** Short code with the sentence that says what it does; of a manual's page each entry. */
function quoteCode(block: Block, lead: string, context: string): Piece[] {
  const text = toText(block).slice(toText(block).search(FENCE))
  const [, fence = '```'] = FENCE.exec(text) ?? []
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !FENCE.test(line))
  const isShort = countWords(text) <= MAX_WHOLE_WORDS
  const entries = isShort ? [{ under: '', lines }] : splitEntries(lines)
  return entries.map((entry) => {
    const code = [fence, ...entry.lines, fence].join('\n')
    const shown = isShort && lead !== '' ? `${lead}\n\n${code}` : code
    const above = [context, entry.under].filter(Boolean).join('\n')
    return { text: shown, head: '', context: above, heading: '', isFragment: false, sentences: MAX_SENTENCES }
  })
}

/** Lines with what is set in below them, down to entries that are short; `under` is the line that they are set in below. */
function splitEntries(lines: string[], under = ''): { under: string; lines: string[] }[] {
  const indents = lines.map((line) => line.search(/\S/))
  const least = indents.reduce((min, indent) => Math.min(min, indent), Infinity)
  const entries: string[][] = []
  for (const [index, line] of lines.entries()) {
    if (entries.length === 0 || indents[index] === least) entries.push([line])
    else entries.at(-1)?.push(line)
  }
  return entries.flatMap((entry) =>
    entry.length === 1 || countWords(entry.join('\n')) <= MAX_WHOLE_WORDS
      ? [{ under, lines: entry }]
      : splitEntries(entry.slice(1), entry[0]?.trim()),
  )
}

const findLastSentence = (block: Block | undefined): string =>
  block === undefined || block.head !== '' ? '' : (splitSentences(toText(block)).at(-1)?.trim() ?? '')

/** Opening hours or an address: short lines, none of them a sentence. */
const isSetInLines = (lines: string[]): boolean =>
  lines.length > 1 && lines.every((line) => line.length <= MAX_LINE_CHARS && !SENTENCE_END.test(line))

/** What is short is quoted whole with the line before it: one of "We accept:" or one day of the week means little alone. */
function quoteList(items: string[], lead: string, headings: string[]): Piece[] {
  const isList = items.some((item) => ITEM.test(item))
  const whole = items.join(isList ? '\n' : HARD_BREAK)
  const isShort = countWords(`${lead} ${whole}`) <= MAX_WHOLE_WORDS
  if (isShort && (lead !== '' || !isList)) {
    const text = LEAD.test(lead) ? `${lead}\n\n${whole}` : whole
    return [{ ...toFragment(text, headings), isFragment: lead === '', sentences: MAX_SENTENCES }]
  }
  return items.map((text) => toFragment(text, headings, lead))
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
