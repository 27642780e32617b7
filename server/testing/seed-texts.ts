/** What invented visitors ask and what bots answer, `{thing}` being one of the things; the same words come again and again. */
type Phrases = { things: string[]; questions: string[]; answers: string[]; unknown: string }

export const PHRASES: Record<string, Phrases> = {
  en: {
    things: [
      'sourdough',
      'gift boxes',
      'the terrace',
      'bicycle repair',
      'the spring menu',
      'a cooking class',
      'parking',
    ],
    questions: [
      'Do you have {thing} on Sundays?',
      'How much is {thing}?',
      'hi, is it possible to book {thing} for six people next Friday evening?',
      'Can I pay by card for {thing}',
      'What about {thing}?',
      'I ordered {thing} three days ago and have not heard from you since. Where is my order, and whom can I call?',
    ],
    answers: [
      'Yes, {thing} is available every day from nine in the morning until the shop closes at six.',
      'For {thing} we charge 12 euros. The price includes delivery within the city.',
      'You can book {thing} on the phone or at the counter. A deposit of ten euros is needed, and it is returned when you come.\n\n- Monday to Friday: 9 to 18\n- Saturday: 10 to 14',
      'We take cards, cash and vouchers for {thing}.',
    ],
    unknown: 'I do not have that information. Please contact us directly for help with this.',
  },
  de: {
    things: ['Vollkornbrot', 'Geschenkkörbe', 'die Terrasse', 'eine Fahrradreparatur', 'das Frühstück', 'die Räume'],
    questions: [
      'Gibt es {thing} auch am Sonntag?',
      'Was kostet {thing}?',
      'Guten Tag, können wir {thing} für den nächsten Samstag reservieren? Wir sind zu acht und zwei davon sind Kinder.',
      'und {thing}?',
    ],
    answers: [
      'Ja, {thing} bieten wir täglich von neun bis achtzehn Uhr an.',
      '{thing} kostet 12 Euro, die Lieferung in der Stadt ist schon dabei. Über 50 Euro liefern wir auch ins Umland.',
      'Für {thing} genügt ein Anruf. Bitte nennen Sie uns Tag, Uhrzeit und wie viele Sie sind.',
    ],
    unknown: 'Dazu weiß ich leider nichts. Bitte fragen Sie uns direkt.',
  },
  fr: {
    things: ['le pain complet', 'les paniers cadeaux', 'la terrasse', 'une réparation', 'le petit déjeuner'],
    questions: [
      'Est-ce que {thing} est disponible le dimanche ?',
      'Combien coûte {thing} ?',
      'Bonjour, peut-on réserver {thing} pour huit personnes samedi prochain ?',
    ],
    answers: [
      'Oui, {thing} est disponible chaque jour de neuf à dix-huit heures.',
      'Pour {thing}, comptez 12 euros, livraison comprise en ville.',
      'Un appel suffit pour {thing}. Indiquez le jour, l’heure et le nombre de personnes.',
    ],
    unknown: 'Je n’ai pas cette information. Contactez-nous directement.',
  },
  tr: {
    things: ['tam buğday ekmeği', 'hediye kutusu', 'bisiklet tamiri', 'kahvaltı'],
    questions: ['Pazar günü {thing} var mı?', '{thing} ne kadar?', 'Merhaba, cuma akşamı {thing} ayırtabilir miyim?'],
    answers: [
      'Evet, {thing} her gün saat dokuzdan altıya kadar var.',
      '{thing} 12 avro. Şehir içinde teslimat ücretsizdir.',
    ],
    unknown: 'Bu konuda bilgim yok. Lütfen bize doğrudan yazın.',
  },
  ja: {
    things: ['食パン', '贈り物の箱', 'テラス席', '自転車の修理', '朝食'],
    questions: [
      '日曜日に{thing}はありますか。',
      '{thing}はいくらですか。',
      '来週の金曜日の夜に{thing}を予約できますか。',
    ],
    answers: ['はい、{thing}は毎日九時から十八時まであります。', '{thing}は千五百円です。市内は送料がかかりません。'],
    unknown: '申し訳ありませんが、その情報はありません。直接お問い合わせください。',
  },
  ar: {
    things: ['خبز القمح', 'صناديق الهدايا', 'إصلاح الدراجات', 'الفطور'],
    questions: ['هل يوجد {thing} يوم الأحد؟', 'كم سعر {thing}؟', 'مرحبا، هل يمكن حجز {thing} مساء الجمعة؟'],
    answers: [
      'نعم، {thing} متوفر كل يوم من التاسعة حتى السادسة.',
      'سعر {thing} اثنا عشر يورو والتوصيل داخل المدينة مجاني.',
    ],
    unknown: 'ليست لدي هذه المعلومة. يرجى التواصل معنا مباشرة.',
  },
}

/** Stands in a handful of messages among thousands. */
export const RARE_WORD = 'Zwetschgendatschi'

export const SHOP_NAMES = [
  'Old Mill Bakery',
  'Corner Bicycle Workshop',
  'Lindenhof Guesthouse',
  'Harbour Books',
  'Green Door Flowers',
  'Bäckerei Öztürk',
  'The Very Long Established Family Hotel and Restaurant by the River',
  'Café Fuchs',
  'North Street Dentist',
  'Pottery on the Hill',
  '山田食堂',
  'مكتبة الميناء',
]
