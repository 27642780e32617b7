// Of an address as the browser writes it: another page, by no name, a mail or a call.
const SAFE = /^(?:https?:\/\/[^/@]+\/|mailto:|tel:)/

/** The address, if a click on it can only open a page, a mail or a call, and it is what it looks like. */
export function safeHref(address: string): string | undefined {
  const href = URL.canParse(address) ? new URL(address).href : ''
  return SAFE.test(href) ? href : undefined
}

/** Without a safe address it stays plain words. */
export function setLink(link: HTMLAnchorElement, address: string): void {
  const href = safeHref(address)
  if (!href) return
  link.href = href
  link.target = '_blank'
  link.rel = 'noopener noreferrer nofollow'
}
