/** Turns text as it arrives, cut anywhere, into the payloads of its finished `data:` lines. */
export function createSseReader(): (text: string) => string[] {
  let rest = ''
  return (text) => {
    const lines = (rest + text).split(/\r?\n/)
    rest = lines.pop() ?? ''
    return lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5))
  }
}
