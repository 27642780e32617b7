import { parseHTML } from 'linkedom'

/** The part of the DOM that reading a page uses; linkedom's own types need a browser's library. */
export type PageNode = {
  readonly nodeType: number
  readonly nodeName: string
  textContent: string | null
  readonly childNodes: ArrayLike<PageNode> & Iterable<PageNode>
  readonly parentNode: PageElement | null
  remove(): void
}
export type PageElement = PageNode & {
  readonly localName: string
  readonly children: ArrayLike<PageElement> & Iterable<PageElement>
  readonly parentElement: PageElement | null
  readonly nextElementSibling: PageElement | null
  innerHTML: string
  id: string
  className: string
  getAttribute(name: string): string | null
  hasAttribute(name: string): boolean
  setAttribute(name: string, value: string): void
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement> & { readonly length: number }
  matches(selector: string): boolean
  closest(selector: string): PageElement | null
  append(...nodes: (PageNode | string)[]): void
  replaceWith(...nodes: (PageNode | string)[]): void
  contains(node: PageNode): boolean
}
export type PageDocument = {
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

/** Parses a page; what lacks <html> or <body> gets them. */
export function parsePage(html: string): PageDocument {
  const whole = /<body[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`
  const document: PageDocument = parseHTML(whole).document
  return document
}

export function isElement(node: PageNode): node is PageElement {
  return node.nodeType === ELEMENT
}

/** An element's text on one line. */
export const toLine = (node: PageNode): string => (node.textContent ?? '').replace(/\s+/g, ' ').trim()
