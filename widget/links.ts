const SAFE_PROTOCOLS = ['http:', 'https:', 'mailto:', 'tel:']

/** The address, if a click on it can only open a page, a mail or a call, and it is what it looks like. */
export function safeHref(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, username, password, href } = new URL(address)
  return SAFE_PROTOCOLS.includes(protocol) && !username && !password ? href : undefined
}

/** Without a safe address it stays plain words. */
export function setLink(link: HTMLAnchorElement, address: string): void {
  const href = safeHref(address)
  if (!href) return
  link.href = href
  link.target = '_blank'
  link.rel = 'noopener noreferrer nofollow'
}
