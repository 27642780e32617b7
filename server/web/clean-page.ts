import { isElement, toLine, type PageDocument, type PageElement } from './dom.ts'
import { listChildNodes, measurePage, type Measures } from './measure-page.ts'
import type { PageKind } from './page-kind.ts'
import { headsSurrounding } from './surrounding-headings.ts'
import { isCallToAct, isConsent, isSurrounding, MACHINERY } from './surroundings.ts'

/** Folded away until a visitor asks for it: the answers of a FAQ. */
const FOLDED = /accordion|collaps|panel|tab|answer|faq|toggle|expand|more|content/i
/** `aria-hidden` hides from screen readers only: icons and their labels, but also the slides of a carousel. */
const MAX_UNREAD_CHARS = 80
const SUBHEADING = /^h[2-6]$/

/** `controlled`: the ids of what buttons unfold. */
type Page = { kind: PageKind; measures: Measures; chars: number; controlled: Set<string | null> }

/** Strips a page in place to what it says itself. */
export function cleanPage(document: PageDocument, kind: PageKind): void {
  const { body } = document
  const measures = measurePage(body, findTitleHeading(document), isMachinery)
  const controls = [...body.querySelectorAll('[aria-controls]')]
  const controlled = new Set(controls.map((control) => control.getAttribute('aria-controls')))
  cleanInside(body, { kind, measures, chars: measures.of(body).chars, controlled }, false)
}

/** Takes away only what is no text at all. */
export function removeMachinery({ body }: PageDocument): void {
  for (const element of body.querySelectorAll('*')) if (isMachinery(element)) element.remove()
}

function cleanInside(parent: PageElement, page: Page, isInMain: boolean): void {
  for (const child of listChildNodes(parent)) {
    // A heading may have taken what follows it along.
    if (!isElement(child) || child.parentNode !== parent) continue
    if (isMachinery(child)) child.remove()
    // A page builder may put everything into one <aside> or class="modal": what holds half the page is the page.
    else if (page.measures.of(child).chars > page.chars / 2) cleanInside(child, page, isInMain || isMain(child))
    else if (headsElsewhere(child, page)) dropSection(child, page)
    else if (isOutside(child, page, isInMain)) child.remove()
    else cleanInside(child, page, isInMain || isMain(child))
  }
}

const isMachinery = (element: PageElement): boolean => MACHINERY.has(element.localName) || isConsent(element)

const isMain = (element: PageElement): boolean =>
  element.localName === 'main' || element.localName === 'article' || element.getAttribute('role') === 'main'

function headsElsewhere(element: PageElement, page: Page): boolean {
  return SUBHEADING.test(element.localName) && headsSurrounding(toLine(element), page.kind)
}

function isOutside(element: PageElement, page: Page, isInMain: boolean): boolean {
  const { chars, proseChars, holdsTitle } = page.measures.of(element)
  const name = element.localName
  if (isHidden(element, chars) && !isFolded(element, page)) return true
  if (name === 'button' || name === 'label') return !isQuestion(element)
  if (isCallToAct(element, chars)) return !isQuestion(element)
  if (holdsTitle || isCard(element, page, isInMain)) return false
  if (name === 'header' && !isInMain) return true
  if (name === 'form' && element.querySelector('textarea, input[type=email]') !== null) return true
  if (isSurrounding(element, page.kind, proseChars > chars / 2)) return true
  // Of shops and catalogues a list of links may be all there is.
  return (name === 'ul' || name === 'ol') && !isInMain && page.kind !== 'collection' && isMenu(element, page.measures)
}

/** One of many that together are the page: the items of a shop say "cart" in their class. */
function isCard(element: PageElement, page: Page, isInMain: boolean): boolean {
  if (page.kind !== 'collection' || !isInMain) return false
  const charsOfAll = page.measures.ofAllLike(element)
  return charsOfAll > page.measures.of(element).chars * 3 && charsOfAll > page.chars / 4
}

/** Of several h1 the one that the page's title names; dialogs and logos have theirs too. */
function findTitleHeading(document: PageDocument): PageElement | null {
  const title = document.title.toLowerCase()
  const headings = [...document.body.querySelectorAll('h1')]
  const named = headings.find((heading) => {
    const text = toLine(heading).toLowerCase()
    return text.length > 3 && title.includes(text)
  })
  return named ?? headings[0] ?? null
}

/** Removes a heading with its section: the part that it opens, or what follows up to the next heading as high. */
function dropSection(heading: PageElement, page: Page): void {
  const asHigh = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].filter((name) => name <= heading.localName).join()
  const isSmall = (element: PageElement): boolean => {
    const { chars, holdsTitle } = page.measures.of(element)
    return !holdsTitle && chars <= page.chars / 4
  }
  let part = heading
  for (let parent = part.parentElement; parent !== null; parent = part.parentElement) {
    if (!isSmall(parent) || !isFirst(part, parent) || parent.querySelectorAll(asHigh).length > 1) break
    part = parent
  }
  const isOver = (next: PageElement): boolean => !isSmall(next) || next.matches(asHigh)
  for (let next = part === heading ? heading.nextElementSibling : null; next !== null && !isOver(next);) {
    const after = next.nextElementSibling
    next.remove()
    next = after
  }
  part.remove()
}

function isFirst(element: PageElement, parent: PageElement): boolean {
  for (const child of listChildNodes(parent)) {
    if (child === element) return true
    if (toLine(child) !== '') return false
  }
  return false
}

function isHidden(element: PageElement, chars: number): boolean {
  if (element.hasAttribute('hidden')) return true
  if (element.getAttribute('aria-hidden') === 'true' && chars < MAX_UNREAD_CHARS) return true
  return /display:\s*none/i.test(element.getAttribute('style') ?? '')
}

function isFolded(element: PageElement, page: Page): boolean {
  const name = `${element.id} ${element.className} ${element.getAttribute('role') ?? ''}`
  return FOLDED.test(name) || (element.id !== '' && page.controlled.has(element.id))
}

/** Short links and nothing else. */
function isMenu(list: PageElement, measures: Measures): boolean {
  const { chars, links, linkChars } = measures.of(list)
  return links >= 3 && chars > 0 && linkChars / chars > 0.7 && linkChars / links < 30
}

/** The head of a folded answer, as accordions have it. */
function isQuestion(element: PageElement): boolean {
  return (
    element.hasAttribute('aria-expanded') ||
    element.hasAttribute('aria-controls') ||
    /accordion|question|faq/i.test(`${element.id} ${element.className}`) ||
    element.closest('h1, h2, h3, h4, h5, h6, summary, dt') !== null
  )
}
