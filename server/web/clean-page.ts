import { toLine, type PageDocument, type PageElement } from './dom.ts'

/** Never text of the page. */
const MACHINERY =
  'script, style, noscript, template, svg, math, iframe, object, embed, canvas, audio, video, link, meta, input, select, textarea, datalist, dialog, map'
/** What surrounds the page's own words, told by element or role. */
const SURROUNDINGS =
  'nav, footer, aside, [role=navigation], [role=banner], [role=contentinfo], [role=search], [role=dialog], [role=alertdialog], [role=menu], [role=menubar], [role=complementary]'
/** The same, told by the words of class and id. */
const SURROUNDING_WORDS =
  /(^|[\s_-])(cookies?|cookie-?\w*|consent|gdpr|onetrust|newsletter|subscribe|popup|modal|lightbox|breadcrumbs?|share|sharing|socials?|social-?\w*|sidebar|side-bar|related|recommend\w*|skip-?(link|to)?\w*|menu|mega-?menu|navbar|nav|navigation|pagination|pager|footer|site-?(header|footer)|masthead|topbar|top-bar|toolbar|advert\w*|ads?|banner-?ad|promo|sponsor\w*|comment-?form|login|signin|cart|minicart|search-?form|screen-reader-text|sr-only|visually-?hidden|back-to-top|copyright|tags?|wishlist)([\s_-]|$)/i
/** Folded away until a visitor asks for it: the answers of a FAQ. */
const FOLDED = /accordion|collaps|panel|tab|answer|faq|toggle|expand|more/i

/** Strips a page in place to what it says itself. */
export function cleanPage(document: PageDocument): void {
  const { body } = document
  for (const element of body.querySelectorAll(MACHINERY)) element.remove()
  const pageChars = toLine(body).length
  // A page builder may put everything into one <aside> or class="modal": what holds half the page is the page.
  const isMost = (element: PageElement): boolean => toLine(element).length > pageChars / 2

  for (const element of body.querySelectorAll(
    '[hidden], [aria-hidden=true], [style*="display:none"], [style*="display: none"]',
  )) {
    if (!isFolded(element, body) && !isMost(element)) element.remove()
  }
  for (const element of body.querySelectorAll(SURROUNDINGS)) {
    if (!isMost(element) && !holdsTitle(element)) element.remove()
  }
  for (const element of body.querySelectorAll('header')) {
    if (element.closest('main, article') === null && !holdsTitle(element) && !isMost(element)) element.remove()
  }
  for (const element of body.querySelectorAll('div, section, ul, ol, p, span, a, form, header, details')) {
    const words = `${element.id} ${element.className}`
    if (words !== ' ' && SURROUNDING_WORDS.test(words) && !isMost(element) && !holdsTitle(element)) element.remove()
  }
  for (const element of body.querySelectorAll('ul, ol')) if (isMenu(element)) element.remove()
  for (const element of body.querySelectorAll('button, label')) if (!isQuestion(element)) element.remove()
}

const holdsTitle = (element: PageElement): boolean => element.querySelector('h1') !== null

function isFolded(element: PageElement, body: PageElement): boolean {
  if (FOLDED.test(`${element.id} ${element.className} ${element.getAttribute('role') ?? ''}`)) return true
  return /^[\w-]+$/.test(element.id) && body.querySelector(`[aria-controls="${element.id}"]`) !== null
}

/** Short links and nothing else, outside the main part. */
function isMenu(list: PageElement): boolean {
  if (list.closest('main, article, [role=main]') !== null) return false
  const links = list.querySelectorAll('a')
  const chars = toLine(list).length
  if (links.length < 3 || chars === 0) return false
  const linkChars = [...links].reduce((sum, link) => sum + toLine(link).length, 0)
  return linkChars / chars > 0.8 && linkChars / links.length < 30
}

/** The head of a folded answer, as accordions have it. */
function isQuestion(element: PageElement): boolean {
  return (
    element.hasAttribute('aria-expanded') ||
    element.hasAttribute('aria-controls') ||
    element.closest('h1, h2, h3, h4, h5, h6, summary, dt') !== null
  )
}
