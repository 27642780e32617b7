import { setLink } from './links.ts'

// One of: a backslash and what it protects; ticks; an image or a link; an address; a line break; stars, bars or waves.
// Every alternative starts with its own character and repeats only over disjoint ones, so that no text is slow.
const TOKEN =
  /\\([!-/:-@[-`{-~])|(`+)|(!?)\[((?:\\.|[^\\[\]]|\[[^[\]]*\])*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s[^)]*)?\)|<?(https?:\/\/[^\s<>]+)>?|(\n|<br ?\/?>)|(\*+|_+|~~)/g
const TAGS: Record<string, string> = { '*': 'em', _: 'em', '**': 'strong', __: 'strong', '~~': 's' }
const MAX_DEPTH = 12
const isWord = (char: string | undefined) => /[\p{L}\p{N}]/u.test(char ?? '')
const isSpace = (char: string | undefined) => !char?.trim()

export function append<K extends keyof HTMLElementTagNameMap>(parent: Node, tag: K): HTMLElementTagNameMap[K] {
  return parent.appendChild(document.createElement(tag))
}

/** Writes a run of Markdown text as text nodes and elements. While it streams, what is open counts as closed soon. */
export function renderInline(parent: HTMLElement, text: string, isLive: boolean): void {
  const open: { mark: string; element: HTMLElement }[] = []
  const top = () => open.at(-1)?.element ?? parent
  const unwrap = () => {
    const { mark, element } = open.pop() ?? {}
    if (mark && element) element.replaceWith(mark, ...element.childNodes)
  }

  const emphasize = (run: string, before: string | undefined, after: string | undefined) => {
    const isBar = run[0] === '_'
    const canClose = !isSpace(before) && !(isBar && isWord(after))
    const canOpen = !isSpace(after) && !(isBar && isWord(before)) && open.length < MAX_DEPTH
    for (let rest = run; rest;) {
      const closing = open.findLastIndex(({ mark }) => rest.startsWith(mark))
      const mark = canClose && closing >= 0 ? (open[closing]?.mark ?? '') : rest.slice(0, 2)
      if (canClose && closing >= 0) {
        while (open.length > closing + 1) unwrap()
        open.pop()
      } else if (canOpen) {
        const element = document.createElement(TAGS[mark] ?? 'em')
        top().append(element)
        open.push({ mark, element })
      } else if (!isLive || after !== undefined) top().append(mark)
      rest = rest.slice(mark.length)
    }
  }

  // The head of a link whose address is still on its way.
  if (isLive) text = text.replace(/!?\[([^[\]]*)(\]\([^)\s[]*)?$/, '$1')
  const token = new RegExp(TOKEN)
  let at = 0
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [, escaped, ticks, bang, label, address = '', raw, lineBreak, run] = match
    top().append(text.slice(at, match.index))
    at = token.lastIndex
    if (escaped) top().append(escaped)
    else if (ticks) {
      const end = text.indexOf(ticks, at)
      if (end < 0 && !isLive) top().append(ticks)
      else {
        const code = text.slice(at, end < 0 ? text.length : end)
        append(top(), 'code').textContent = code
        at = token.lastIndex = at + code.length + ticks.length
      }
    } else if (label !== undefined) {
      // A picture would tell its server who reads: only its words are shown.
      const words = append(top(), bang ? 'span' : 'a')
      if (words instanceof HTMLAnchorElement) setLink(words, address)
      renderInline(words, label, false)
    } else if (raw) {
      // The sentence's own punctuation is not the address's, but a bracket opened in it is.
      const [tail = ''] = /[.,;:!?'")\]*_~]*$/.exec(raw) ?? []
      const closing = tail[0] === ')' && raw.includes('(') ? 1 : 0
      const href = raw.slice(0, raw.length - tail.length + closing)
      const link = append(top(), 'a')
      link.textContent = href
      setLink(link, href)
      if (href !== raw) at = token.lastIndex = match.index + match[0].indexOf(raw) + href.length
    } else if (lineBreak) append(top(), 'br')
    else if (run) emphasize(run, text[match.index - 1], text[at])
  }
  top().append(text.slice(at))
  if (isLive) return
  while (open.length > 0) unwrap()
}
