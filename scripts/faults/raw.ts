import { connect } from 'node:net'

/** Sends these bytes as one request and gives the whole answer: clients tidy a path up, a socket does not. */
export async function askRaw(url: string, request: string | Uint8Array): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  // Not its end: node takes a client that has no more to say for gone.
  socket.write(request)
  let answer = ''
  for await (const bytes of socket.setEncoding('latin1')) answer += String(bytes)
  const [head = ''] = answer.split('\r\n\r\n', 1)
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), body: answer.slice(head.length + 4) }
}
