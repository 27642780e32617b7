import ipaddr from 'ipaddr.js'

/** Where the fetcher may go: which addresses and which ports. */
export type Reach = { allowsAddress(address: string): boolean; allowsPort(port: string): boolean }

export const PUBLIC_WEB: Reach = {
  allowsAddress: isPublicAddress,
  allowsPort: (port) => port === '' || port === '80' || port === '443',
}
/** For intranets and tests: ALLOW_PRIVATE_URLS. */
export const ANYWHERE: Reach = { allowsAddress: () => true, allowsPort: () => true }

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')
// Azure's machine agent answers with credentials at this address, which no range table calls special.
const AZURE_AGENT = '168.63.129.16'

/** True for an address of the public internet; false for anything special, and for anything that wraps an IPv4 address. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.parse(address)
  if (ip instanceof ipaddr.IPv4) return ip.range() === 'unicast' && ip.toString() !== AZURE_AGENT
  // Mapped, compatible and NAT64 addresses lie outside 2000::/3; 6to4 and Teredo have ranges of their own inside it.
  return ip.zoneId === undefined && ip.range() === 'unicast' && ip.match(GLOBAL_UNICAST)
}

/** The address a URL names literally, without IPv6 brackets; undefined for a host name. */
export function findLiteralAddress(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(host) ? host : undefined
}
