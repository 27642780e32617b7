const MAX_CHARS = 160
/** What stands before a word that was searched. */
const LEAD_CHARS = 40
const IS_WORD = /[\p{L}\p{N}]/u

/** A text in one line, around the first place where one of the words begins. */
export function buildExcerpt(text: string, words: string[] = []): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= MAX_CHARS) return line
  const place = findPlace(line, words)
  const start = place <= LEAD_CHARS * 2 ? 0 : afterSpace(line, place - LEAD_CHARS, place)
  const rest = line.slice(start)
  if (rest.length <= MAX_CHARS) return `…${rest.toWellFormed()}`
  const space = rest.lastIndexOf(' ', MAX_CHARS)
  const cut = rest.slice(0, space > MAX_CHARS / 2 ? space : MAX_CHARS).toWellFormed()
  return `${start > 0 ? '…' : ''}${cut}…`
}

/** Where the next word begins, or `from` itself in a script without spaces. */
function afterSpace(line: string, from: number, to: number): number {
  const space = line.indexOf(' ', from)
  return space === -1 || space >= to ? from : space + 1
}

function findPlace(line: string, words: string[]): number {
  const { folded, places } = fold(line)
  const found = words.flatMap((word) => {
    const wanted = fold(word).folded
    const index = wanted === '' ? -1 : findBeginning(folded, wanted)
    return index === -1 ? [] : [places[index] ?? 0]
  })
  return found.length === 0 ? 0 : Math.min(...found)
}

/** The first place after no letter, else the first at all: a word of a script without spaces has letters before it. */
function findBeginning(text: string, wanted: string): number {
  for (let index = text.indexOf(wanted); index !== -1; index = text.indexOf(wanted, index + 1)) {
    if (index === 0 || !IS_WORD.test(text.charAt(index - 1))) return index
  }
  return text.indexOf(wanted)
}

/** Without case and accents, as the search compares; `places` leads each character back to where it came from. */
function fold(text: string): { folded: string; places: number[] } {
  let folded = ''
  const places: number[] = []
  let place = 0
  for (const character of text) {
    const plain = character.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss')
    folded += plain
    for (let i = 0; i < plain.length; i++) places.push(place)
    place += character.length
  }
  return { folded, places }
}
