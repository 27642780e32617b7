import { DEFAULT_FALLBACK_MESSAGE } from '#shared/bot.ts'
import type { LanguageCode } from './find-language.ts'

const messages: Record<LanguageCode, string> = {
  en: DEFAULT_FALLBACK_MESSAGE,
  de: 'Dazu habe ich keine Informationen. Bitte wenden Sie sich direkt an uns, wir helfen Ihnen gern.',
  fr: "Je n'ai pas d'informations à ce sujet. Veuillez nous contacter directement, nous vous aiderons volontiers.",
  es: 'No tengo información sobre eso. Póngase en contacto con nosotros directamente y le ayudaremos.',
  pt: 'Não tenho informações sobre isso. Entre em contato conosco diretamente e teremos prazer em ajudar.',
  it: 'Non ho informazioni su questo argomento. Ci contatti direttamente e saremo lieti di aiutarla.',
  nl: 'Daar heb ik geen informatie over. Neem rechtstreeks contact met ons op, dan helpen we u graag.',
  pl: 'Nie mam informacji na ten temat. Prosimy o bezpośredni kontakt, chętnie pomożemy.',
  tr: 'Bu konuda bilgim yok. Lütfen doğrudan bizimle iletişime geçin, size yardımcı olalım.',
  ar: 'لا تتوفر لدي معلومات عن ذلك. يُرجى التواصل معنا مباشرة وسنساعدك.',
  he: 'אין לי מידע על כך. אפשר לפנות אלינו ישירות ונשמח לעזור.',
  ja: 'その件についての情報がありません。お手数ですが、直接お問い合わせください。',
  zh: '我没有这方面的信息。请直接联系我们,我们很乐意为您提供帮助。',
}

/** The default fallback message for a visitor who writes in one of the widget's languages. */
export const FALLBACK_MESSAGES: ReadonlyMap<string, string> = new Map(Object.entries(messages))
