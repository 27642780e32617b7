import TurndownService from 'turndown'
import { isElement, toLine, type PageElement, type PageNode } from './dom.ts'
import { LINE, markLines } from './mark-lines.ts'
import { isDataTable, toPipeTable } from './table.ts'

const MAX_LABEL_CHARS = 300
const MAX_CODE_LINE_CHARS = 200

/** An element as Markdown for reading and search: structure stays; emphasis, images and link targets go. */
export function toMarkdown(root: PageElement): string {
  markLines(root)
  return tidy(turndown.turndown(root))
}

const turndown = new TurndownService({
  headingStyle: 'atx',
  bulletListMarker: '-',
  codeBlockStyle: 'fenced',
  hr: '',
  br: '',
})
// What is kept is quoted to visitors: "\_" and "1\." would show.
turndown.escape = (text) => text

turndown.addRule('plain', {
  filter: ['em', 'i', 'strong', 'b', 'button'],
  replacement: (content) => content,
})
// Some manuals set each of their examples in as if they quoted it.
turndown.addRule('example', {
  filter: (node: PageElement) => node.localName === 'blockquote' && isCodeAlone(node),
  replacement: (content) => content,
})
turndown.addRule('pre', {
  filter: ['pre'],
  replacement: (_content, node: PageElement) => toCodeBlock(node),
})
turndown.addRule('typed', {
  filter: (node: PageElement) => /^(KBD|SAMP|TT)$/.test(node.nodeName) && node.closest('code') === null,
  replacement: (content) => (content.includes('`') || content.trim() === '' ? content : `\`${content}\``),
})
turndown.addRule('gone', { filter: ['img'], replacement: () => '' })
turndown.addRule('heading', {
  filter: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
  replacement: (content, node: PageElement) => toHeading(content, Number(node.localName.slice(1))),
})
turndown.addRule('link', { filter: ['a'], replacement: (content, node: PageElement) => toLinkText(content, node) })
turndown.addRule('item', {
  filter: ['li'],
  replacement: (content, node: PageElement) => {
    const parent = node.parentElement
    const number = parent?.localName === 'ol' ? toNumber(node) : undefined
    const text = content
      .trim()
      .replace(/\n{2,}/g, '\n')
      .replace(/\n/g, '\n  ')
    return text === '' ? '' : `${number === undefined ? '-' : `${number}.`} ${text}\n`
  },
})
turndown.addRule('table', {
  filter: (node: PageElement) => node.nodeName === 'TABLE' && isDataTable(node),
  replacement: (_content, node: PageElement) => `\n\n${toPipeTable(node)}\n\n`,
})
// A question with its answer: the level below most sections, so that it stays under its heading.
turndown.addRule('question', {
  filter: ['summary'],
  replacement: (content) => toHeading(content, 4),
})
turndown.addRule('term', {
  filter: ['dt'],
  replacement: (content, node: PageElement) => toTerm(content.trim(), node),
})
turndown.addRule('definition', {
  filter: ['dd'],
  replacement: (content, node: PageElement) =>
    followsTerm(node) ? ` ${content.trim()}\n\n` : `\n\n${content.trim()}\n\n`,
})
turndown.addRule('line', {
  filter: (node: PageElement) => node.hasAttribute(LINE),
  replacement: (_content, node: PageElement) => {
    const line = node.getAttribute(LINE) ?? ''
    return line === '' ? '' : `\n- ${line}\n`
  },
})

function toHeading(content: string, level: number): string {
  const line = content.replace(/\s+/g, ' ').replace(/^#+ /, '').trim()
  if (line === '') return ''
  // Some pages put whole paragraphs into headings for their size.
  return line.length > MAX_LABEL_CHARS ? `\n\n${line}\n\n` : `\n\n${'#'.repeat(level)} ${line}\n\n`
}

/** Several names of one thing share its definition: "-i, --ignore-case: …". */
function toTerm(content: string, term: PageElement): string {
  if (/[?？؟]$/.test(content)) return toHeading(content, 4)
  const start = term.previousElementSibling?.localName === 'dt' ? ', ' : '\n\n'
  return `${start}${term.nextElementSibling?.localName === 'dt' ? content : content.replace(/:?$/, ':')}`
}

function isCodeAlone(element: PageElement): boolean {
  const [only, ...others] = element.children
  return only?.localName === 'pre' && others.length === 0
}

/** Text set with a typewriter is code, unless it has paragraphs. Without empty lines it stays one block. */
function toCodeBlock(pre: PageElement): string {
  for (const gutter of pre.querySelectorAll('[class*=line-num], [class*=linenum], [class*=lineno]')) gutter.remove()
  for (const lineEnd of pre.querySelectorAll('br, div, p, li, tr')) lineEnd.after('\n')
  const lines = (pre.textContent ?? '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
  const code = lines.join('\n')
  const isLineNumbers = /^[\d\s]*$/.test(code)
  if (isLineNumbers) return ''
  if (pre.querySelector('code') === null && lines.some((line) => line.length > MAX_CODE_LINE_CHARS)) {
    return `\n\n${code}\n\n`
  }
  const fence = code.includes('```') ? '~~~' : '```'
  return `\n\n${fence}\n${code}\n${fence}\n\n`
}

function toLinkText(content: string, link: PageElement): string {
  const [scheme, target = ''] = (link.getAttribute('href') ?? '').split(/:(.*)/s)
  const address = safelyDecode(target.split('?')[0] ?? '').trim()
  // A number may be written with or without its country code.
  const ending = scheme === 'tel' ? squeeze(address).slice(-6) : squeeze(address)
  const isHidden = (scheme === 'mailto' || scheme === 'tel') && address !== '' && !squeeze(content).includes(ending)
  const text = isHidden ? `${content} (${address})` : content
  // Menus of links without spaces between them would become one word.
  return isElementAfter(link) ? `${text} ` : text
}

const squeeze = (text: string): string => text.replace(/[\s()./-]+/g, '').toLowerCase()

function isElementAfter(node: PageNode & { nextSibling?: PageNode | null }): boolean {
  return node.nextSibling != null && isElement(node.nextSibling)
}

function followsTerm(definition: PageElement): boolean {
  const before = definition.previousElementSibling
  return before?.localName === 'dt' && !/[?？؟]$/.test(toLine(before))
}

const numbers = new WeakMap<PageElement, number>()

/** The place of an item in its list, from 1. Remembered: counting anew from each of a hundred thousand would take hours. */
function toNumber(item: PageElement): number {
  let number = 1
  for (let before = item.previousElementSibling; before !== null; before = before.previousElementSibling) {
    const known = numbers.get(before)
    number += known ?? 1
    if (known !== undefined) break
  }
  numbers.set(item, number)
  return number
}

function safelyDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const tidy = (markdown: string): string =>
  markdown
    .replace(/[ \t\u00a0]+/g, (space, at: number) => (markdown[at - 1] === '\n' || at === 0 ? space : ' '))
    .replace(/(?<![ \t])[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
