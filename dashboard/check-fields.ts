import { z } from 'zod'

// zod compiles schemas with new Function where it may; asking is already a violation of the content security policy.
z.config({ jitless: true })

/** The server's own rules, asked before the server is: one sentence for each field that breaks one. */
export function checkFields(
  rules: Record<string, z.ZodType | undefined>,
  values: Record<string, unknown>,
): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const [field, value] of Object.entries(values)) {
    const problem = rules[field]?.safeParse(value).error?.issues[0]
    if (problem) problems[field] = problem.message
  }
  return problems
}
