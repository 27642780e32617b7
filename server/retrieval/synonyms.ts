import { toStem } from './terms.ts'

/**
 * What visitors of a business ask most and pages put in other words. The words of a line stand for each other in the text
 * search; the local embedder alone finds too few of them, above all outside English.
 */
const GROUPS = `
located location address directions find
open opening hours close closed
price cost fee charge expensive cheap
pay payment credit card cash
visa mastercard amex credit debit card
phone telephone call number tel
reach contact phone telephone email e-mail
email e-mail mail
park parking car
deliver delivery ship shipping
return refund exchange
cancel cancellation
job career vacancy hiring
boss owner founder manager leads
staff team people employees work
adresse standort anfahrt befindet
öffnungszeiten geöffnet offen geschlossen
preis preise kosten kostet gebühr teuer
zahlen bezahlen zahlung karte bar
visa mastercard kreditkarte kreditkarten karte
telefon telefonnummer anrufen tel
erreichen kontakt kontaktieren telefon e-mail
parken parkplatz parkplätze
liefern lieferung versand
rückgabe zurückgeben umtausch erstattung
stornieren stornierung absagen
dirección ubicación
horario horarios abren abierto cierran cerrado
precio precios cuesta cuestan tarifa
pagar pago tarjeta efectivo
teléfono llamar
contactar contacto teléfono correo
aparcar aparcamiento estacionamiento
envío entrega entregan
devolver devolución reembolso
adresse situé
horaires ouvert ouverture fermé
prix coûte tarif
payer paiement carte espèces
téléphone appeler numéro
contacter joindre contact téléphone
garer stationnement parking
livrer livraison
rembourser remboursement retour
visa mastercard carte bancaire
indirizzo sede trova
orari orario apre aperto aperti chiude chiuso
prezzo prezzi costa costano costo tariffa tariffe
pagare pagamento carta contanti
telefono chiamare numero
contattare contatti telefono e-mail
parcheggio parcheggiare
spedizione spedite consegna consegnate
restituire reso rimborso
annullare annullamento disdire
adres gevestigd
openingstijden open geopend dicht gesloten
prijs prijzen kost kosten tarief
betalen betaling pin contant
telefoon telefoonnummer bellen
parkeren parkeerplaats
bezorgen bezorging verzending
retourneren retour terugbetaling
annuleren annulering afzeggen`

/** Questions whose every word is a stop word, and what they ask for. */
const BARE_QUESTIONS = new Map([
  ['where', 'address'],
  ['wo', 'adresse'],
  ['dónde', 'dirección'],
  ['où', 'adresse'],
  ['when', 'hours'],
  ['wann', 'öffnungszeiten'],
  ['cuándo', 'horario'],
  ['quand', 'horaires'],
])

/** Each line of words that stand for each other. */
export const SYNONYMS = GROUPS.trim()
  .split('\n')
  .map((line) => line.split(' '))
const groupsByStem = Map.groupBy(
  SYNONYMS.flatMap((group) => group.map((word) => ({ stem: toStem(word), group }))),
  ({ stem }) => stem,
)

/** The word itself first, then what stands for it. */
export function listAlternatives(term: string): string[] {
  return [...new Set([term, ...(groupsByStem.get(toStem(term)) ?? []).flatMap(({ group }) => group)])]
}

/** What stands for the subject of a question without one: its question word and the words pages answer it with. */
export function listBareAlternatives(words: string[]): string[] {
  const asking = words.find((word) => BARE_QUESTIONS.has(word))
  const subject = asking === undefined ? undefined : BARE_QUESTIONS.get(asking)
  return asking === undefined || subject === undefined ? [] : [asking, ...listAlternatives(subject)]
}
