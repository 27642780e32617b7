import { parseSections, type Block, type Section } from './markdown-sections.ts'
import { splitSentences } from './sentences.ts'

export type Chunk = { index: number; heading_path: string[]; text: string }
export type ChunkOptions = { maxTokens: number; overlapTokens: number; countTokens(text: string): number }

/** A section below this share of a chunk is too small to be found or understood by itself. */
const SMALL_SHARE = 0.25

/**
 * Markdown as chunks in reading order. A chunk ends where a section does or between sentences; what follows inside a
 * section begins with the last sentences before it. Tables and questions with their answers stay whole when they fit.
 */
export function chunk(markdown: string, options: ChunkOptions): Chunk[] {
  return mergeSmall(parseSections(markdown), options)
    .flatMap((section) => packSection(section, options).map((text) => ({ heading_path: section.path, text })))
    .map((part, index) => ({ index, ...part }))
}

/**
 * The text in overlapping windows for an embedder that reads less than a chunk, each beginning with `prefix`
 * (where the text stands), so that "Closed on Sundays." is found by the name of the shop.
 */
export function windows(
  text: string,
  options: { prefix: string; maxTokens: number; countTokens(text: string): number },
): string[] {
  const { countTokens, maxTokens } = options
  // A prefix that takes a quarter of what is read crowds out the text.
  const prefix = countTokens(options.prefix) > maxTokens / 4 || options.prefix === '' ? '' : `${options.prefix}\n`
  if (countTokens(prefix + text) <= maxTokens) return [prefix + text]
  const room = maxTokens - (prefix === '' ? 0 : countTokens(prefix))
  const blocks = parseSections(text).flatMap(({ path, blocks }) => withHeading(path.slice(-1), blocks))
  const packed = packSection({ path: [], blocks }, { maxTokens: room, overlapTokens: room / 5, countTokens })
  return packed.map((part) => prefix + part)
}

/** Joins small neighbours under their common headings, with the other headings among the text. A question keeps to itself. */
function mergeSmall(sections: Section[], { maxTokens, countTokens }: ChunkOptions): Section[] {
  const groups: { members: Section[]; path: string[]; tokens: number }[] = []
  for (const section of sections) {
    const tokens = countTokens(toText(section.blocks))
    const last = groups.at(-1)
    const path = last === undefined ? [] : findCommonPath(last.path, section.path)
    if (
      last !== undefined &&
      last.tokens + tokens <= maxTokens &&
      Math.min(last.tokens, tokens) < maxTokens * SMALL_SHARE &&
      path.length >= Math.min(last.path.length, section.path.length) - 1 &&
      !isQuestion(last.path) &&
      !isQuestion(section.path)
    ) {
      last.members.push(section)
      last.path = path
      last.tokens += tokens
    } else groups.push({ members: [section], path: section.path, tokens })
  }
  return groups.map(({ members, path }) => ({
    path,
    blocks: members.flatMap((member) => underOwnHeading(member, path)),
  }))
}

const underOwnHeading = (section: Section, path: string[]): Block[] =>
  withHeading(section.path.slice(path.length), section.blocks)

/** Headings as the beginning of the first block, so that no cut leaves them alone. */
function withHeading(headings: string[], blocks: Block[]): Block[] {
  const [first, ...rest] = blocks
  if (first === undefined || headings.length === 0) return blocks
  return [{ ...first, atoms: [`## ${headings.join(' – ')}\n\n`, ...first.atoms] }, ...rest]
}

function findCommonPath(a: string[], b: string[]): string[] {
  const end = a.findIndex((heading, index) => heading !== b[index])
  return end === -1 ? a : a.slice(0, end)
}

const isQuestion = (path: string[]): boolean => /[?？؟]$/.test(path.at(-1) ?? '')
const toText = (blocks: Block[]): string => blocks.flatMap(({ atoms }) => atoms).join('')

function packSection({ blocks }: Section, { maxTokens, overlapTokens, countTokens }: ChunkOptions): string[] {
  const texts: string[] = []
  let atoms: string[] = []
  let tokens = 0
  // How many of `atoms` were carried over: a chunk of these alone says nothing new.
  let carried = 0
  const add = (added: string[], cost: number): void => {
    atoms.push(...added)
    tokens += cost
  }
  const restart = (start: string[]): void => {
    if (atoms.length > carried) texts.push(atoms.join('').trim())
    atoms = start
    carried = start.length
    tokens = start.length === 0 ? 0 : countTokens(start.join(''))
  }
  for (const block of blocks) {
    const cost = countTokens(block.atoms.join(''))
    if (tokens + cost > maxTokens && cost <= maxTokens && (block.isWhole || tokens >= maxTokens * SMALL_SHARE)) {
      const overlap = takeOverlap(atoms, overlapTokens, countTokens)
      restart(cost + countTokens(overlap.join('')) <= maxTokens ? overlap : [])
    }
    if (tokens + cost <= maxTokens) {
      add(block.atoms, cost)
      continue
    }
    for (const atom of block.atoms.flatMap((atom) => splitLong(atom, maxTokens, countTokens))) {
      const atomCost = countTokens(atom)
      if (tokens + atomCost > maxTokens) {
        const start = block.head === '' ? takeOverlap(atoms, overlapTokens, countTokens) : [block.head]
        restart(countTokens(start.join('')) + atomCost <= maxTokens ? start : [])
      }
      add([atom], atomCost)
    }
  }
  restart([])
  return texts.filter((text) => text !== '')
}

/** The last sentences before a cut, as many as fit. */
function takeOverlap(atoms: string[], overlapTokens: number, countTokens: (text: string) => number): string[] {
  let start = atoms.length
  while (
    start > 0 &&
    !/^(\||#)/.test(atoms[start - 1] ?? '') &&
    countTokens(atoms.slice(start - 1).join('')) <= overlapTokens
  )
    start--
  return atoms.slice(start)
}

/** Only what no chunk can hold is cut smaller: first between sentences, then between words. */
function splitLong(atom: string, maxTokens: number, countTokens: (text: string) => number): string[] {
  if (countTokens(atom) <= maxTokens) return [atom]
  const sentences = splitSentences(atom)
  if (sentences.length > 1) return sentences.flatMap((sentence) => splitLong(sentence, maxTokens, countTokens))
  const parts: string[] = []
  let part = ''
  // Counting the part again for each word would read it a thousand times; a sum of its words is never too low.
  let tokens = 0
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'word' }).segment(atom)) {
    for (const piece of sliceChars(segment, maxTokens)) {
      tokens += countTokens(piece)
      if (part !== '' && tokens > maxTokens) tokens = countTokens(part + piece)
      if (part !== '' && tokens > maxTokens) {
        parts.push(part)
        part = ''
        tokens = countTokens(piece)
      }
      part += piece
    }
  }
  return [...parts, part]
}

/** A "word" may be a file in base64. */
function sliceChars(word: string, size: number): string[] {
  const chars = Array.from(word)
  return Array.from({ length: Math.ceil(chars.length / size) }, (_, index) =>
    chars.slice(index * size, (index + 1) * size).join(''),
  )
}
