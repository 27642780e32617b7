const SHOWN = 5

/** For the end of a line that tells how many there are. */
export function inWords(faults: ReadonlySet<string>): string {
  if (faults.size === 0) return ''
  return `: ${[...faults].slice(0, SHOWN).join(', ')}${faults.size > SHOWN ? ' …' : ''}`
}
