/** Enough to know a passage by, short enough for quotes that were cut. */
const QUOTE_CHARS = 80
/** A thread's page holds some twenty; each is looked for in all text before it. */
const MAX_QUOTES = 200
/** A price or hours by themselves: two rolls may cost the same and two days have the same hours. */
const MAX_FIGURE_CHARS = 40
const FIGURE = /\p{Sc}\s?\d|\d\s?(\p{Sc}|[A-Z]{3}\b)|\d[:.h]\d\d|\d\s?[ap]\.?m\b/iu

/**
 * Keeps the first of blocks that come again: buttons, teasers, the same text for phones and for desks, and in threads
 * the quotes of what stands above them.
 */
export function dropRepeats(markdown: string): string {
  const seen = new Set<string>()
  let told = ''
  let quotes = 0
  let isAfterNew = false
  let isInCode = false
  return markdown
    .split(/\n{2,}/)
    .filter((block) => {
      const wasInCode = isInCode
      const fences = block.match(/^ *```/gm)?.length ?? 0
      if (fences % 2 === 1) isInCode = !isInCode
      if (wasInCode || fences > 0 || block.startsWith('|')) return true
      const key = block.toLowerCase()
      const isNew = !seen.has(key)
      const isKept = isNew || (isAfterNew && block.length < MAX_FIGURE_CHARS && FIGURE.test(block))
      isAfterNew = isNew
      if (!isKept) return false
      seen.add(key)
      const letters = squeeze(block)
      if (block.startsWith('>') && quotes++ < MAX_QUOTES) {
        if (letters.length >= QUOTE_CHARS && told.includes(letters.slice(0, QUOTE_CHARS))) return false
      }
      told += letters
      return true
    })
    .join('\n\n')
}

/** Letters and digits alone, to compare what is set differently. */
export const squeeze = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
