const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

// After these a capital letter does not begin a sentence. All other abbreviations are caught by what follows in lower case.
const ABBREVIATION =
  /(^|[\s("„“]|(?<!\p{L})')(Dr|Mr|Mrs|Ms|Mx|Prof|St|Sr|Jr|Nr|No|Nos|Tel|Fax|Mob|Str|ul|Abs|Art|Inc|Ltd|Co|Corp|vs|approx|incl|excl|ca|bzw|inkl|zzgl|max|min|Sra|Dra|Mme|Mlle|Hr|Fr|Fam|Ing|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Okt|Nov|Dec|Dez|EE|[A-Za-z](\.\s?[A-Za-z])*)\.\s*$/u
/** A day or a house number: "am 3. Mai". */
const ORDINAL = /(^|\s)\d{1,2}\.\s+$/
const CONTINUES = /^\s*[\p{Ll}\p{Pe},;:–-]/u
const WRAPPED_LINE_CHARS = 60
/** "in 1978.[12] The": the marks of a footnote hide the end of a sentence. */
const AFTER_FOOTNOTE = /(?<=[.!?](?:\[[^\]\n]{1,30}\]){1,3}\s)(?=\p{Lu})/u

/** The sentences of a text in any language, each with the space after it: put together they are the text again. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = []
  const segments = [...segmenter.segment(text)].flatMap(({ segment }) => segment.split(AFTER_FOOTNOTE))
  for (const segment of segments) {
    const before = sentences.at(-1)
    if (before !== undefined && continues(before, segment)) sentences[sentences.length - 1] = before + segment
    else sentences.push(segment)
  }
  return sentences
}

function continues(before: string, segment: string): boolean {
  if (before.trim() === '' || segment.trim() === '') return true
  const [line = ''] = before.trimEnd().split('\n').slice(-1)
  if (/\n\s*$/.test(before)) return isWrapped(line, segment)
  return CONTINUES.test(segment) || ABBREVIATION.test(before) || ORDINAL.test(before)
}

/** A line that broke at the margin, unlike the lines of a list of hours or an address. */
function isWrapped(line: string, next: string): boolean {
  if (/[.!?:…。！？؟]["'”’)]?$/.test(line) || /^\s*([-*|#>]|\d+[.)])\s?/.test(next)) return false
  return /^\s*[\p{Ll}(]/u.test(next) || line.length > WRAPPED_LINE_CHARS
}
