/** Whether the client came by https. We never end TLS ourselves, so only the proxies that we trust can tell. */
export function isHttps(request: Request, trustProxy: number): boolean {
  if (trustProxy === 0) return false
  const told = (request.headers.get('x-forwarded-proto') ?? '').split(',').map((scheme) => scheme.trim().toLowerCase())
  return (told.at(-trustProxy) ?? told[0]) === 'https'
}
