/** How visitors ask for someone to talk to, and the question whose answer they need. */
const REQUESTS: { heard: RegExp; question: string }[] = [
  {
    heard:
      /\b(speak|talk|chat) (to|with) (a |an |the |some)?(real |actual |live )?(person|human( being)?|one|someone|somebody|body|agent|operator|representative|staff)\b|^(real |live )?(human|person|agent|operator)( please)?\W*$/iu,
    question: 'How can I contact you by phone or email?',
  },
  {
    heard:
      /mit (einem|einer|jemandem|jemand)( echten| richtigen)?( menschen| person| mitarbeiter(in)?)?( persönlich)? (sprechen|reden|telefonieren|chatten)/iu,
    question: 'Wie kann ich Sie per Telefon oder E-Mail erreichen?',
  },
  {
    heard: /parler (à|a|avec) (une? )?(vraie )?(personne|humain|quelqu['’]un|conseiller|conseillère|être humain)/iu,
    question: 'Comment vous contacter par téléphone ou e-mail ?',
  },
  {
    heard: /hablar con (una? )?(persona|humano|alguien|agente|operador)/iu,
    question: '¿Cómo puedo contactar por teléfono o correo?',
  },
  {
    heard: /falar com (uma? )?(pessoa|humano|alguém|atendente)/iu,
    question: 'Como posso entrar em contato por telefone ou e-mail?',
  },
  {
    heard: /parlare con (una? )?(persona|umano|qualcuno|operatore)/iu,
    question: 'Come posso contattarvi per telefono o e-mail?',
  },
  {
    heard:
      /met (een )?(echt )?(persoon|mens|iemand|medewerker) (spreken|praten|chatten)|(praten|spreken) met (een )?(echt )?(persoon|mens|iemand|medewerker)/iu,
    question: 'Hoe kan ik u bereiken per telefoon of e-mail?',
  },
]
/** "Can I talk to someone about the deposit for a chalet in August?" asks for more than a person. */
const MAX_WORDS = 9

/** The question for the telephone or address when a message asks for a person and nothing else. */
export function toContactQuestion(message: string): string | undefined {
  if (message.trim().split(/\s+/).length > MAX_WORDS) return undefined
  return REQUESTS.find(({ heard }) => heard.test(message.trim()))?.question
}
