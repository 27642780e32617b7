/** What a question asks for and how a sentence shows that it holds it, in the languages of the widget written with letters. */
type Kind = { asks: RegExp; holds: RegExp }

const PHONE = /(?<![\d.])(\+|\(0|\b0|\b\d{3}[ -])[\d ()/.-]{5,20}\d/u
/** A house number beside a street's name. */
const ADDRESS =
  /\b\d{1,4}[a-z]?,? (\p{Lu}[\p{L}’'.-]+ ){1,3}(street|st|lane|road|rd|avenue|ave|square|row|way|close|hill|park|court|yard)\b|\p{L}(straße|strasse|str\.|gasse|weg|platz|allee|ring|ufer|straat|laan|plein)\s+\d|\b(calle|plaza|avenida|camino|rue|avenue|place|via|piazza|rua|ulica|ul\.)\s[^.\n]{2,40}\d|\b\d{1,4},? (bis )?(rue|avenue|place|boulevard)\s/iu
const MAIL = /[^\s@]{1,64}@[^\s@]{1,200}\.\p{L}{2,}/u

/** Nothing but the thing itself answers these. */
const EXACT_KINDS: Kind[] = [
  { asks: /(?<!\p{L})(e-?mails?|correo|courriel|e-?posta)(?!\p{L})/iu, holds: MAIL },
  {
    asks: /(?<!\p{L}|mail[ -])(address|adresse|anschrift|dirección|indirizzo|endereço|adres|adresi)(?!\p{L})/iu,
    holds: ADDRESS,
  },
  {
    asks: /(?<!\p{L})(phone|telephone|telefon(nummer)?|rufnummer|anrufen|teléfono|téléphone|telefono|telefone|telefoonnummer|numer telefonu)(?!\p{L})/iu,
    holds: PHONE,
  },
  {
    asks: /(?<!\p{L})(reach (you|someone|anyone)|contact (you|details)|get in touch|erreiche[n]?|kontaktieren|kontaktdaten|contactar|contacto|contacter|joindre|contattar\w*|contatt[io])(?!\p{L})/iu,
    holds: new RegExp(`${PHONE.source}|${MAIL.source}`, 'u'),
  },
]

const KINDS: Kind[] = [
  {
    asks: /\b(price|prices|pricing|cost|costs|fee|fees|charge|how much|preise?|kostet|kosten|gebühr(en)?|precios?|cuesta|cuánto vale|tarifas?|prix|coûte|combien coûte|tarifs?|costa|prezz[oi]|preços?|prijs|prijzen|kosten|cena|ceny|kosztuje|fiyat|ücret)\b/iu,
    holds:
      /[€$£¥₺]|\b(eur|euros?|usd|dollars?|gbp|pounds?|chf|zł|pln|tl|free|gratis|kostenlos|kostenfrei|gratuit|gratuito)\b/iu,
  },
  {
    asks: /\b(when|what time|what day|what date|which day|what year|which year|hours?|open|opening|close|closing|until|wann|um wie viel uhr|öffnungszeiten|geöffnet|offen|uhrzeit|cuándo|hora|horas|horarios?|quand|heures?|horaires?|quando|orari|ora|horário|wanneer|openingstijden|kiedy|godziny|ne zaman|saat)\b/iu,
    holds:
      /\b\d{1,2}([:.]\d{2}|\s?(am|pm|a\.m|p\.m|uhr|h)\b)|\b\d{4}\b|\b\d{1,2}\s?[-–]\s?\d{1,2}\b|\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?\b|\b(january|february|march|april|june|july|august|september|october|november|december)\b|\b(lunes|martes|jueves|viernes|domingos?|lundi|mardi|jeudi|vendredi|samedi|dimanche)\b|\b(days?|weeks?|months?|hours?|minutes?|tagen?|wochen?|monaten?|stunden?|días?|semanas?|jours?|semaines?)\b/iu,
  },
  {
    asks: /\b(how (many|long|far|old|often|tall|big|large|deep|high|fast|heavy)|what (number|percentage|percent|age|size)|wie ?viele?|wie (lange|weit|alt|oft|hoch|groß|schwer)|cuánt[oa]s?|combien|quant[ieo]|quantos|hoeveel|hoe lang|ile|kaç)\b/iu,
    holds: /\p{N}|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred|thousand|million)\b/iu,
  },
  {
    asks: /\b(who|whose|whom|wer|wem|wen|wessen|quién|quiénes|qui|chi|quem|wie is|kto|kim)\b/iu,
    holds: /\p{Lu}\p{L}+\s+\p{Lu}\p{L}+/u,
  },
  {
    asks: /\b(where|address|location|located|wo|wohin|adresse|dónde|dirección|où|adresse|dove|indirizzo|onde|endereço|waar|adres|gdzie|nerede)\b/iu,
    holds:
      /\b(in|at|near|on|opposite|behind|an|am|bei|en|à|a|em|w|na)\s+(the\s+|der\s+|la\s+|el\s+)?\p{Lu}|\b(street|st|road|rd|avenue|lane|square|straße|str|platz|gasse|calle|plaza|rue|via|piazza|rua|laan|straat|ulica|ul)\b/iu,
  },
]

/** `isExact`: a sentence without it is no answer at all. Undefined when the question expects nothing in particular. */
export function findExpectedKind(
  question: string,
): { isExact: boolean; isHeldBy: (sentence: string) => boolean } | undefined {
  const exact = EXACT_KINDS.filter(({ asks }) => asks.test(question))
  const kinds = exact.length > 0 ? exact : KINDS.filter(({ asks }) => asks.test(question))
  if (kinds.length === 0) return undefined
  return { isExact: exact.length > 0, isHeldBy: (sentence) => kinds.some(({ holds }) => holds.test(sentence)) }
}
