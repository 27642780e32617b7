import { createDice, type Dice } from '#server/testing/seed-dice.ts'

const SENTENCES_A_PARAGRAPH = 5
const PARAGRAPHS_A_SECTION = 4

const list = (phrases: string): string[] => phrases.split(/[|\n]\s*/)

const WHO =
  list(`the bakery|our oldest mill|the family|a journeyman|the workshop|every customer|our kitchen|the guesthouse
  the accountant|our delivery van`)
const DOES = list('bakes|delivers|repairs|recommends|describes|stores|orders|measures|advertises|guarantees')
const WHAT = list(`sourdough loaves|wedding cakes|gluten-free pastries|wooden tables|rye flour|bicycle tyres
  breakfast for twelve people|garden furniture|espresso machines|apple strudel`)
const HOW = list(`by hand|without additives|in small batches|at the customer’s request|according to an old recipe
  with great care|for a fixed price|within three working days`)
const WHERE =
  list(`in Quillshaven|behind the town hall|near the railway station|on the market square|in the vaulted cellar
  across the Brookmere valley`)
const AND =
  list(`and nobody has complained since|although the oven is older than the house|so that nothing is thrown away
  because the neighbours asked for it|while the apprentices clean the tables|unless it rains heavily`)

const toSentence = (dice: Dice): string => {
  const year = 1900 + Math.floor(dice.roll() * 120)
  const price = (dice.roll() * 90).toFixed(2)
  const [who, does, what] = [dice.pick(WHO), dice.pick(DOES), dice.pick(WHAT)]
  const end = dice.pick([`for ${price} euros`, `since ${year}`, dice.pick(HOW), dice.pick(AND)])
  return `${who.charAt(0).toUpperCase()}${who.slice(1)} ${does} ${what} ${dice.pick(HOW)} ${dice.pick(WHERE)} ${end}.`
}

/** A page in English, as far as a tokenizer can tell, of at least so many words; another for each seed. */
export function inventPage(seed: number, words: number): string {
  const dice = createDice(seed)
  const parts = [`<!doctype html><title>Chronicle ${seed}</title><main><h1>Chronicle ${seed}</h1>`]
  for (let count = 0, paragraph = 0; count < words; paragraph++) {
    if (paragraph % PARAGRAPHS_A_SECTION === 0) parts.push(`<h2>Chapter ${1 + paragraph / PARAGRAPHS_A_SECTION}</h2>`)
    const text = Array.from({ length: SENTENCES_A_PARAGRAPH }, () => toSentence(dice)).join(' ')
    parts.push(`<p>${text}</p>`)
    count += text.split(' ').length
  }
  return `${parts.join('\n')}</main>`
}
