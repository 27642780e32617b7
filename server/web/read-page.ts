import { Readability } from '@mozilla/readability'
import { AppError } from '#server/errors.ts'
import { cleanPage, removeMachinery } from './clean-page.ts'
import { isDeeperThan, parsePage, toLine, type PageDocument, type PageElement } from './dom.ts'
import { dropRepeats, squeeze } from './drop-repeats.ts'
import { chooseFactWords } from './fact-labels.ts'
import { readFooterContact } from './footer-contact.ts'
import { nameContacts } from './name-contacts.ts'
import { guessKind, isArticleAddress } from './page-kind.ts'
import type { PageType } from './page-type.ts'
import type { ReadPage } from './pages.ts'
import { showUnbuilt } from './show-unbuilt.ts'
import { startAtTitle } from './start-at-title.ts'
import { readStructuredData, type StatedFact } from './structured-data.ts'
import { findTextTitle, MAX_TITLE_CHARS } from './text-title.ts'
import { toMarkdown } from './to-markdown.ts'
import { countWords, takeWords } from './words.ts'

const MIN_PAGE_WORDS = 15
/** The least of a page's words that its article holds. News stand among teasers; the page of a service may have a date too. */
const MIN_SHARE = 0.5
const MIN_SHARE_OF_NEWS = 0.2
/** Browsers cut at 512; what comes after recurses and asks for ancestors. */
const MAX_DEPTH = 512

/** A fetched page as Markdown with its title. Throws `unprocessable` with a sentence for the owner when it holds no text. */
export function readPage(page: { url: string; type: PageType; text: string }, options: { maxWords: number }): ReadPage {
  const { title, markdown } = page.type === 'html' ? readHtml(page.text, page.url) : readText(page.text, page.url)
  const kept = takeWords(markdown, options.maxWords)
  if (kept.words === 0)
    throw new AppError('unprocessable', 'The page holds no text that can be read. Paste the text instead.')
  const remark = kept.isCut ? `Only the first ${kept.words.toLocaleString('en')} words were kept.` : null
  return { title, markdown: kept.text, words: kept.words, remark }
}

function readText(text: string, url: string): { title: string; markdown: string } {
  return { title: findTextTitle(text) ?? url, markdown: text.replaceAll('\r\n', '\n').trim() }
}

function readHtml(html: string, url: string): { title: string; markdown: string } {
  const document = parsePage(html)
  refuseDeep(document)
  const words = chooseFactWords(document.documentElement.getAttribute('lang') ?? '')
  const facts = readStructuredData(document, words)
  const title = findTitle(document) ?? url
  const isShell = looksLikeShell(document)
  showUnbuilt(document)
  refuseDeep(document)
  const kind = guessKind(document, url)
  // On articles, in threads and in shops it costs more than it tells: a publisher's office, the same line on each product.
  const contact = kind === 'other' ? readFooterContact(document, url) : undefined
  const article = kind === 'article' ? readArticle(document) : ''
  cleanPage(document, kind)
  const blocks = startAtTitle(dropRepeats(toMarkdown(findMain(document))))
  const reading = chooseReading(dropRepeats(article), blocks, isArticleAddress(url) ? MIN_SHARE_OF_NEWS : MIN_SHARE)
  const told = addFacts(reading, contact === undefined || reading === '' ? facts : [...facts, contact])
  const markdown = nameContacts(told, words)
  if (isShell && countWords(markdown) < MIN_PAGE_WORDS) {
    throw new AppError(
      'unprocessable',
      'This page is an empty shell that builds its text with JavaScript, which the reader does not run. Paste the text instead.',
    )
  }
  return { title, markdown: markdown === '' ? readUncleaned(html) : markdown }
}

/** Of a page that is all pictures the footer may tell the address. */
function readUncleaned(html: string): string {
  const document = parsePage(html)
  removeMachinery(document)
  return dropRepeats(toMarkdown(document.body))
}

function refuseDeep(document: PageDocument): void {
  if (isDeeperThan(document.documentElement, MAX_DEPTH)) {
    throw new AppError('unprocessable', 'The page is too deeply nested to read. Paste its text instead.')
  }
}

/** Readability's idea of the article, or nothing. Asked for articles only: it is the slowest step. */
function readArticle(document: PageDocument): string {
  const article = new Readability(document.cloneNode(true)).parse()
  return article?.content ? toMarkdown(parsePage(article.content).body) : ''
}

/** What is left of the part that a page calls its main one, if that is most of what is left at all. */
function findMain(document: PageDocument): PageElement {
  const { body } = document
  const half = toLine(body).length / 2
  return [...body.querySelectorAll('main, [role=main]')].find((main) => toLine(main).length > half) ?? body
}

/** What a page calls an article is best read by Readability, unless it took a corner of the page or a teaser. */
function chooseReading(article: string, blocks: string, minShare: number): string {
  const blockWords = countWords(blocks)
  if (blockWords === 0) return article
  const share = countWords(article) / blockWords
  return share >= minShare && share <= 1.1 ? article : blocks
}

function findTitle(document: PageDocument): string | undefined {
  const candidates = [
    document.querySelector('meta[property="og:title"]')?.getAttribute('content'),
    document.title,
    document.querySelector('h1')?.textContent,
  ]
  return candidates
    .map((title) => (title ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_TITLE_CHARS))
    .find((title) => title !== '')
}

/** Told before cleaning, which takes <noscript> away. A short page with scripts is not one yet. */
function looksLikeShell(document: PageDocument): boolean {
  const asksForScript = [...document.querySelectorAll('noscript')].some((note) =>
    /javascript/i.test(note.textContent ?? ''),
  )
  return asksForScript || document.querySelector('#root, #app, #__next, #__nuxt, app-root') !== null
}

/** A telephone number may be told with or without its country code. */
const toKey = (value: string): string =>
  /^\+?[\d\s()./-]{8,}$/.test(value) ? squeeze(value).slice(-6) : squeeze(value)

function addFacts(markdown: string, facts: StatedFact[]): string {
  const told = squeeze(markdown)
  const untold = facts
    .map(({ heading, lines }) => ({
      heading,
      lines: lines.filter((line) => !told.includes(toKey(line.replace(/^[^:]{1,40}: /, '')))),
    }))
    .filter(({ lines }) => lines.length > 0)
  return [markdown, ...untold.map(({ heading, lines }) => `## ${heading}\n\n${lines.join('\n\n')}`)].join('\n\n').trim()
}
