/** A Markdown file, taken apart once for every check. */
export type Document = {
  /** From the root of the repository. */
  path: string
  /** The text without fenced blocks. */
  body: string
  fences: { language: string; text: string }[]
  /** What stands between backticks. */
  spans: string[]
  /** Where links and images lead. */
  targets: string[]
  /** What `#…` can lead to. */
  anchors: Set<string>
}

const FENCE = /^ *(?<mark>`{3,}|~{3,}) *(?<language>[\w-]*)[^\n]*\n(?<text>[\s\S]*?)^ *\k<mark>[`~]*$/gm
const SPAN = /(?<!`)(?<mark>`+)(?!`)(?<text>[^`]|[^`][\s\S]*?[^`])\k<mark>(?!`)/g
const TARGETS = [/\]\(\s*<?([^)\s>]+)/g, /^\[[^\]]+\]: *(\S+)/gm, /\s(?:href|src|srcset)="([^"]+)"/g]

export function parseDocument(path: string, text: string): Document {
  const body = text.replace(FENCE, '')
  const prose = body.replace(SPAN, '')
  return {
    path,
    body,
    fences: [...text.matchAll(FENCE)].map(({ groups }) => ({
      language: groups?.['language'] ?? '',
      text: groups?.['text'] ?? '',
    })),
    spans: [...body.matchAll(SPAN)].map(({ groups }) => groups?.['text'] ?? ''),
    targets: TARGETS.flatMap((target) => [...prose.matchAll(target)].map(([, found = '']) => found)),
    anchors: toAnchors(body),
  }
}

/** The text without what stands below one heading of the second level. */
export function cutSection(text: string, heading: string): string {
  const [before, after] = text.split(`\n## ${heading}\n`)
  if (before === undefined || after === undefined) throw new Error(`There is no heading "${heading}".`)
  const next = after.indexOf('\n## ')
  return before + (next === -1 ? '' : after.slice(next))
}

/** As GitHub makes them: letters, digits, `-` and `_` of a heading, and a number where one comes again. */
function toAnchors(body: string): Set<string> {
  const anchors = new Set([...body.matchAll(/\s(?:id|name)="([^"]+)"/g)].map(([, id = '']) => id))
  const seen = new Map<string, number>()
  for (const [, heading = ''] of body.matchAll(/^#{1,6} +(.+?)(?: +#+)?$/gm)) {
    const words = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<[^>]*>/g, '')
    const slug = words
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-')
    const times = seen.get(slug) ?? 0
    seen.set(slug, times + 1)
    anchors.add(times === 0 ? slug : `${slug}-${times}`)
  }
  return anchors
}
