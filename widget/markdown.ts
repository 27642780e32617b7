import { append, renderInline } from './markdown-inline.ts'

// The blocks that answers are made of; what is none of these is a paragraph. HTML stays text.
const FENCE = /^\s*(`{3,}(?=[^`]*$)|~{3,})/
const RULE = /^\s*([-*_])(?: *\1){2,}\s*$/
const HEADING = /^\s*#{1,6} (.*?)(?: #+)?\s*$/
const QUOTE = /^\s*> ?/
const ITEM = /^(\s*)([-*+]|(\d{1,9})[.)])(?:\s+|$)/
// In the middle of a paragraph a number with a dot is more often a year than the second item of a list.
const INTERRUPTING = [FENCE, RULE, HEADING, QUOTE, /^\s*([-*+]|1[.)])\s/]
/** The beginning of something that nobody can name yet. */
const UNDECIDED = /^\s*(([-*+#>|`~]+|\d+[.)]?)\s*)?$|^[-|: ]*$/
const MAX_DEPTH = 12

const isBlank = (line: string) => !line.trim()
const indentOf = (line: string) => line.replaceAll('\t', '    ').search(/\S|$/)
const interrupts = (line: string) => INTERRUPTING.some((pattern) => pattern.test(line))
const toItem = (line = '') => ITEM.exec(line) ?? []
const isTable = (line: string, next = '') => line.includes('|') && /^(?=.*-)[ :-]*\|[ |:-]*$/.test(next)

/** Moves a line to the left; a tab is any number of columns. */
const outdent = (line: string, columns: number) =>
  line.slice(Math.min(line.startsWith('\t') ? 1 : line.search(/[^ ]|$/), columns))

/** Cuts off and gives the first line and those after it that belong to it. */
function take(lines: string[], belongs: (line: string, next: string | undefined) => boolean): string[] {
  const end = lines.findIndex((line, index) => index > 0 && !belongs(line, lines[index + 1]))
  return lines.splice(0, end < 0 ? lines.length : end)
}

/** Empties `lines` into `parent` and gives the number of the line where the last block began. */
function renderBlocks(parent: HTMLElement, lines: string[], isLive: boolean, depth = 0): number {
  const total = lines.length
  let start = 0
  // What another block follows is not on its way any more.
  const isOpen = () => isLive && lines.every(isBlank)
  for (let line = lines[0]; line !== undefined; line = lines[0]) {
    if (isBlank(line)) {
      lines.shift()
      continue
    }
    start = total - lines.length
    const [, fence] = FENCE.exec(line) ?? []
    const [, heading] = HEADING.exec(line) ?? []
    if (fence) {
      const [, ...code] = take(lines, (next) => !RegExp(`^\\s*${fence}+\\s*$`).test(next))
      lines.shift()
      const block = append(parent, 'pre')
      block.tabIndex = 0
      append(block, 'code').textContent = code.map((next) => outdent(next, indentOf(line))).join('\n')
    } else if (RULE.test(line)) {
      lines.shift()
      append(parent, 'hr')
    } else if (heading) {
      lines.shift()
      // A bold line: an answer does not join the outline of the page.
      const title = append(parent, 'p')
      title.className = 'heading'
      renderInline(title, heading, isOpen())
    } else if (QUOTE.test(line) && depth < MAX_DEPTH) {
      const quoted = take(lines, (next) => QUOTE.test(next)).map((next) => next.replace(QUOTE, ''))
      renderBlocks(append(parent, 'blockquote'), quoted, isOpen(), depth + 1)
    } else if (ITEM.test(line) && depth < MAX_DEPTH) renderList(parent, lines, isLive, depth)
    else if (isTable(line, lines[1]))
      renderTable(
        parent,
        take(lines, (next) => next.includes('|')),
        isOpen(),
      )
    else {
      const text = take(lines, (next, afterNext) => !isBlank(next) && !interrupts(next) && !isTable(next, afterNext))
      renderInline(append(parent, 'p'), text.map((next) => next.trim()).join('\n'), isOpen())
    }
  }
  return start
}

function renderList(parent: HTMLElement, lines: string[], isLive: boolean, depth: number): void {
  const [, , , first] = toItem(lines[0])
  const list = append(parent, first ? 'ol' : 'ul')
  if (first) list.setAttribute('start', first)
  for (;;) {
    const [marker, indent = '', , number] = toItem(lines[0])
    if (marker === undefined || !number !== !first) return
    let isAfterBlank = false
    const item = take(lines, (line) => {
      const isInside = isBlank(line) || indentOf(line) > indentOf(indent) + 1
      const isLazy = !isAfterBlank && !interrupts(line) && !ITEM.test(line)
      isAfterBlank = isBlank(line)
      return isInside || isLazy
    })
    const text = item.map((line, index) =>
      index > 0
        ? outdent(line, marker.length)
        : line
            .slice(marker.length)
            .replace(/^\[ \] /, '☐ ')
            .replace(/^\[x\] /i, '☑ '),
    )
    renderBlocks(append(list, 'li'), text, isLive && lines.every(isBlank), depth + 1)
  }
}

function renderTable(parent: HTMLElement, [head = '', separator = '', ...body]: string[], isLive: boolean): void {
  const frame = append(parent, 'div')
  frame.className = 'table'
  frame.tabIndex = 0
  const table = append(frame, 'table')
  const sides = toCells(separator).map((cell) => (!cell.endsWith(':') ? '' : cell.startsWith(':') ? 'center' : 'end'))
  const renderRow = (section: HTMLElement, tag: 'th' | 'td', line: string) => {
    const row = append(section, 'tr')
    const cells = toCells(line)
    // What a row has too much stays in its last cell.
    cells.push(cells.splice(sides.length - 1).join(' | '))
    sides.forEach((side, column) => {
      const cell = append(row, tag)
      cell.style.textAlign = side
      renderInline(cell, cells[column] ?? '', isLive)
    })
  }
  renderRow(append(table, 'thead'), 'th', head)
  const rows = append(table, 'tbody')
  for (const line of body) renderRow(rows, 'td', line)
}

// "\|" is a bar in a cell.
const toCells = (line: string) =>
  line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))

/**
 * Writes Markdown into `root` as it arrives, once a frame. Only its last block can still change, so only that one is drawn
 * again.
 */
export function createMarkdown(root: HTMLElement): { write: (text: string) => void; end: () => void } {
  let source = ''
  let settled = 0
  let frame = 0
  const draw = (isLive: boolean) => {
    frame = 0
    while (root.childNodes.length > settled) root.lastChild?.remove()
    const lines = source.split('\n')
    const shown = [...lines]
    if (isLive && UNDECIDED.test(lines.at(-1) ?? '')) shown.pop()
    const start = renderBlocks(root, shown, isLive)
    if (start === 0) return
    settled = root.childNodes.length - 1
    source = lines.slice(start).join('\n')
  }
  return {
    write(text) {
      source += text.replaceAll('\r', '')
      frame ||= requestAnimationFrame(() => draw(true))
    },
    end() {
      cancelAnimationFrame(frame)
      draw(false)
    },
  }
}
