import type { Document } from './document.ts'

export type Endpoint = { method: string; path: string }

const PATH = String.raw`/(?:'\$\w+'|[^\s|'"\`,;)\]<>])*`
const WITH_METHOD = new RegExp(String.raw`\b(GET|POST|PUT|PATCH|DELETE)\b[\s|*]*(${PATH})`, 'g')
const OF_API = new RegExp(`/(?:api(?=/)|metrics|widget\\.js)(?![\\w.-])(?:${PATH})?`, 'g')

type Mention = { method: string | undefined; path: string }

/** Paths with a method before them, and those of ours by themselves. */
function listMentions({ body, fences }: Document): Mention[] {
  const text = [body.replaceAll('`', ''), ...fences.map((fence) => fence.text)].join('\n')
  const toPath = (found: string) => found.replace(/[?#].*$/, '').replace(/[.:]+$/, '')
  return [
    ...[...text.matchAll(WITH_METHOD)].map(([, method, path = '']) => ({ method, path: toPath(path) })),
    ...[...text.matchAll(OF_API)].map(([path]) => ({ method: undefined, path: toPath(path) })),
  ]
}

/**
 * `/api/admin/…` is the beginning of a path, and so is `/api/admin` where no method is told. `{id}`, `$ID`, `:id` and `…` stand
 * for what differs from call to call.
 */
function isMeant({ method, path }: Mention, endpoint: Endpoint): boolean {
  if (method !== undefined && method !== endpoint.method) return false
  const said = path.split('/')
  const meant = endpoint.path.split('/')
  if (['…', '*', ''].includes(said.at(-1) ?? '')) said.pop()
  else if (method !== undefined && said.length !== meant.length) return false
  return said.every((part, i) => part === meant[i] || (/[{$:…]/.test(part) && meant[i]?.startsWith('{') === true))
}

const show = ({ method, path }: Mention) => [method, path].filter(Boolean).join(' ')

export function listUnansweredEndpoints(documents: Document[], endpoints: Endpoint[]): string[] {
  return documents.flatMap((document) =>
    listMentions(document)
      .filter((mention) => !endpoints.some((endpoint) => isMeant(mention, endpoint)))
      .map((mention) => `${document.path}: ${show(mention)}`),
  )
}

/** Endpoints that these documents do not name by method and whole path. */
export function listUnnamedEndpoints(documents: Document[], endpoints: Endpoint[]): string[] {
  const named = documents.flatMap(listMentions).filter(({ method }) => method !== undefined)
  const isNamed = (endpoint: Endpoint) =>
    named.some((mention) => {
      const isWhole = mention.path.split('/').length === endpoint.path.split('/').length
      return isWhole && isMeant(mention, endpoint)
    })
  return endpoints.filter((endpoint) => !isNamed(endpoint)).map(show)
}
