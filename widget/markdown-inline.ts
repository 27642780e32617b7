import { setLink } from './links.ts'

// One of: a backslash and what it protects; a character by its number or name; ticks; an image or a link; an address of a
// page or a mailbox; a line break; stars, bars or waves. Every alternative starts in its own way and repeats only over
// disjoint ones, so that no text is slow. Full-width marks are the sentence's, never the address's.
const TOKEN =
  /\\([!-/:-@[-`{-~])|&(?:#([xX][\da-fA-F]{1,5}|\d{1,6})|(amp|lt|gt|quot|nbsp));|(`+)|(!?)\[((?:\\.|[^\\[\]`]|`[^`]*`|\[[^[\]]*\](?!\())*)\]\(\s{0,9}<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+"[^"]*")?\s*\)|<?(https?:\/\/[^\s<>\u3000-\u303f\uff00-\uffef]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>?|(\\?\n|<br ?\/?>)|(\*+|_+|~~)/g
const MAX_DEPTH = 12
const isWord = (char: string | undefined) => /[\p{L}\p{N}]/u.test(char ?? '')
const isSpace = (char: string | undefined) => !char?.trim()

export function append<K extends keyof HTMLElementTagNameMap>(parent: Node, tag: K): HTMLElementTagNameMap[K] {
  return parent.appendChild(document.createElement(tag))
}

/** Writes a run of Markdown text as text nodes and elements. While it streams, what is open counts as closed soon. */
export function renderInline(parent: HTMLElement, text: string, isLive: boolean): void {
  const open: [mark: string, element: HTMLElement][] = []
  const top = () => open.at(-1)?.[1] ?? parent
  const unwrap = () => {
    const [mark = '', element] = open.pop() ?? []
    element?.replaceWith(mark, ...element.childNodes)
  }
  /** Plain words where the address is not safe, and inside another link. */
  const addLink = (address: string) => {
    const link = append(top(), 'a')
    if (!parent.closest('a')) setLink(link, address)
    return link
  }

  const emphasize = (run: string, before: string | undefined, after: string | undefined) => {
    const isBar = run[0] === '_'
    const canClose = !isSpace(before) && !(isBar && isWord(after))
    const canOpen = !isSpace(after) && !(isBar && isWord(before)) && open.length < MAX_DEPTH
    for (let rest = run; rest;) {
      const closing = canClose ? open.findLastIndex(([mark]) => rest.startsWith(mark)) : -1
      const mark = open[closing]?.[0] ?? rest.slice(0, 2)
      if (closing >= 0) {
        while (open.length > closing + 1) unwrap()
        open.pop()
      } else if (canOpen) {
        const element = document.createElement(mark === '~~' ? 's' : mark[1] ? 'strong' : 'em')
        top().append(element)
        open.push([mark, element])
      } else if (!isLive || after !== undefined) top().append(mark)
      rest = rest.slice(mark.length)
    }
  }

  // The head of a link whose address is still on its way.
  if (isLive) text = text.replace(/!?\[([^[\]]*)(\]\([^)\s[]*)?$/, '$1')
  const token = new RegExp(TOKEN)
  let at = 0
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [, escaped, number, name, ticks, bang, label, bare = '', raw, lineBreak, run] = match
    top().append(text.slice(at, match.index))
    at = token.lastIndex
    if (escaped) top().append(escaped)
    else if (number) top().append(String.fromCodePoint(Number(`0${number}`)))
    else if (name) top().append('&<>"\xa0'.charAt('algqn'.indexOf(name.charAt(0))))
    else if (ticks) {
      const end = text.indexOf(ticks, at)
      if (end < 0 && !isLive) top().append(ticks)
      else {
        const code = text.slice(at, end < 0 ? text.length : end)
        append(top(), 'code').textContent = code
        at = token.lastIndex = at + code.length + ticks.length
      }
    } else if (label !== undefined) {
      const address = bare.replaceAll('&amp;', '&')
      // A picture would tell its server who reads: only its words are shown.
      renderInline(bang ? append(top(), 'span') : addLink(address), label.trim() || address, false)
    } else if (raw) {
      // The sentence's own punctuation is not the address's, but a bracket opened in it is.
      const [start = ''] = /.*[^.,;:!?'")\]*_~]/.exec(raw) ?? []
      const shown = raw.slice(0, start.length + (start.includes('(') && raw[start.length] === ')' ? 1 : 0))
      addLink((raw.startsWith('http') ? '' : 'mailto:') + shown).textContent = shown
      if (shown !== raw) at = token.lastIndex = match.index + match[0].indexOf(raw) + shown.length
    } else if (lineBreak) append(top(), 'br')
    else if (run) emphasize(run, text[match.index - 1], text[at])
  }
  top().append(text.slice(at))
  if (isLive) return
  while (open.length > 0) unwrap()
}
