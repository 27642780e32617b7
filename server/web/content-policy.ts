/** What a page loads: `script` stands in its HTML, `injected` was added by another script. */
export type Load = { kind: 'script' | 'injected' | 'connect' | 'image'; url: string; nonce?: string | null }
/** The directive that refuses a load; `needs` is what it would have to hold. */
export type Refusal = { directive: string; needs: string }

/** The directives that decide over a load, the first that is there counts. */
const DECIDING = {
  script: ['script-src-elem', 'script-src', 'default-src'],
  injected: ['script-src-elem', 'script-src', 'default-src'],
  connect: ['connect-src', 'default-src'],
  image: ['img-src', 'default-src'],
}

/** Why a page's policies refuse a load; undefined when they all allow it. Each header or tag is a policy, or several between commas. */
export function findRefusal(policies: readonly string[], load: Load, pageUrl: string): Refusal | undefined {
  for (const policy of policies.flatMap((header) => header.split(','))) {
    const directives = parsePolicy(policy)
    const directive = DECIDING[load.kind].find((name) => directives.has(name))
    const sources = directive === undefined ? undefined : directives.get(directive)
    if (directive === undefined || sources === undefined) continue
    const needs = findMissing(sources, load, new URL(pageUrl))
    if (needs !== undefined) return { directive, needs }
  }
  return undefined
}

/** A directive that is said twice counts as it was said first. */
function parsePolicy(policy: string): Map<string, string[]> {
  const directives = new Map<string, string[]>()
  for (const part of policy.split(';')) {
    const [name = '', ...sources] = part.trim().split(/\s+/)
    const key = name.toLowerCase()
    if (key !== '' && !directives.has(key)) directives.set(key, sources)
  }
  return directives
}

function findMissing(sources: string[], { kind, url, nonce }: Load, page: URL): string | undefined {
  const isScript = kind === 'script' || kind === 'injected'
  const nonces = sources.flatMap((source) => /^'nonce-(.+)'$/i.exec(source)?.[1] ?? [])
  if (kind === 'script' && nonce && nonces.includes(nonce)) return undefined
  // Then only what carries a nonce or comes from a trusted script counts, and every address in the list is ignored.
  if (isScript && sources.some((source) => /^'strict-dynamic'$/i.test(source))) {
    return kind === 'injected' ? undefined : 'nonce="…" on the code, the same as your site\'s other scripts have'
  }
  const target = new URL(url)
  return sources.some((source) => allows(source, target, page)) ? undefined : target.origin
}

function allows(source: string, target: URL, page: URL): boolean {
  if (source === '*') return /^https?:$/.test(target.protocol) || target.protocol === page.protocol
  if (/^'self'$/i.test(source)) return fits(page.protocol, target.protocol) && page.host === target.host
  const scheme = /^([a-z][a-z\d+.-]*:)$/i.exec(source)?.[1]
  if (scheme !== undefined) return fits(scheme.toLowerCase(), target.protocol)
  return allowsHost(source, target, page)
}

/** `[scheme://]host[:port][/path]`, where the host may begin with `*.` and the port be `*`. */
function allowsHost(source: string, target: URL, page: URL): boolean {
  const found = /^(?:([a-z][a-z\d+.-]*:)\/\/)?(\*|(?:\*\.)?[a-z\d._-]+|\[[\da-f:.]+\])(?::(\d+|\*))?(\/[^?#]*)?$/i.exec(
    source,
  )
  if (found === null) return false
  const [, scheme = page.protocol, host = '', port, path = ''] = found
  const name = host.toLowerCase()
  const isHost =
    name === '*' || (name.startsWith('*.') ? target.hostname.endsWith(name.slice(1)) : target.hostname === name)
  const isPath =
    path === '' || path === '/' || (path.endsWith('/') ? target.pathname.startsWith(path) : target.pathname === path)
  return fits(scheme.toLowerCase(), target.protocol) && isHost && isPort(port, scheme, target) && isPath
}

function isPort(port: string | undefined, scheme: string, target: URL): boolean {
  const standard = (protocol: string): string => (protocol === 'https:' ? '443' : '80')
  const actual = target.port || standard(target.protocol)
  if (port === '*' || port === actual) return true
  // Whoever allows http allows the same by https.
  return port === undefined ? target.port === '' : port === standard(scheme.toLowerCase()) && actual === '443'
}

const fits = (allowed: string, actual: string): boolean =>
  allowed === actual || (allowed === 'http:' && actual === 'https:')
