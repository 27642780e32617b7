import { toLine, type PageDocument } from './dom.ts'
import type { StatedFact } from './structured-data.ts'
import { toMarkdown } from './to-markdown.ts'

const FOOTER = 'footer, [role=contentinfo], #footer, .footer, address'
/** A longer one is no footer but the page, whatever its name, and is read as such. */
const MAX_FOOTER_CHARS = 10_000
/** A chain may list all its branches. */
const MAX_LINES = 8
const MAX_LINE_CHARS = 160
const MAIL = /[\w.+-]{1,64}@[\w-]+\.\w/
const TELEPHONE = /(\+|\b0|\()\d[\d ()./-]{6,}\d|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b/
const HOURS = /\d\s?([ap]\.?m\.?|uhr|h)?\s?(-|–|to|bis|until|a)\s?\d{1,2}([:.]\d\d|\s?([ap]\.?m|uhr|h))/i
const STREET =
  /^\d+[\w-]* .{0,40}\b(street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|rue|place)\b|(straße|strasse|str\.|weg|platz|gasse|allee) \d|\b(calle|avenida|plaza|via|piazza|rue) .{2,40}\d/i

/** Where a business is, when it is open and how to reach it, as the foot of its pages says: often nowhere else. */
export function readFooterContact(document: PageDocument, url: string): StatedFact | undefined {
  const lines = [...document.querySelectorAll(FOOTER)]
    .filter((footer) => footer.parentElement?.closest(FOOTER) === null && toLine(footer).length <= MAX_FOOTER_CHARS)
    .flatMap((footer) => toMarkdown(footer).split('\n'))
    .map((line) => line.replace(/^[\s#>|-]+/, '').trim())
    .filter((line) => line.length <= MAX_LINE_CHARS && isContact(line))
  const siteName = document.querySelector('meta[property="og:site_name"]')?.getAttribute('content')?.trim()
  const heading = siteName || URL.parse(url)?.hostname
  return lines.length === 0 || heading === undefined
    ? undefined
    : { heading, lines: [...new Set(lines)].slice(0, MAX_LINES) }
}

const isContact = (line: string): boolean => [MAIL, TELEPHONE, HOURS, STREET].some((pattern) => pattern.test(line))
