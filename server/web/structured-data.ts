import { parsePage, toLine, type PageDocument } from './dom.ts'

/** A question or a fact sheet that a page states for machines (JSON-LD). */
export type StatedFact = { heading: string; lines: string[] }

type Json = Record<string, unknown>

/** What a page says of itself in JSON-LD: FAQ entries, the business with its hours and address, products with prices. */
export function readStructuredData(document: PageDocument): StatedFact[] {
  const facts: StatedFact[] = []
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    for (const item of listItems(parseJson(script.textContent ?? ''))) {
      const types = toList(item['@type']).map(String)
      if (types.includes('FAQPage')) facts.push(...toList(item['mainEntity']).filter(isJson).flatMap(readQuestion))
      else if (types.includes('Product')) facts.push(...readProduct(item))
      else if ('openingHours' in item || 'openingHoursSpecification' in item || 'telephone' in item) {
        facts.push(...readBusiness(item))
      }
    }
  }
  return facts
}

function readQuestion(item: Json): StatedFact[] {
  const answer = toList(item['acceptedAnswer']).filter(isJson)[0]
  const heading = toPlain(item['name'])
  const text = toPlain(answer?.['text'])
  return heading === '' || text === '' ? [] : [{ heading, lines: [text] }]
}

function readProduct(item: Json): StatedFact[] {
  const offers = toList(item['offers']).filter(isJson)
  const prices = offers.flatMap((offer) => {
    const low = toPlain(offer['price'] ?? offer['lowPrice'])
    const high = toPlain(offer['highPrice'])
    const price = high === '' || high === low ? low : `${low} – ${high}`
    return price === '' ? [] : [`${price} ${toPlain(offer['priceCurrency'])}`.trim()]
  })
  return toSheet(item, [
    ['', toPlain(item['description'])],
    ['Brand', toPlain(isJson(item['brand']) ? item['brand']['name'] : item['brand'])],
    ['Price', [...new Set(prices)].slice(0, 3).join(', ')],
  ])
}

function readBusiness(item: Json): StatedFact[] {
  const address = item['address']
  const hours = [
    ...toList(item['openingHours']).map(toPlain),
    ...toList(item['openingHoursSpecification']).filter(isJson).map(readHours),
  ].filter((line) => line !== '')
  return toSheet(item, [
    ['Address', isJson(address) ? readAddress(address) : toPlain(address)],
    ['Telephone', toPlain(item['telephone'])],
    ['E-mail', toPlain(item['email']).replace(/^mailto:/, '')],
    ['Opening hours', hours.join('; ')],
    ['Prices', toPlain(item['priceRange'])],
  ])
}

const readAddress = (address: Json): string =>
  ['streetAddress', 'postalCode', 'addressLocality', 'addressRegion', 'addressCountry']
    .map((key) => toPlain(isJson(address[key]) ? address[key]['name'] : address[key]))
    .filter((part) => part !== '')
    .join(', ')

function readHours(hours: Json): string {
  const days = toList(hours['dayOfWeek']).map((day) => toPlain(day).replace(/^https?:\/\/schema\.org\//, ''))
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
