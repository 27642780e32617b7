import type { PageKind } from './page-kind.ts'

const MAX_HEADING_CHARS = 80

/** What page builders write over teasers, sign-ups and lists of other pages. */
const ANYWHERE = new RegExp(
  `^(${[
    'related|suggested|similar|recommended|trending|up next|tagged|categories|tags|archives|search|share:?$',
    'you (may|might|could) (also|like)|(people|customers) (who|also)|recently viewed|frequently bought',
    'more (from|in|like|articles|stories|posts)|explore (more|related)|(latest|popular) (posts|news|articles|stories)',
    'keep reading|read (more|next)|about the author|complete (the|your)|(pairs|goes) well|shop (the look|more)',
    'subscribe|sign up|newsletter|join (our|the)|stay (in touch|connected|up to date|informed)|follow us|share (this|on)',
    'leave a (reply|comment)|create an account|(sign|log) in to|join the (conversation|discussion)|(post|add|write) a (comment|reply)',
    'ähnliche|das könnte|kunden kauften|zuletzt|empfohlen|vous aimerez|produits (similaires|associés)|también te|productos relacionados',
  ].join('|')})`,
  'i',
)
/** The same on the page of one product. */
const ON_PRODUCTS = new RegExp(
  `^(\\W*\\d*\\s*)?(${[
    '((customer|product|user|verified|top|all|recent|our)?\\s*(reviews?|ratings?))|write a review|be the first to review',
    'customers? (reviews?|say|ratings?)|what (our )?(customers?|people) |featured in|as seen',
    'have a question|ask a question|compare|why (buy|shop)',
    'kundenbewertungen|bewertungen|avis|opiniones|recensioni',
  ].join('|')})`,
  'i',
)

/** Whether a heading stands over something else than the page's own words. */
export function headsSurrounding(heading: string, kind: PageKind): boolean {
  if (heading.length > MAX_HEADING_CHARS) return false
  return ANYWHERE.test(heading) || (kind === 'product' && ON_PRODUCTS.test(heading))
}
