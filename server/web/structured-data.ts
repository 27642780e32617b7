import { parsePage, toLine, type PageDocument } from './dom.ts'
import type { FactWords } from './fact-labels.ts'
import { readMicrodata } from './microdata.ts'

/** A question or a fact sheet that a page states for machines. */
export type StatedFact = { heading: string; lines: string[] }

type Json = Record<string, unknown>

/** What a page says of itself in JSON-LD or microdata: questions, the business with its hours and menu, products, events. */
export function readStructuredData(document: PageDocument, words: FactWords): StatedFact[] {
  const scripts = [...document.querySelectorAll('script[type="application/ld+json"]')]
  const stated = scripts.flatMap((script) => listItems(parseJson(script.textContent ?? '')))
  // Attributes are set on what a page shows: of its product that is everything, of a business not the days behind "Mo-Fr".
  const marked = readMicrodata(document).filter((item) => item['@type'] !== 'Product')
  return [...stated, ...marked].flatMap((item) => readItem(item, words))
}

function readItem(item: Json, words: FactWords): StatedFact[] {
  const types = toList(item['@type']).map(String)
  if (types.includes('FAQPage')) return toList(item['mainEntity']).filter(isJson).flatMap(readQuestion)
  if (types.includes('Product')) return readProduct(item, words)
  if (types.some((type) => type.endsWith('Event'))) return readEvent(item, words)
  const isBusiness = BUSINESS.some((name) => name in item)
  return isBusiness ? [...readBusiness(item, words), ...readMenu(item)] : []
}

const BUSINESS = ['openingHours', 'openingHoursSpecification', 'telephone', 'hasMenu']

function readQuestion(item: Json): StatedFact[] {
  const answer = toList(item['acceptedAnswer']).filter(isJson)[0]
  const heading = toPlain(item['name'])
  const text = toPlain(answer?.['text'])
  return heading === '' || text === '' ? [] : [{ heading, lines: [text] }]
}

const readProduct = (item: Json, { label }: FactWords): StatedFact[] =>
  toSheet(item, [
    ['', toPlain(item['description'])],
    [label('brand'), toName(item['brand'])],
    [label('price'), readPrices(item)],
  ])

const readEvent = (item: Json, { label, toDate }: FactWords): StatedFact[] =>
  toSheet(item, [
    ['', toPlain(item['description'])],
    [label('date'), toDate(toPlain(item['startDate']))],
    [label('place'), toName(item['location'])],
    [label('price'), readPrices(item)],
  ])

function readPrices(item: Json): string {
  const prices = toList(item['offers'])
    .filter(isJson)
    .map((offer) => {
      const low = toPlain(offer['price'] ?? offer['lowPrice'])
      const high = toPlain(offer['highPrice'])
      const price = high === '' || high === low ? low : `${low} – ${high}`
      return price === '' ? '' : `${price} ${toPlain(offer['priceCurrency'])}`.trim()
    })
  return [...new Set(prices.filter((price) => price !== ''))].slice(0, 3).join(', ')
}

function readBusiness(item: Json, { label, nameDays }: FactWords): StatedFact[] {
  const address = item['address']
  const hours = [
    ...toList(item['openingHours']).map((line) => nameDays(toPlain(line))),
    ...toList(item['openingHoursSpecification'])
      .filter(isJson)
      .map((line) => readHours(line, nameDays)),
  ].filter((line) => line !== '')
  return toSheet(item, [
    [label('address'), isJson(address) ? readAddress(address) : toPlain(address)],
    [label('telephone'), toPlain(item['telephone'])],
    [label('email'), toPlain(item['email']).replace(/^mailto:/, '')],
    [label('hours'), hours.join('; ')],
    [label('prices'), toPlain(item['priceRange'])],
  ])
}

/** Dishes with their prices, section by section. */
function readMenu(item: Json, depth = 0): StatedFact[] {
  const sections = ['hasMenu', 'hasMenuSection'].flatMap((name) => toList(item[name]).filter(isJson))
  if (depth > MAX_MENU_DEPTH) return []
  return sections.flatMap((section) => {
    const dishes = toList(section['hasMenuItem']).filter(isJson)
    const lines = dishes.map((dish): [string, string] => [toPlain(dish['name']), readPrices(dish)])
    return [...toSheet({ name: section['name'] ?? item['name'] }, lines), ...readMenu(section, depth + 1)]
  })
}

const MAX_MENU_DEPTH = 4

const readAddress = (address: Json): string =>
  ['streetAddress', 'postalCode', 'addressLocality', 'addressRegion', 'addressCountry']
    .map((key) => toName(address[key]))
    .filter((part) => part !== '')
    .join(', ')

function readHours(hours: Json, nameDays: (text: string) => string): string {
  const days = toList(hours['dayOfWeek']).map((day) => nameDays(toPlain(day).split('/').at(-1) ?? ''))
  const opens = toPlain(hours['opens'])
  const closes = toPlain(hours['closes'])
  return days.length === 0 || opens === '' ? '' : `${days.join(', ')} ${opens}–${closes}`
}

function toSheet(item: Json, fields: [label: string, value: string][]): StatedFact[] {
  const lines = fields
    .filter(([, value]) => value !== '')
    .map(([label, value]) => (label === '' ? value : `${label}: ${value}`))
  const heading = toPlain(item['name'])
  return heading === '' || lines.length === 0 ? [] : [{ heading, lines }]
}

const toName = (value: unknown): string => toPlain(isJson(value) ? value['name'] : value)

function listItems(value: unknown): Json[] {
  return toList(value)
    .filter(isJson)
    .flatMap((item) => [item, ...toList(item['@graph']).filter(isJson)])
}

const toList = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Answers and descriptions may hold HTML. */
function toPlain(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return ''
  return /[<&]/.test(value)
    ? toLine(parsePage(value.replace(/<\/(p|li|div|h\d)>|<br[^<>]*>/gi, '$& ')).body)
    : value.replace(/\s+/g, ' ').trim()
}
