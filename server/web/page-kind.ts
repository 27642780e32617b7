import type { PageDocument } from './dom.ts'

/** What a page is for, as far as its reading differs. */
export type PageKind = 'article' | 'forum' | 'product' | 'collection' | 'other'

const BUYING =
  '[itemprop=price], [class*=add-to-cart], [class*=addtocart], [class*=add_to_cart], [name=add-to-cart], form[action*="/cart"]'

const FORUM_PATH =
  /\/topics?\/\d|\/(threads?|questions|discussions?)\/|\/t\/[^/]+\/\d+|\/comments\/|forum|showthread|showtopic|viewtopic|\/thread-\d/
const ARTICLE_PATH = /\/(blogs?|news|articles?|stories|magazine)\/(?!(categor(y|ies)|tags?|topics?|page|author)\/)./
/** The front of a site and manuals, which are read by looking things up: Readability takes their lists for menus. */
const NEVER_ARTICLE_PATH = /^[^/]+\/?$|^(docs?|developers?)\.|\/(docs?|documentation|reference|manual|wiki)\//
const COLLECTION_PATH = /\/(collections?|categor(y|ies)|product-category)\/(?!.*\/products?\/)/
const SHOP_PATH = /\/(shop|c|cat)\//
const PRODUCT_PATH = /\/(products?|p|dp|item|itm|listing)\//
/** A shop's list may declare each of its items, the page of one product a few that go with it. */
const MAX_PRODUCTS = 3

/** The kind of a page by what it declares for machines and by its address, the surer signs first. */
export function guessKind(document: PageDocument, url: string): PageKind {
  const types = readDeclaredTypes(document)
  const path = readPath(url)
  const declares = (pattern: RegExp): boolean => types.some((type) => pattern.test(type))
  const products = types.filter((type) => /^(Product|ProductGroup)$/.test(type)).length
  const ogType = document.querySelector('meta[property="og:type"]')?.getAttribute('content') ?? ''

  if (declares(/^(DiscussionForumPosting|QAPage)$/) || FORUM_PATH.test(path)) return 'forum'
  if (isArticleAddress(url)) return 'article'
  if (declares(/^(CollectionPage|ItemList|SearchResultsPage|SomeProducts)$/)) return 'collection'
  if (products > MAX_PRODUCTS || ogType === 'product.group' || COLLECTION_PATH.test(path)) return 'collection'
  if (products > 0 || /^product(\.item)?$/.test(ogType)) return 'product'
  if (SHOP_PATH.test(path)) return 'collection'
  if (PRODUCT_PATH.test(path) && document.querySelector(BUYING) !== null) return 'product'
  if (NEVER_ARTICLE_PATH.test(path)) return 'other'
  if (declares(/Article$|^BlogPosting$/)) return 'article'
  return document.querySelector('meta[property="article:published_time"]') === null ? 'other' : 'article'
}

/** Whether its address alone makes a page an article. */
export const isArticleAddress = (url: string): boolean => ARTICLE_PATH.test(readPath(url))

function readDeclaredTypes(document: PageDocument): string[] {
  const scripts = [...document.querySelectorAll('script[type="application/ld+json"]')]
  const json = scripts.flatMap((script) =>
    [...(script.textContent ?? '').matchAll(/"@type"\s*:\s*\[?\s*"(\w+)"/g)].map((match) => match[1] ?? ''),
  )
  const micro = [...document.querySelectorAll('[itemtype]')].map(
    (element) => (element.getAttribute('itemtype') ?? '').split('/').at(-1) ?? '',
  )
  return [...json, ...micro]
}

function readPath(url: string): string {
  try {
    const { pathname, hostname, search } = new URL(url)
    return `${hostname}${pathname}${search}`.toLowerCase()
  } catch {
    return ''
  }
}
