import { expect, test } from 'vitest'
import type { SiteFindingKind } from '#shared/site-check.ts'
import { findEmbeds } from '../web/find-embeds.ts'
import { judgeSite, type Expected, type Owner } from './judge-site.ts'

const CODE = '<script src="https://chat.example/widget.js" data-bot-id="mine" data-api-key="key" async></script>'
const OTHER = CODE.replace('"mine"', '"other"')
const ADDED = `<script>s.src = 'https://chat.example/widget.js'; s.dataset.botId = 'mine'; s.dataset.apiKey = 'key'</script>`
const EXPECTED: Expected = { base: 'https://chat.example', hasAvatar: false, allowedOrigins: [] }

const ownerOf = (botId: string | null, apiKey: string | null): Owner => {
  if (botId === 'mine') return { kind: 'this', keyFits: apiKey === 'key' }
  return botId === 'other' ? { kind: 'other', name: 'Anna' } : { kind: 'unknown' }
}
type Given = Partial<Expected> & { headers?: string[]; url?: string }
function judge(body: string, { headers = [], url = 'https://shop.example/', ...expected }: Given = {}) {
  const read = findEmbeds(`<!doctype html><html><head></head><body>${body}</body></html>`, url)
  const embeds = read.embeds.map((embed) => ({ ...embed, owner: ownerOf(embed.bot_id, embed.api_key) }))
  return judgeSite({ ...read, url, headers }, embeds, { ...EXPECTED, ...expected })
}

test.each<[string, string, Given, SiteFindingKind[]]>([
  ['the code alone', CODE, {}, ['found']],
  ['the code that a script adds', ADDED, {}, ['found']],
  ['the code twice', CODE + CODE, {}, ['found', 'twice']],
  ['the code and one in a comment', `${CODE}<!-- ${CODE} -->`, {}, ['found']],
  ['a policy that names it', CODE, { headers: ['default-src https://chat.example'] }, ['found']],
  ['a policy against pictures, for a bot without one', CODE, { headers: ["img-src 'none'"] }, ['found']],
  [
    'Frontdesk and page both on this computer',
    CODE.replace('https://chat.example', 'http://localhost:8000'),
    { url: 'http://localhost:3000/', base: 'http://localhost:8000' },
    ['found'],
  ],
  ['a bot kept to this site', CODE, { allowedOrigins: ['https://shop.example'] }, ['found']],
  ['a bot kept to another site', CODE, { allowedOrigins: ['https://www.shop.example'] }, ['not_allowed']],
  ['nothing', '<p>Hello</p>', {}, ['missing']],
  ['the code as text', CODE.replaceAll('<', '&lt;'), {}, ['as_text']],
  ['the code in a comment', `<!-- ${CODE} -->`, {}, ['hidden']],
  ['the code in <noscript>', `<noscript>${CODE}</noscript>`, {}, ['hidden']],
  ['typographic quotes', CODE.replaceAll('"', '”'), {}, ['damaged']],
  ['code without its key', CODE.replace('data-api-key="key"', ''), {}, ['incomplete']],
  ['code held back', CODE.replace('async', 'type="text/plain"'), {}, ['held']],
  ['another bot', OTHER, {}, ['other_bot']],
  ['another bot beside this one', OTHER + CODE, {}, ['other_bot']],
  ['a bot of nobody', CODE.replace('"mine"', '"gone"'), {}, ['unknown_bot']],
  ['another key', CODE.replace('"key"', '"old"'), {}, ['wrong_key']],
  [
    'another key at another address',
    CODE.replace('"key"', '"old"'),
    { base: 'https://other.example' },
    ['wrong_key', 'other_address'],
  ],
  ['http on a page of https', CODE.replace('https:', 'http:'), { base: 'http://chat.example' }, ['insecure']],
  [
    'this computer, for a public page',
    CODE.replace('https://chat.example', 'http://localhost:8000'),
    { base: 'http://localhost:8000' },
    ['local'],
  ],
  ['a policy against it', CODE, { headers: ["default-src 'self'"] }, ['blocked', 'blocked']],
  ['a policy against its pictures', CODE, { headers: ["img-src 'self'"], hasAvatar: true }, ['blocked']],
  [
    'a policy in the page',
    `<meta http-equiv="Content-Security-Policy" content="script-src 'self'">${CODE}`,
    {},
    ['blocked'],
  ],
  ['a policy that trusts what scripts add', ADDED, { headers: ["script-src 'nonce-a' 'strict-dynamic'"] }, ['found']],
  [
    'several things at once',
    CODE.replace('"key"', '"old"') + CODE,
    { headers: ["connect-src 'self'"] },
    ['wrong_key', 'blocked', 'twice'],
  ],
])('a page with %s', (_name, body, given, kinds) => {
  const { findings, works } = judge(body, given)
  expect(findings.map(({ kind }) => kind)).toEqual(kinds)
  expect(works).toBe(kinds[0] === 'found')
  for (const { message } of findings) expect(message).toMatch(/^[A-Z].*[.:]$/)
})

test('what a policy needs is named with its directive', () => {
  expect(judge(CODE, { headers: ["script-src 'self'; connect-src 'self'"] }).findings).toEqual([
    {
      kind: 'blocked',
      message: 'Your site’s Content-Security-Policy header refuses the chat. Add this to its script-src:',
      fix: 'https://chat.example',
    },
    {
      kind: 'blocked',
      message:
        'Your site’s Content-Security-Policy header refuses the chat’s questions and answers. Add this to its connect-src:',
      fix: 'https://chat.example',
    },
  ])
})

test('where a tag manager may bring the code, it is said', () => {
  const page = '<script src="https://www.googletagmanager.com/gtm.js?id=GTM-1"></script>'
  expect(judge(page).findings[0]?.message).toContain('The page loads Google Tag Manager')
  expect(judge('').findings[0]?.message).not.toContain('Tag Manager')
})

test('another bot is called by its name', () => {
  expect(judge(OTHER).findings[0]?.message).toContain('“Anna”')
})
