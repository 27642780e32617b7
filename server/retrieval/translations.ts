import { toStem } from './terms.ts'

/**
 * What is asked of every business, one thing a line, in English, German, Spanish, French, Italian, Dutch and Portuguese. Searched for only
 * when the visitor's own word stands nowhere: of 20 questions in another language than the page 3 were answered without, 14 with.
 */
const CONCEPTS = `
price cost preis kostet kosten precio cuesta prix coûte tarif prezzo costa prijs kost preço custa
open hours geöffnet offen öffnungszeiten abierto abren horario ouvert horaires aperto orari openingstijden aberto horário
closed geschlossen cerrado fermé chiuso gesloten fechado
address adresse dirección indirizzo adres endereço
phone telephone telefon teléfono téléphone telefono telefoon telefone
parking park parkplatz parken aparcamiento aparcar stationnement garer parcheggio parkeren estacionamento
card karte tarjeta carte carta kaart cartão
pay zahlen bezahlen pagar payer pagare betalen
book buchen reservar réserver prenotare boeken
cancel stornieren absagen cancelar anular annuler annullare annuleren
shipping delivery versand lieferung envío livraison spedizione consegna verzending envio
return refund rückgabe devolver devolución retour remboursement reso rimborso retourneren devolução
child children kind kinder niño niños enfant enfants bambino bambini kinderen criança crianças
dog dogs hund hunde perro perros chien chiens cane cani hond honden cão cães
cat cats katze katzen gato gatos chat chats gatto gatti kat katten
job stelle empleo emploi lavoro vacature emprego
voucher gutschein vale bon buono cadeaubon
course lesson kurs unterricht curso clase cours corso les aula
monday montag lunes lundi lunedì maandag segunda
tuesday dienstag martes mardi martedì dinsdag terça
wednesday mittwoch miércoles mercredi mercoledì woensdag quarta
thursday donnerstag jueves jeudi giovedì donderdag quinta
friday freitag viernes vendredi venerdì vrijdag sexta
saturday samstag sábado samedi sabato zaterdag
sunday sonntag domingo dimanche domenica zondag`

const concepts = CONCEPTS.trim()
  .split('\n')
  .map((line) => line.split(' '))
const conceptsByStem = Map.groupBy(
  concepts.flatMap((words) => words.map((word) => ({ stem: toStem(word), words }))),
  ({ stem }) => stem,
)

/** The word in other languages, for pages that are not in the visitor's. */
export const listTranslations = (word: string): string[] => [
  ...new Set((conceptsByStem.get(toStem(word)) ?? []).flatMap(({ words }) => words)),
]
