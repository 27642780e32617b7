import { isElement, TEXT, type PageElement, type PageNode } from './dom.ts'

/** How much text an element shows, how much of it are links or sentences, and whether the page's title stands in it. */
type Measure = {
  chars: number
  linkChars: number
  links: number
  proseChars: number
  holdsTitle: boolean
}
export type Measures = {
  of(element: PageElement): Measure
  /** The characters of all elements with the same class. */
  ofAllLike(element: PageElement): number
}

/** A run of text this long is a sentence, not a label. */
const PROSE_CHARS = 80
const NOTHING: Measure = { chars: 0, linkChars: 0, links: 0, proseChars: 0, holdsTitle: false }

/** Measures all elements in one walk; asking each for its text would read a deep page again at every level. */
export function measurePage(
  root: PageElement,
  title: PageElement | null,
  isIgnored: (element: PageElement) => boolean,
): Measures {
  const measures = new Map<PageElement, Measure>()
  const charsByName = new Map<string, number>()
  const visit = (element: PageElement): Measure => {
    if (isIgnored(element)) return NOTHING
    const sum = { ...NOTHING }
    for (const child of listChildNodes(element)) {
      if (child.nodeType === TEXT) {
        const chars = (child.textContent ?? '').replace(/\s+/g, ' ').length
        sum.chars += chars
        if (chars >= PROSE_CHARS) sum.proseChars += chars
      }
      if (!isElement(child)) continue
      const part = visit(child)
      sum.chars += part.chars
      sum.linkChars += part.linkChars
      sum.links += part.links
      sum.proseChars += part.proseChars
      sum.holdsTitle ||= part.holdsTitle
    }
    if (element.localName === 'a') {
      sum.linkChars = sum.chars
      sum.links = 1
      sum.proseChars = 0
    }
    if (element === title) sum.holdsTitle = true
    measures.set(element, sum)
    charsByName.set(element.className, (charsByName.get(element.className) ?? 0) + sum.chars)
    return sum
  }
  visit(root)
  return {
    of: (element) => measures.get(element) ?? NOTHING,
    ofAllLike: (element) => (element.className === '' ? 0 : (charsByName.get(element.className) ?? 0)),
  }
}

/** As they are now: the caller may remove them. */
export function listChildNodes(element: PageElement): PageNode[] {
  const nodes: PageNode[] = []
  for (let child = element.firstChild; child !== null; child = child.nextSibling) nodes.push(child)
  return nodes
}
