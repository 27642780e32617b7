import { HARD_BREAK, ITEM, type Quote } from '../knowledge/quotes.ts'
import { findTerms, toRoot } from '../retrieval/terms.ts'

/**
 * Quotes as Markdown: fragments under their heading, rows under their header, items as a list, sentences of one paragraph as one.
 * A heading that asks what was asked is not said back.
 */
export function toMarkdown(
  quotes: Quote[],
  question = '',
  isAnswer: (heading: string) => boolean = () => false,
): string {
  let markdown = ''
  let previous: Quote | undefined
  let shown = ''
  for (const quote of quotes) {
    const text = quote.text.replace(HEADED_ITEM, '$1**$2**')
    const { chunk, block } = quote.place
    if (previous?.place.chunk === chunk && previous.place.block === block) markdown += toJoint(quote) + text
    else {
      // What follows under a heading that is not its own needs its own.
      const needsHeading = isAnswer(quote.heading) || quote.isFragment || shown !== ''
      const isKnown = quote.heading === shown || asksTheSame(quote.heading, question)
      const heading = needsHeading && !isKnown ? toBold(quote.heading) : ''
      if (needsHeading) shown = quote.heading
      const parts = [heading, quote.head === '' ? text : `${quote.head}\n${text}`]
      markdown += (markdown === '' ? '' : '\n\n') + parts.filter(Boolean).join('\n\n')
    }
    previous = quote
  }
  return markdown
}

function toJoint({ head, text, isFragment }: Quote): string {
  if (head !== '' || ITEM.test(text)) return '\n'
  return isFragment ? HARD_BREAK : ' '
}

/** A question over an answer tells a visitor nothing who asked for most of what it asks for. */
function asksTheSame(heading: string, question: string): boolean {
  if (toLetters(heading) === toLetters(question)) return true
  const terms = QUESTION.test(heading) ? findTerms(heading).map(toRoot) : []
  const asked = new Set(findTerms(question).map(toRoot))
  return terms.length > 0 && terms.filter((term) => asked.has(term)).length >= terms.length * SAME_SHARE
}

const QUESTION = /[?？؟]["'”’)]*$/
const SAME_SHARE = 0.5
const toLetters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** "- ### Assam" */
const HEADED_ITEM = /^(\s*[-*+•]\s+)#{1,6}\s+(.+?)\s*$/gm

const toBold = (heading: string): string => {
  const plain = heading
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[#\s]+|[*_`]/g, '')
    .trim()
  return plain === '' ? '' : `**${plain}**`
}
