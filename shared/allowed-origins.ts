import { z } from 'zod'

export const MAX_ALLOWED_ORIGINS = 50

/**
 * The sites whose pages may use a bot; none means all. An entry is an origin as browsers write it, or `https://*.host` for
 * all below a host. What is not exactly that is refused rather than guessed at.
 */
export const allowedOriginsSchema = z
  .array(z.string('An allowed site must be text.'), 'Allowed sites must be a list such as ["https://shop.example"].')
  .max(MAX_ALLOWED_ORIGINS, `These are too many sites. Keep it to ${MAX_ALLOWED_ORIGINS}.`)
  .superRefine((entries, context) => {
    const wrong = entries.find((entry) => !isOrigin(entry) && !isWildcard(entry))
    if (wrong !== undefined) context.addIssue({ code: 'custom', message: explain(wrong) })
  })

const isOrigin = (text: string): boolean =>
  /^https?:\/\/[^*]+$/.test(text) && text.length <= 300 && URL.parse(text)?.origin === text

/** A wildcard for a whole ending such as .com would let in anyone. */
const isWildcard = (text: string): boolean =>
  /^https:\/\/\*\.[^.*:]+\.[^*:]+$/.test(text) && isOrigin(text.replace('*.', ''))

function explain(entry: string): string {
  const shown = `“${entry.length > 60 ? `${entry.slice(0, 60)}…` : entry}”`
  const origin = URL.parse(entry)?.origin ?? ''
  if (entry.includes('*'))
    return `${shown} is not an address we can match. Write https://*.shop.example for all below it.`
  if (isOrigin(origin)) return `${shown} is more than a site’s address. Write ${origin} instead.`
  return `${shown} is not a site’s address. Write it like https://shop.example, one on each line.`
}
