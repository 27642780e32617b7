/** Whether a page of `origin`, as its browser names it, may use a bot with this list. An empty list lets in every page. */
export function allowsOrigin(list: readonly string[], origin: string | undefined): boolean {
  if (list.length === 0) return true
  // What no browser writes matches nothing, however it ends.
  if (origin === undefined || URL.parse(origin)?.origin !== origin) return false
  return list.some((entry) => entry === origin || isBelow(origin, entry))
}

const isBelow = (origin: string, entry: string): boolean =>
  entry.startsWith('https://*.') && origin.startsWith('https://') && origin.endsWith(entry.slice('https://*'.length))
