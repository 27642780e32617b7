import type { SiteCheck, SiteFinding, SiteFindingKind } from '#shared/site-check.ts'
import { allowsOrigin } from './allowed-origins.ts'
import { findRefusal, type Load } from '../web/content-policy.ts'
import type { Embed } from '../web/find-embeds.ts'
import type { SiteRead } from '../work.ts'

/** Whose code it is: this bot's with its key or another, another bot's, or nobody's here. */
export type Owner = { kind: 'this'; keyFits: boolean } | { kind: 'other'; name: string } | { kind: 'unknown' }
export type JudgedEmbed = Embed & { owner: Owner }
/** `base` is where this Frontdesk is reached, such as https://chat.example; `allowedOrigins` are the sites the bot is kept to. */
export type Expected = { base: string; hasAvatar: boolean; allowedOrigins: readonly string[] }

/** Said of a chat that works all the same. */
const HARMLESS: readonly SiteFindingKind[] = ['found', 'twice']
const IS_LOCAL = /^(localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/

const say = (kind: SiteFindingKind, message: string, fix: string | null = null): SiteFinding => ({ kind, message, fix })

/** All that can be told from a page's HTML and headers about the code on it. */
export function judgeSite(site: SiteRead, embeds: readonly JudgedEmbed[], expected: Expected): SiteCheck {
  const live = embeds.filter((embed) => embed.place === 'page')
  const hidden = live.length === 0 ? embeds.flatMap(describeHidden) : []
  const problems = [...live.flatMap((embed) => describeEmbed(embed, site, expected)), ...hidden]
  const own = live.filter(({ owner }) => owner.kind === 'this')
  if (own.length > 1) problems.push(say('twice', 'The code is on this page twice. It counts once; remove the other.'))
  if (problems.length === 0) problems.push(...describeAbsence(site, live))
  const works = own.length > 0 && problems.every(({ kind }) => HARMLESS.includes(kind))
  const good = works ? [say('found', 'The code is on this page, and its key is right.')] : []
  return { url: site.url, works, findings: [...good, ...withoutRepeats(problems)] }
}

function describeAbsence({ is_text, tag_manager }: SiteRead, live: readonly JudgedEmbed[]): SiteFinding[] {
  if (live.length > 0) return []
  if (is_text) {
    const what = 'The code is shown on this page as text instead of being run.'
    return [say('as_text', `${what} Paste it where your editor takes HTML or custom code.`)]
  }
  const advice = 'Paste it, publish the page, and empty the cache of your site if it has one.'
  const manager =
    tag_manager === null
      ? ''
      : ` The page loads ${tag_manager}, which may add the code only when a visitor comes: “Last seen” tells.`
  return [say('missing', `The code was not found on this page. ${advice}${manager}`)]
}

function describeHidden({ place }: JudgedEmbed): SiteFinding[] {
  const where = {
    comment: 'inside a comment, where browsers ignore it. Move it out of <!-- and -->.',
    noscript: 'inside <noscript>, which only browsers without JavaScript read. Move it out of there.',
    template: 'inside <template>, which browsers do not run. Move it out of there.',
  }
  return place === 'page' ? [] : [say('hidden', `The code stands ${where[place]}`)]
}

function describeEmbed(embed: JudgedEmbed, site: SiteRead, expected: Expected): SiteFinding[] {
  if (embed.has_curly_quotes) {
    const what = 'An editor turned the quotes of the code into typographic ones, so browsers cannot read it.'
    return [say('damaged', `${what} Copy it again, and paste it where your editor takes HTML or custom code.`)]
  }
  if (embed.src === null || !embed.bot_id || !embed.api_key) {
    const what = 'The code on this page is not complete: some editors and tag managers drop parts of it.'
    return [say('incomplete', `${what} Paste all of it again; in a tag manager, the code made for tag managers.`)]
  }
  const found = [...describeOwner(embed.owner), ...describeAddress(new URL(embed.src), site.url, expected)]
  if (embed.owner.kind === 'this') found.push(...describeList(new URL(site.url).origin, expected))
  if (embed.is_held) {
    const what = 'A cookie banner or an optimiser of your site keeps the code from running until it says so.'
    found.push(say('held', `${what} Allow widget.js there, or leave it out of what is delayed.`))
  }
  return [...found, ...describeRefusals(embed, embed.src, site, expected)]
}

function describeOwner(owner: Owner): SiteFinding[] {
  if (owner.kind === 'other') {
    const what = `This page shows another bot of yours, “${owner.name}”, and a page holds one chat.`
    return [say('other_bot', `${what} Replace its code if you want this bot here.`)]
  }
  if (owner.kind === 'unknown') {
    const what = 'The code on this page names a bot that does not exist here. It may have been deleted.'
    return [say('unknown_bot', `${what} Replace it with this bot’s code.`)]
  }
  if (owner.keyFits) return []
  const what = 'The key in the code is not this bot’s: it was regenerated since, or mistyped.'
  return [say('wrong_key', `${what} Copy the code again and replace it.`)]
}

function describeAddress(src: URL, pageUrl: string, { base }: Expected): SiteFinding[] {
  const page = new URL(pageUrl)
  if (src.origin !== new URL(base).origin) {
    const what = `The code loads the chat from ${src.origin}, but this Frontdesk is reached at ${base}.`
    return [
      say('other_address', `${what} Replace it with this bot’s code, or set PUBLIC_URL to the address visitors use.`),
    ]
  }
  if (IS_LOCAL.test(src.hostname) && !IS_LOCAL.test(page.hostname)) {
    const what = `The code loads the chat from ${src.origin}, which each visitor’s computer takes for itself.`
    return [say('local', `${what} Give Frontdesk a public address, set PUBLIC_URL to it, and copy the code again.`)]
  }
  if (page.protocol === 'https:' && src.protocol === 'http:') {
    const what = 'The page comes by https and the code loads the chat by http, which browsers refuse.'
    return [
      say('insecure', `${what} Reach Frontdesk by https, set PUBLIC_URL to that address, and copy the code again.`),
    ]
  }
  return []
}

function describeList(origin: string, { allowedOrigins }: Expected): SiteFinding[] {
  if (allowsOrigin(allowedOrigins, origin)) return []
  return [
    say(
      'not_allowed',
      'This site is not among the bot’s allowed sites, so the chat does not appear on it. Add this line under Settings, Allowed sites:',
      origin,
    ),
  ]
}

function describeRefusals(embed: Embed, src: string, site: SiteRead, { hasAvatar }: Expected): SiteFinding[] {
  const { origin } = new URL(src)
  const loads: [Load, string][] = [
    [{ kind: embed.way === 'tag' ? 'script' : 'injected', url: src, nonce: embed.nonce }, 'the chat'],
    [{ kind: 'connect', url: `${origin}/api/chat` }, 'the chat’s questions and answers'],
  ]
  if (hasAvatar)
    loads.push([{ kind: 'image', url: `${origin}/api/public/avatar/${embed.bot_id}` }, 'the bot’s picture'])
  return loads.flatMap(([load, what]) =>
    [
      [site.headers, 'Content-Security-Policy header'] as const,
      [site.policies, 'Content-Security-Policy in a <meta> tag'] as const,
    ].flatMap(([policies, where]) => {
      const refusal = findRefusal(policies, load, site.url)
      if (refusal === undefined) return []
      return [
        say('blocked', `Your site’s ${where} refuses ${what}. Add this to its ${refusal.directive}:`, refusal.needs),
      ]
    }),
  )
}

const withoutRepeats = (findings: SiteFinding[]): SiteFinding[] => [
  ...new Map(findings.map((finding) => [finding.message + (finding.fix ?? ''), finding])).values(),
]
