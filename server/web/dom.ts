import { DOMParser } from 'linkedom'

/** The part of the DOM that reading a page uses; linkedom's own types need a browser's library. */
export type PageNode = {
  readonly nodeType: number
  readonly nodeName: string
  textContent: string | null
  readonly childNodes: ArrayLike<PageNode> & Iterable<PageNode>
  readonly parentNode: PageElement | null
  readonly nextSibling: PageNode | null
  remove(): void
}
export type PageElement = PageNode & {
  readonly localName: string
  readonly firstChild: PageNode | null
  readonly children: ArrayLike<PageElement> & Iterable<PageElement>
  readonly parentElement: PageElement | null
  readonly previousElementSibling: PageElement | null
  readonly nextElementSibling: PageElement | null
  innerHTML: string
  id: string
  className: string
  getAttribute(name: string): string | null
  hasAttribute(name: string): boolean
  getAttributeNames(): Iterable<string>
  setAttribute(name: string, value: string): void
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement> & { readonly length: number }
  matches(selector: string): boolean
  closest(selector: string): PageElement | null
  append(...nodes: (PageNode | string)[]): void
  prepend(...nodes: (PageNode | string)[]): void
  after(...nodes: (PageNode | string)[]): void
  replaceWith(...nodes: (PageNode | string)[]): void
  contains(node: PageNode): boolean
}
export type PageDocument = {
  readonly childNodes: Iterable<PageNode>
  readonly documentElement: PageElement
  readonly body: PageElement
  readonly title: string
  createElement(name: string): PageElement
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement> & { readonly length: number }
  cloneNode(deep: boolean): PageDocument
}

export const ELEMENT = 1
export const TEXT = 3

/** Parses a page and puts its parts where a browser would: one <head>, then one <body> with all the rest. */
export function parsePage(html: string): PageDocument {
  const whole = /<(html|body)[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`
  const document: unknown = new DOMParser().parseFromString(whole, 'text/html')
  if (!isDocument(document)) throw new TypeError('The parser gave no document.')
  const root = document.documentElement
  const head = root.querySelector('head') ?? document.createElement('head')
  const body = root.querySelector('body') ?? document.createElement('body')
  // linkedom takes only what follows <head> directly for the body; pages with elements between them would be empty.
  const nodes = [...root.childNodes]
  const isStray = (node: PageNode): boolean => node !== head && node !== body
  const bodyIndex = nodes.indexOf(body)
  body.prepend(...nodes.slice(0, Math.max(bodyIndex, 0)).filter(isStray))
  body.append(...nodes.slice(bodyIndex + 1).filter(isStray))
  root.prepend(head)
  head.after(body)
  shortenGaps(root)
  return document
}

/** Turndown looks for the end of a text anew from every space of a gap: 200,000 of them took 16 s, 40,000 no-break ones 3. */
const MAX_GAP = 500

function shortenGaps(root: PageNode): void {
  const nodes = [root]
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    for (const child of node.childNodes) nodes.push(child)
    const text = node.nodeType === TEXT ? (node.textContent ?? '') : ''
    if (text.length > MAX_GAP) node.textContent = text.replace(/\s+/g, (spaces) => spaces.slice(0, MAX_GAP))
  }
}

const isDocument = (parsed: unknown): parsed is PageDocument =>
  typeof parsed === 'object' && parsed !== null && 'documentElement' in parsed

export function isElement(node: PageNode): node is PageElement {
  return node.nodeType === ELEMENT
}

/** Whether elements lie inside each other more than `limit` times; told without recursion. */
export function isDeeperThan(root: PageElement, limit: number): boolean {
  let level: PageElement[] = [root]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true
    level = level.flatMap((element) => [...element.children])
  }
  return false
}

/** An element's text on one line. */
export const toLine = (node: PageNode): string => (node.textContent ?? '').replace(/\s+/g, ' ').trim()

export const BLOCK =
  /^(address|article|aside|blockquote|br|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)$/

/** An element's text on one line, with a space wherever the page shows a new line. */
export function toText(root: PageElement): string {
  const parts: string[] = []
  const visit = (node: PageNode): void => {
    if (node.nodeType === TEXT) parts.push(node.textContent ?? '')
    if (!isElement(node)) return
    const isBlock = BLOCK.test(node.localName)
    if (isBlock) parts.push(' ')
    for (const child of node.childNodes) visit(child)
    if (isBlock) parts.push(' ')
  }
  visit(root)
  return parts.join('').replace(/\s+/g, ' ').trim()
}
