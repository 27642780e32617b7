import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const namesSchema = z.record(z.string(), z.array(z.array(z.string()))).default({})
const caseSchema = z.object({
  url: z.string(),
  expect: z.enum(['block', 'allow', 'review']),
  dns: namesSchema,
})
const chainSchema = z.object({
  url: z.string(),
  dns: namesSchema,
  chain: z.array(z.object({ status: z.number(), location: z.string() })),
})
export type Case = z.infer<typeof caseSchema>
export type Chain = z.infer<typeof chainSchema>

export function readCases(data: string): { cases: Case[]; chains: Chain[] } {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(data, 'ssrf', name), 'utf8'))
  return {
    cases: z.array(caseSchema).parse(read('urls.json')),
    chains: z.array(chainSchema).parse(read('redirects.json')),
  }
}

/** Every host that the cases speak of. */
export const hostsOf = (cases: { url: string; dns: Record<string, unknown> }[]): string[] =>
  cases.flatMap(({ url, dns }) => [URL.parse(url)?.hostname ?? '', ...Object.keys(dns)])

/** Where a visit of this case may be seen: at the addresses of the first look-up, unless the first is to be refused already. */
export function mayReach({ expect, dns }: Case): string[] {
  const rebinds = Object.values(dns).some((answers) => answers.length > 1)
  return expect !== 'block' || rebinds ? Object.values(dns).flatMap(([first = []]) => first) : []
}
