import { z } from 'zod'

export const SITE_FINDINGS = [
  'found',
  'missing',
  'as_text',
  'hidden',
  'damaged',
  'incomplete',
  'held',
  'other_bot',
  'unknown_bot',
  'wrong_key',
  'other_address',
  'insecure',
  'local',
  'blocked',
  'not_allowed',
  'twice',
] as const
export type SiteFindingKind = (typeof SITE_FINDINGS)[number]

/** Whether a bot's code works on a page of the owner's site, and each thing that is to be said about it. */
export const siteCheckSchema = z.object({
  /** Where the page was found, after redirects. */
  url: z.string(),
  works: z.boolean(),
  findings: z.array(
    z.object({
      kind: z.enum(SITE_FINDINGS),
      message: z.string(),
      /** What to add to the directive of the site's policy that refuses it. */
      fix: z.string().nullable(),
    }),
  ),
})
export type SiteCheck = z.infer<typeof siteCheckSchema>
export type SiteFinding = SiteCheck['findings'][number]
