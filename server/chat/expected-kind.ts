import { findAskedDays } from './asked-days.ts'
import { listNames } from './calendar-names.ts'

/** What a question asks for and how a sentence shows that it holds it, in the languages of the widget written with letters. */
type Kind = { asks: RegExp; holds: RegExp }

const PHONE = /(?<![\d.])(\+|\(0|\b0|\b\d{3}\)?[ .-])[\d ()/.-]{5,20}\d/u
/** A house number beside a street's name. */
const ADDRESS =
  /\b\d{1,4}[a-z]?,? (\p{Lu}[\p{L}’'.-]+ ){1,3}(street|st|lane|road|rd|avenue|ave|square|row|way|close|hill|park|court|yard)\b|\p{L}(straße|strasse|str\.|gasse|weg|platz|allee|ring|ufer|straat|laan|plein)\s+\d|\b(calle|plaza|avenida|camino|rue|avenue|place|via|piazza|rua|ulica|ul\.)\s[^.\n]{2,40}\d|\b\d{1,4},? (bis )?(rue|avenue|place|boulevard|chemin|quai|impasse)\s|\p{L}\s(sokak|sk\.|caddesi|cad\.|mahallesi|mah\.)/iu
const MAIL = /[^\s@]{1,64}@[^\s@]{1,200}\.\p{L}{2,}/u

/** Nothing but the thing itself answers these. */
const EXACT_KINDS: Kind[] = [
  { asks: /(?<!\p{L})(e-?mails?|correo|courriel|e-?posta|mailadres(se)?)(?!\p{L})/iu, holds: MAIL },
  {
    asks: /(?<!\p{L}|mail[ -])(address|adresse|anschrift|dirección|indirizzo|endereço|morada|adres|adresi|adresiniz)(?!\p{L})/iu,
    holds: ADDRESS,
  },
  // "Where is the market?" asks for less.
  {
    asks: /(?<!\p{L})(where (are|r) you|where('s| is) your \p{L}+|where (can|do) (i|we) find you|wo (seid ihr|sind sie|finden? (ich|wir) (euch|sie)|(ist|liegt) (eu(er|re)|ihre?) \p{L}+)|dónde están|où êtes[- ]vous|dove siete|onde (ficam|estão)|waar zitten jullie)(?!\p{L})/iu,
    holds: ADDRESS,
  },
  {
    asks: /(?<!\p{L})((can|do|should|could|must) (i|we) (ring|call)|(ring|call) you|phone|telephone|telefon(nummer|u|unuz|unuzu)?|rufnummer|anrufen|teléfono|téléphone|telefono|telefone|telefoonnummer)(?!\p{L})/iu,
    holds: PHONE,
  },
  {
    asks: /(?<!\p{L})(reach (you|someone|anyone)|contact (you|details)|get in touch|erreiche[n]?|kontaktieren|kontaktdaten|contactar|contacto|contacter|joindre|contattar\w*|contatt[io])(?!\p{L})/iu,
    holds: new RegExp(`${PHONE.source}|${MAIL.source}`, 'u'),
  },
]

const PRICE: Kind = {
  asks: /(?<!\p{L})(prices?|pricing|costs?|fees?|charges?|how much|(was|wie ?viel) kostet|preise?|kostet|kosten|teuer|gebühr(en)?|precios?|cuestan?|cuánto (vale|es)|tarifas?|prix|coût(e|ent)|combien|tarifs?|costa(no)?|quanto custa|prezz[oi]|preços?|prijs|prijzen|kost|cena|ceny|kosztuje|fiyat\p{L}{0,6}|ücret\p{L}{0,6}|ne kadar)(?!\p{L})/iu,
  holds:
    /[€$£¥₺]|(?<!\p{L})(eur|euros?|usd|dollars?|gbp|pounds?|chf|franken|zł|pln|tl|lira|free|gratis|kostenlos|kostenfrei|gratuit|gratuito|grátis|bezpłatnie|ücretsiz)(?!\p{L})/iu,
}

const CALENDAR_NAMES = listNames()
/** A year, a time, the name of a day or a month, a span. */
const TIME = new RegExp(
  String.raw`(?<![\d.,])(1\d{3}|20\d{2})(?!\d)|(?<!\d)\d{1,2}([:.]\d{2}|\s?(am|pm|a\.m|p\.m|uhr|h)(?!\p{L}))|(?<!\d)\d{1,2}\s?[-–]\s?\d{1,2}(?!\d)|(?<!\p{L})(${CALENDAR_NAMES.join('|')}|days?|weeks?|months?|hours?|minutes?|century|tage?n?|wochen?|monate?n?|stunden?|minuten|jahrhunderts?|días?|semanas?|siglo|jours?|semaines?|siècle|giorni|settimane)s?(?!\p{L})`,
  'iu',
)
/** Not a year. */
const NUMBER =
  /(?<![\d.,])(?!(1\d|20)\d{2}(?![.,]?\d))\d|(?<!\p{L})(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|half|dozens?|hundreds?|thousands?|millions?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert|tausend|million(en)?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|cien|mil|mill(ón|ones)|deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|due|tre|quattro|cinque|sei|sette|otto|nove|dieci)(?!\p{L})/iu

/** A capital letter that does not begin a sentence. */
const NAME = /(?<=[\p{Ll}\p{N},;:)"”»] [("„“«]?)\p{Lu}[\p{L}’'-]+/u

const WHEN: Kind = {
  asks: /(?<!\p{L})(when|what time|(what|which) (day|date|year|month|century|decade)|hours?|opens?|opening|closes?|closing|until|wann|um wie ?viel uhr|welche[mrsn]? (tage?n?|jahr|jahrzehnt|jahrhundert|monat)|öffnungszeiten|geöffnet|offen|uhrzeit|cuándo|horas?|horarios?|(qué|cuál) (día|año|década|siglo|mes|fecha)|quand|heures?|horaires?|quel(le)?s? (jours?|année|date)|quando|orari|ora|che (giorno|anno)|horário|que (dia|ano)|wanneer|openingstijden|hoe laat|welk(e)? (dag|jaar)|kiedy|godzin\p{L}{1,3}|otwarci\p{L}|ne zaman|saat\p{L}{0,8})(?!\p{L})/iu,
  holds: TIME,
}

const WHO: Kind[] = [
  { asks: /(?<!\p{L})(who|whose|whom|quién|quiénes|qui|chi|quem|wie is|kto|kim)(?!\p{L})/iu, holds: NAME },
  // Every noun has a capital letter.
  { asks: /(?<!\p{L})(wer|wem|wen|wessen)(?!\p{L})/iu, holds: /\p{Lu}\p{L}+\s+\p{Lu}\p{L}+/u },
]

/** What the question says already is no answer to these. */
const KINDS: Kind[] = [
  WHEN,
  {
    asks: /(?<!\p{L})(how (many|much|long|far|old|often|tall|big|large|deep|high|fast|heavy)|what (number|percentage|percent|age|size)|wie ?viele?|wie (lange|weit|alt|oft|hoch|groß|schwer|tief)|welche[mns]? (alter|prozentsatz|anzahl)|cuánt[oa]s?|qué (porcentaje|edad|tamaño|cantidad)|combien|quel âge|quant[ieoa]|quantos|hoeveel|hoe (lang|oud)|ile|kaç)(?!\p{L})/iu,
    holds: NUMBER,
  },
  ...WHO,
  { asks: /(?<!\p{L})(where|a?dónde|où|dove|onde|waar|gdzie|nerede)(?!\p{L})/iu, holds: NAME },
  {
    asks: /(?<!\p{L})(wo|wohin|woher)(?!\p{L})/iu,
    holds:
      /(?<!\p{L})(in|an|am|im|bei|beim|nach|zur?|auf|aus|vor|hinter|neben)\s+(der\s+|dem\s+|den\s+|die\s+)?\p{Lu}/u,
  },
]

const WORD = /[\p{L}\p{N}]+([.,]\p{N}+)*/gu

/**
 * What a question expects of the texts at hand. `isExact`: some hold the very thing, and those without it are no answer at all.
 * `isName`: the name may stand above. `subject`: what else the question says. Undefined when it expects nothing in particular.
 */
export function findExpectedKind(
  question: string,
  texts: string[],
): { isExact: boolean; isName: boolean; subject: string; isHeldBy: (sentence: string) => boolean } | undefined {
  const exact = EXACT_KINDS.filter(({ asks, holds }) => asks.test(question) && texts.some((text) => holds.test(text)))
  const kinds = exact.length > 0 ? exact : [PRICE, ...KINDS].filter(({ asks }) => asks.test(question)).slice(0, 1)
  // "Habt ihr montags auf?"
  if (kinds.length === 0 && findAskedDays(question).size > 0) kinds.push(WHEN)
  if (kinds.length === 0) return undefined
  // "Open on Mondays?" is answered by the row that says Monday.
  const said = new Set(
    question
      .toLowerCase()
      .match(WORD)
      ?.filter((word) => !CALENDAR_NAMES.includes(word)),
  )
  const dropSaid = (sentence: string) => sentence.replace(WORD, (word) => (said.has(word.toLowerCase()) ? '' : word))
  return {
    isExact: exact.length > 0,
    subject: kinds.reduce((rest, { asks }) => rest.replace(asks, ' '), question),
    isName: kinds.some((kind) => WHO.includes(kind)),
    isHeldBy: (sentence) => kinds.some((kind) => kind.holds.test(KINDS.includes(kind) ? dropSaid(sentence) : sentence)),
  }
}
