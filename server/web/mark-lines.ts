import { BLOCK, isElement, TEXT, toLine, type PageElement, type PageNode } from './dom.ts'

/** Holds what an element says in one line, where its blocks mean nothing by themselves; empty when another line says it. */
export const LINE = 'data-frontdesk-line'

/** A shop's item, or a plan with its features; what is longer is a text. */
const MAX_CARD_CHARS = 400
const MAX_PART_CHARS = 160
const MAX_LABEL_CHARS = 40
const MAY_BE_LINE = /^(a|article|div|li|p|section|span)$/
const NO_LINE = 'table, pre, form, blockquote, dl, details, button'
const HEADING = 'h1, h2, h3, h4, h5, h6'
const PRICE_OR_HOURS =
  /[$€£¥₹₺₽₩฿]\s?\d|\d\s?([€£₺₽₩฿円元]|zł|Kč|kr\b|EUR|USD|CHF|GBP)|(EUR|USD|CHF|GBP|Rs\.?)\s?\d|\d\s?[-–—]\s?\d{1,2}([.:]\d\d|\s?(pm|Uhr|h)\b)|\dh?\s?[-–—]\s?\d{1,2}h\b/

type Row = { element: PageElement; parts: string[] }

/**
 * Marks the items of a grid, plans, and labels with their values, to be read as a line each: an item's name and its price,
 * a day and its hours stand in blocks of their own, and neither answers "How much is …?".
 */
export function markLines(root: PageElement): void {
  measure(root, new Set())
}

/** The length of an element's text. Its children are marked first, so that a card can hold rows. */
function measure(element: PageElement, told: Set<string>): number {
  let chars = 0
  const short: PageElement[] = []
  for (const node of element.childNodes) {
    if (node.nodeType === TEXT) chars += toLine(node).length
    if (!isElement(node)) continue
    const length = measure(node, told)
    chars += length
    if (length > 0 && length <= MAX_CARD_CHARS && MAY_BE_LINE.test(node.localName)) short.push(node)
  }
  if (short.length > 1 && !markAlternating(short)) for (const alike of groupAlike(short)) markAlike(alike, told)
  for (const child of element.children) partGlued(child)
  return chars
}

/** "£310.00" and "Sold out" are parted by style alone. */
function partGlued(element: PageElement): void {
  const next = element.nextSibling
  if (
    next === null ||
    !isElement(next) ||
    element.hasAttribute(LINE) ||
    isBlock(element) ||
    isBlock(next) ||
    element.closest('pre, code') !== null
  )
    return
  if (/[\p{Ll}\d]$/u.test(element.textContent ?? '') && /^\p{Lu}/u.test(next.textContent ?? '')) element.after(' ')
}

const toShape = (element: PageElement): string =>
  `${element.localName} ${element.className.trim().split(/\s+/, 1).join('')}`

function groupAlike(elements: PageElement[]): PageElement[][] {
  const groups = new Map<string, PageElement[]>()
  for (const element of elements) {
    const alike = groups.get(toShape(element))
    if (alike === undefined) groups.set(toShape(element), [element])
    else alike.push(element)
  }
  return [...groups.values()].filter((alike) => alike.length > 1)
}

function markAlike(elements: PageElement[], told: Set<string>): void {
  if (elements.some((element) => element.querySelector(NO_LINE) !== null)) return
  const rows = elements
    .map((element) => ({ element, parts: listParts(element) }))
    .filter(({ parts }) => parts.length > 0)
  if (arePairs(rows)) markOnce(rows, told, rows.map(({ parts }) => parts.join()).join())
  else if (areCards(rows)) for (const row of dropButtons(rows)) markOnce([row], told, row.parts.join())
}

/** Carousels show their cards twice. */
function markOnce(rows: Row[], told: Set<string>, key: string): void {
  const lines = new Set<string>()
  for (const { element, parts } of rows) {
    const line = told.has(key) ? '' : joinParts(element, parts)
    element.setAttribute(LINE, lines.has(line) ? '' : line)
    lines.add(line)
  }
  told.add(key)
}

/** What most of the cards say is said once: "Add to cart". */
function dropButtons(rows: Row[]): Row[] {
  const counts = new Map<string, number>()
  for (const { parts } of rows) for (const part of new Set(parts)) counts.set(part, (counts.get(part) ?? 0) + 1)
  const isButton = (part: string): boolean => {
    const count = counts.get(part) ?? 0
    return count > 2 && count * 2 > rows.length && !PRICE_OR_HOURS.test(part)
  }
  return rows.map(({ element, parts }) => ({
    element,
    parts: [...new Set(parts)].filter((part) => !isButton(part)),
  }))
}

function areCards(rows: Row[]): boolean {
  const telling = rows.filter(({ parts }) => parts.some((part) => PRICE_OR_HOURS.test(part)))
  return (
    telling.length > 1 &&
    telling.length * 2 >= rows.length &&
    rows.every(
      ({ parts }) => parts.length > 1 && parts.every((part) => part.length <= MAX_PART_CHARS && !/[?？]$/.test(part)),
    )
  )
}

const arePairs = (rows: Row[]): boolean =>
  new Set(rows.map(({ parts }) => parts[0])).size > 1 &&
  rows.every(
    ({ element, parts }) =>
      parts.length === 2 && element.querySelector(HEADING) === null && isLabelOf(parts[0] ?? '', parts[1] ?? ''),
  )

const isLabelOf = (label: string, value: string): boolean =>
  label.length <= MAX_LABEL_CHARS && /\p{L}/u.test(label) && !/[.!?？。]$/.test(label) && value.length <= MAX_PART_CHARS

/** Labels and values by turns, as grids have them: day, hours, day, hours. */
function markAlternating(elements: PageElement[]): boolean {
  const [first, second] = elements
  if (first === undefined || second === undefined || elements.length < 4 || elements.length % 2 === 1) return false
  const shapes = [toShape(first), toShape(second)]
  if (shapes[0] === shapes[1] || first.parentElement?.children.length !== elements.length) return false
  const lines = elements.map(listParts)
  const alternate = elements.every((element, index) => toShape(element) === shapes[index % 2])
  const areShort = lines.every(
    (parts, index) =>
      index % 2 === 1 || (parts.length === 1 && isLabelOf(parts[0] ?? '', (lines[index + 1] ?? []).join(', '))),
  )
  if (!alternate || !areShort) return false
  elements.forEach((element, index) => {
    const parts = [...(lines[index] ?? []), ...(lines[index + 1] ?? [])]
    element.setAttribute(LINE, index % 2 === 0 ? joinParts(element, parts) : '')
  })
  return true
}

/** What an element shows in lines of their own. Two inline elements without a word between them are set apart too. */
function listParts(element: PageElement): string[] {
  const parts = ['']
  const children = [...element.children]
  const isInlinePair =
    children.length === 2 &&
    !children.some(isBlock) &&
    children.every((child) => toLine(child) !== '') &&
    [...element.childNodes].every((node) => isElement(node) || toLine(node) === '')
  const visit = (node: PageNode): void => {
    if (node.nodeType === TEXT) parts.push(`${parts.pop() ?? ''}${node.textContent ?? ''}`)
    if (!isElement(node)) return
    const isPart = isBlock(node) || (isInlinePair && node.parentElement === element)
    if (isPart) parts.push('')
    const line = node === element ? null : node.getAttribute(LINE)
    if (line !== null) parts.push(line)
    else for (const child of node.childNodes) visit(child)
    if (isPart) parts.push('')
  }
  visit(element)
  return joinPrices(parts.map((part) => part.replace(/\s+/g, ' ').trim()).filter((part) => part !== ''))
}

const isBlock = (element: PageElement): boolean => BLOCK.test(element.localName)

/** "$", "29" and "/month" are set in three sizes. */
function joinPrices(parts: string[]): string[] {
  const joined: string[] = []
  for (const part of parts) {
    const before = joined.at(-1)
    if (before !== undefined && /^[$€£¥]$/.test(before)) joined[joined.length - 1] = before + part
    else if (before !== undefined && (/^[/.,]/.test(part) || (/^[€£]$/.test(part) && /\d$/.test(before))))
      joined[joined.length - 1] = `${before} ${part}`
    else joined.push(part)
  }
  return joined
}

/** The name first, whatever badge stands above it. */
function joinParts(element: PageElement, parts: string[]): string {
  const isName = (part: string): boolean => /\p{L}{2}/u.test(part) && !PRICE_OR_HOURS.test(part)
  const heading = element.querySelector(HEADING)
  const headed = parts.find((part) => heading !== null && part === toLine(heading) && isName(part))
  const name = headed ?? parts.find(isName) ?? parts[0] ?? ''
  const rest = parts.toSpliced(parts.indexOf(name), 1)
  if (rest.length === 0) return name
  const text = rest.reduce((line, part) => `${line}${/[.!,;:]$/.test(line) ? ' ' : ', '}${part}`)
  return `${name.replace(/\s*[:：]$/, '')}: ${text}`
}
