/** A marker as the prompt asks for, "[1]" or "[1, 2]", with the space before it; the text of a link is none. */
const MARKERS = /[ \t]{0,8}\[(\d{1,2}(?:\s*,\s*\d{1,2})*)\](?!\()/g
/** What may be the beginning of a marker, or a whole one of which it is not known whether an address follows. */
const OPEN_END = /[ \t]{0,8}(?:\[[\d, ]{0,12}\]?)?$/

export type CitationFilter = {
  /** What can be shown of the answer now. */
  push(piece: string): string
  /** The rest of it. */
  end(): string
  /** The numbers that were cited, known or not. */
  cited: Set<number>
}

/** Takes citation markers out of a streamed answer, so that no visitor sees one, and keeps their numbers. */
export function createCitationFilter(): CitationFilter {
  const cited = new Set<number>()
  let held = ''
  const strip = (text: string): string =>
    text.replace(MARKERS, (_, numbers: string) => {
      for (const number of numbers.split(',')) cited.add(Number(number))
      return ''
    })
  return {
    cited,
    push(piece) {
      const text = held + piece
      const end = OPEN_END.exec(text)?.index ?? text.length
      held = text.slice(end)
      return strip(text.slice(0, end))
    },
    end() {
      const rest = strip(held)
      held = ''
      return rest
    },
  }
}
