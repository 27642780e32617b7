import { toLine, type PageDocument, type PageElement } from './dom.ts'

type Item = { [name: string]: unknown }

/** Deep enough for a business with the offers of its menu. */
const MAX_DEPTH = 6
/** Of one property; a menu has fewer dishes. */
const MAX_VALUES = 200
const MAX_VALUE_CHARS = 1000

/** What a page's attributes state in the words of schema.org, in the shape of JSON-LD. */
export function readMicrodata(document: PageDocument): Item[] {
  const items = [...document.querySelectorAll('[itemscope][itemtype]')]
  return items.filter((element) => !element.hasAttribute('itemprop')).map((root) => readItem(root, 0))
}

function readItem(root: PageElement, depth: number): Item {
  const values = new Map<string, unknown[]>([['@type', [(root.getAttribute('itemtype') ?? '').split('/').at(-1)]]])
  const visit = (parent: PageElement): void => {
    for (const element of parent.children) {
      const isItem = element.hasAttribute('itemscope')
      const names = (element.getAttribute('itemprop') ?? '').split(/\s+/).filter((name) => name !== '')
      if (names.length > 0) {
        const value = isItem && depth < MAX_DEPTH ? readItem(element, depth + 1) : readValue(element)
        for (const name of names) {
          const all = values.get(name) ?? []
          values.set(name, all)
          if (all.length < MAX_VALUES) all.push(value)
        }
      }
      if (!isItem) visit(element)
    }
  }
  visit(root)
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0] : all]))
}

const readValue = (element: PageElement): string =>
  element.getAttribute('content') ?? element.getAttribute('datetime') ?? toLine(element).slice(0, MAX_VALUE_CHARS)
