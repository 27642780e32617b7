import type { z } from 'zod'

/** A sentence for what a schema has no words of its own for; zod's are written for programmers. */
export function toSentence(issue: z.core.$ZodRawIssue): string {
  const field = (issue.path ?? []).join('.')
  if (issue.code === 'unrecognized_keys') return `Unknown field: ${issue.keys.join(', ')}.`.slice(0, 200)
  return field === '' ? 'The request must be a JSON object.' : `${field} is missing or malformed.`
}
