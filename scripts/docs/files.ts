import type { Document } from './document.ts'
import { MADE } from './repository.ts'

/** Named like files of ours, and made by the build or by a reader. */
const NOT_OURS = ['widget.js']
const FILE = /\.(?:conf|css|gif|html|jsonc?|js|md|png|service|sql|tsx?|ya?ml)$/

/** Files and folders in backticks or commands that are not there. In prose the end of a path is enough. */
export function listUnknownFiles(documents: Document[], paths: Set<string>): string[] {
  const rooms = [...paths].filter((path) => !path.includes('/'))
  const all = [...paths].flatMap((path) => [path, `${path}/`])
  const isThere = (name: string, from: string) => {
    const pattern = name.replace(/[.+]/g, '\\$&').replaceAll('*', '[^/]*')
    return all.some((path) => new RegExp(`${from}${pattern}$`).test(path))
  }
  const isOurs = (name: string) => {
    const [room = ''] = name.split('/')
    if (MADE.includes(room) || NOT_OURS.includes(name) || !/^[\w@.][\w@.*/-]*$/.test(name)) return false
    return FILE.test(name) || name.endsWith('/') || (name.includes('/') && rooms.includes(room))
  }
  return documents.flatMap(({ path, spans, fences }) => {
    const inCommands = fences
      .filter(({ language }) => language === 'sh')
      .flatMap(({ text }) => text.split(/\s+/))
      .filter((word) => word.includes('/') && isOurs(word))
    return [
      ...spans.filter((name) => isOurs(name) && !isThere(name, '(?:^|/)')),
      ...inCommands.filter((name) => !isThere(name, '^')),
    ].map((name) => `${path}: ${name}`)
  })
}
