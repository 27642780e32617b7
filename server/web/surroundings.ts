import { toLine, type PageElement } from './dom.ts'
import type { PageKind } from './page-kind.ts'

/** Never text of the page. */
export const MACHINERY = new Set(
  'script style noscript template svg math iframe object embed canvas audio video link meta input select textarea datalist dialog map'.split(
    ' ',
  ),
)
const ELEMENTS = new Set(['nav', 'footer', 'aside'])
const ROLES = new Set(
  'navigation banner contentinfo search dialog alertdialog menu menubar complementary alert status tooltip'.split(' '),
)

/** Class lists of utility styles reach 500; a hostile one would keep the patterns busy. */
const MAX_NAME_CHARS = 1000

/** Asks for cookies; bakeries sell them. A list of a thousand partners may be longer than the page itself. */
const CONSENT = toPattern(`
  consent gdpr ccpa (onetrust|didomi|usercentrics|cookiebot|iubenda)[\\w-]*
  cookies?-?(banner|bar|notice|consent|law|policy|popup|modal|message|info|box|overlay|settings|pref\\w*|alert|dialog|manager|choice)[\\w-]*`)

/** Around the page's own words on pages of every kind, as their makers name it. */
const SURROUNDING = toPattern(`
  newsletter subscribe subscription-form pop-?up modal lightbox toast tooltip snackbar fixed(?=\\s|$)
  breadcrumbs? pagination paginator pager back-to-top (skip|jump)-?(to|link)[\\w-]* site-?notice editsection nav(header|footer)
  sidebar side-bar footer site-?(header|footer) masthead copyright legal disclaimers? catlinks printfooter nocontent
  advert\\w* ads?(?=\\s|$|-(slot|unit|box|banner|container|wrapper)) banner-?ad sponsor\\w* app-?banner announcement\\w*
  comment-?form respond login log-in signin sign-in signup minicart search-?(form|box|bar|overlay) sort-?by sorting
  (sr|screen-?reader)-only visually-?hidden languages?(?=\\s|$) wishlist[\\w-]*
  (currency|country|language|locale|region|store|lang)-?(switch\\w*|select\\w*|picker|menu|chooser|list|modal|notice|banner)`)

/** By their nature links and labels. Where sentences fill them the name is one of layout: "nav" of a tour, "filters" of a FAQ. */
const LISTS = toPattern(`
  menu mega-?menu navbar nav navigation toolbar topbar top-bar share sharing socials? social-?\\w* tags tag-?(list|cloud|links)
  related recommend\\w* recirculation cart overlay facets filters filter-(bar|list|group|panel|options?)`)

/** On the page of one product: other products, other people's words and the controls of the shop. Its terms are answers. */
const AROUND_PRODUCT = toPattern(`
  reviews? review-\\w+ ratings up-?sells? cross-?sells? also-\\w+ alternatives? accessories bundles?
  similar recently viewed complementary carousel compare comparison
  trust\\w* badges? qty quantity add-to-cart financ\\w+ stock-?notif\\w* restock\\w* notify\\w*`)

/** In a thread: who writes and what can be done with a post. */
const AROUND_POST = toPattern(`
  signature sig sig\\d+ post-?profile\\w* user-?(info\\w*|details|card) member-?info message-cell--user message-(attribution|header)
  author-?(info|pane|box) avatar post-?(meta|controls|actions|buttons|menu|footer|header|number|tools) actions? reactions?
  buttons votes? voting\\w* quick-?reply reply-?form topic-?(map|meta|footer|list) quote-?header jump\\w* notices? attribution tagline`)

/** Links that are set as buttons call to act: "Shop now". One with a number or an address tells something. */
const MAX_CALL_CHARS = 40
const CALL = toPattern('btn button cta')

export function isCallToAct(element: PageElement, chars: number): boolean {
  if (element.localName !== 'a' || chars > MAX_CALL_CHARS || !CALL.test(readName(element))) return false
  return !/[\d@]/.test(element.textContent ?? '') && !/^(tel|mailto):/.test(element.getAttribute('href') ?? '')
}

export const isConsent = (element: PageElement): boolean => {
  const name = readName(element)
  return name !== '' && element.localName !== 'body' && CONSENT.test(name)
}

/** Whether an element is named as what surrounds the page's own words: by itself, its role, or the words of its class and id. */
export function isSurrounding(element: PageElement, kind: PageKind, isProse: boolean): boolean {
  // Forums quote in them.
  if (kind === 'forum' && element.localName === 'aside' && element.querySelector('blockquote') !== null) return false
  if (ELEMENTS.has(element.localName) || ROLES.has(element.getAttribute('role') ?? '')) return true
  const name = readName(element)
  if (name === '') return false
  return (
    SURROUNDING.test(name) ||
    (!isProse && LISTS.test(name) && !isDish(element, name)) ||
    (kind === 'product' && AROUND_PRODUCT.test(name)) ||
    (kind === 'forum' && AROUND_POST.test(name))
  )
}

/** What a restaurant or a school offers is called a menu too, and has prices. */
const isDish = (element: PageElement, name: string): boolean =>
  /menu/.test(name) &&
  !/nav|cart/.test(name) &&
  /\p{Sc}\s?\d|\d\s?\p{Sc}/u.test(toLine(element.closest('.menu-item') ?? element))

/** Class and id; names in camels' case are read as words too, and "no-sidebar" names none. */
function readName(element: PageElement): string {
  const name = `${element.id} ${element.className}`.trim().slice(0, MAX_NAME_CHARS)
  return name.replace(/([a-z])([A-Z])/g, '$1-$2').replace(/\b(has|no|with|without)-[\w-]+/g, '')
}

function toPattern(words: string): RegExp {
  return new RegExp(`(^|[\\s_-])(${words.trim().split(/\s+/).join('|')})([\\s_-]|$)`, 'i')
}
