import { isElement, parsePage, TEXT, type PageElement, type PageNode } from './dom.ts'

/** A place where a page brings a chat of Frontdesk's. */
export type Embed = {
  /** The widget's address, whole; null when the code names none. */
  src: string | null
  bot_id: string | null
  api_key: string | null
  /** Whether browsers see it: not in a comment, and neither for those without scripts nor in a template. */
  place: 'page' | 'comment' | 'noscript' | 'template'
  /** A tag of its own, or a script that adds it, as tag managers do. */
  way: 'tag' | 'script'
  /** A consent tool or an optimiser keeps it from running until it says so. */
  is_held: boolean
  /** An editor made the quotes typographic, so that they became part of the values. */
  has_curly_quotes: boolean
  nonce: string | null
}

/** What a page says of its chat. */
export type EmbedsOfPage = {
  embeds: Embed[]
  /** The code stands on the page for people to read. */
  is_text: boolean
  /** Its name, if the page loads one. */
  tag_manager: string | null
  /** Of its meta tags. */
  policies: string[]
}

const COMMENT = 8
const WIDGET = /\/widget\.js(?:[?#]|$)/
const CURLY = /^[“”„«»″‘’]+|[“”„«»″‘’]+$/g
const SCRIPT_TYPE = /^(|module|(text|application)\/(x-)?(java|ecma)script)$/i
const TAG_MANAGERS = [
  [/googletagmanager\.com\/(gtm\.js|ns\.html)/, 'Google Tag Manager'],
  [/assets\.adobedtm\.com/, 'Adobe Tags'],
  [/tags\.tiqcdn\.com/, 'Tealium'],
  [/\/container_\w+\.js/, 'Matomo Tag Manager'],
] as const

export function findEmbeds(html: string, pageUrl: string): EmbedsOfPage {
  const document = parsePage(html)
  // Not from its root element: what follows </html> lies beside that.
  const nodes = listNodes(document.childNodes)
  const elements = nodes.filter(isElement)
  const ofComments = nodes
    .filter((node) => node.nodeType === COMMENT && /data-bot-id/.test(node.textContent ?? ''))
    .flatMap((node) => listEmbeds(listNodes([parsePage(node.textContent ?? '').body]).filter(isElement), pageUrl))
  return {
    embeds: [...listEmbeds(elements, pageUrl), ...ofComments.map((embed) => ({ ...embed, place: 'comment' as const }))],
    is_text: nodes.some(
      (node) => node.nodeType === TEXT && isShown(node) && /data-bot-id/.test(node.textContent ?? ''),
    ),
    tag_manager: TAG_MANAGERS.find(([pattern]) => pattern.test(html))?.[1] ?? null,
    policies: elements
      .filter((element) => element.matches('meta') && isPolicy(element))
      .map((element) => element.getAttribute('content') ?? ''),
  }
}

/** All there is, without recursion: a hostile page may be endlessly deep. */
function listNodes(roots: Iterable<PageNode>): PageNode[] {
  const found: PageNode[] = []
  const waiting = [...roots].toReversed()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    found.push(node)
    // One by one: as arguments 100,000 children are too many.
    for (const child of [...node.childNodes].toReversed()) waiting.push(child)
  }
  return found
}

const isShown = (node: PageNode): boolean =>
  !/^(script|style|template|noscript)$/.test(node.parentNode?.localName ?? '')
const isPolicy = (meta: PageElement): boolean =>
  meta.getAttribute('http-equiv')?.toLowerCase() === 'content-security-policy'

const listEmbeds = (elements: PageElement[], pageUrl: string): Embed[] =>
  elements
    .filter(({ localName }) => localName === 'script')
    .flatMap((script) => readTag(script, pageUrl) ?? readInline(script, pageUrl) ?? [])

function readTag(script: PageElement, pageUrl: string): Embed | undefined {
  const attributes = readAttributes(script)
  const get = (name: string): string | null => attributes.get(name) ?? null
  // Optimisers move the address to an attribute of their own.
  const name = ['src', ...[...attributes.keys()].filter((name) => name.endsWith('src'))].find((name) =>
    WIDGET.test(unquote(get(name) ?? '')),
  )
  const [botId, apiKey] = [get('data-bot-id'), get('data-api-key')]
  if (name === undefined && (botId === null || apiKey === null)) return undefined
  const src = get(name ?? 'src')
  return {
    src: src === null ? null : toAbsolute(unquote(src), pageUrl),
    bot_id: botId && unquote(botId),
    api_key: apiKey && unquote(apiKey),
    place: placeOf(script),
    way: 'tag',
    is_held: (name !== undefined && name !== 'src') || !SCRIPT_TYPE.test(get('type')?.trim() ?? ''),
    has_curly_quotes: [src, botId, apiKey].some((value) => value !== null && unquote(value) !== value),
    nonce: script.getAttribute('nonce'),
  }
}

/** A script that makes the tag, as our documentation shows it for tag managers. */
function readInline(script: PageElement, pageUrl: string): Embed | undefined {
  const text = script.textContent ?? ''
  const src = /["'`]([^"'`\s]*\/widget\.js)/.exec(text)?.[1]
  const read = (property: string, attribute: string): string | null =>
    new RegExp(`(?:${property}|${attribute})["'\\]]*\\s*[=:,]\\s*\\\\?["'\`]([^"'\`\\\\]+)`).exec(text)?.[1] ?? null
  const botId = read('botId', 'data-bot-id')
  if (src === undefined || botId === null) return undefined
  return {
    src: toAbsolute(src, pageUrl),
    bot_id: botId,
    api_key: read('apiKey', 'data-api-key'),
    place: placeOf(script),
    way: 'script',
    is_held: !SCRIPT_TYPE.test(script.getAttribute('type')?.trim() ?? ''),
    has_curly_quotes: false,
    nonce: script.getAttribute('nonce'),
  }
}

/** By their names in small letters, which HTML does not insist on and the parser does not change. */
const readAttributes = (element: PageElement): Map<string, string> =>
  new Map([...element.getAttributeNames()].map((name) => [name.toLowerCase(), element.getAttribute(name) ?? '']))

const unquote = (value: string): string => value.replace(CURLY, '')
const toAbsolute = (src: string, pageUrl: string): string | null => URL.parse(src, pageUrl)?.href ?? null

function placeOf(script: PageElement): Embed['place'] {
  if (script.closest('noscript') !== null) return 'noscript'
  return script.closest('template') === null ? 'page' : 'template'
}
