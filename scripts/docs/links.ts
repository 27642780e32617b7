import { posix } from 'node:path'
import type { Document } from './document.ts'

/** Links and images that lead to no file or no heading. Other hosts are not asked. */
export function listBrokenLinks(documents: Document[], paths: Set<string>): string[] {
  return documents.flatMap(({ path, targets }) =>
    targets
      .filter((target) => !/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(target))
      .filter((target) => {
        const [file = '', anchor] = target.split('#')
        const found = file === '' ? path : posix.join(posix.dirname(path), decodeURIComponent(file)).replace(/\/$/, '')
        if (!paths.has(found)) return true
        return anchor !== undefined && documents.find((one) => one.path === found)?.anchors.has(anchor) !== true
      })
      .map((target) => `${path}: ${target}`),
  )
}
