import { withScheme } from '../with-scheme.ts'

export const toLines = (sites: readonly string[]): string => sites.join('\n')

/** What people type or paste, a line each, as the server takes it: "Shop.example/" is https://shop.example. */
export function toSites(lines: string): string[] {
  const typed = lines.split(/[\r\n,]+/).filter((line) => line.trim() !== '')
  return [...new Set(typed.map((line) => toSite(withScheme(line))))]
}

/** Only a bare site is written as browsers write it; of a page's address the owner decides. */
function toSite(address: string): string {
  const url = URL.parse(address)
  return url !== null && url.pathname + url.search + url.hash === '/' && !address.includes('*') ? url.origin : address
}
