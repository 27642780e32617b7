/** What visitors of nearly every business ask. */
export const TOPICS = ['hours', 'contact', 'place', 'delivery', 'returns', 'parking', 'payment', 'booking'] as const
export type Topic = (typeof TOPICS)[number]

/** How visitors ask for each of `TOPICS`, and at the end for the price of {name}, in the languages of the widget. */
const QUESTIONS = {
  en: 'When are you open?|How can I reach you?|Where are you?|Do you deliver?|Can I return something?|Where can I park?|How can I pay?|Do I need an appointment?|What is the price of {name}?',
  de: 'Wann haben Sie geöffnet?|Wie kann ich Sie erreichen?|Wo finde ich Sie?|Liefern Sie?|Kann ich etwas zurückgeben?|Wo kann ich parken?|Wie kann ich bezahlen?|Brauche ich einen Termin?|Was kostet {name}?',
  fr: 'Quand êtes-vous ouverts ?|Comment vous joindre ?|Où êtes-vous ?|Livrez-vous ?|Puis-je retourner un article ?|Où puis-je me garer ?|Comment puis-je payer ?|Faut-il prendre rendez-vous ?|Combien coûte {name} ?',
  es: '¿Cuándo abren?|¿Cómo puedo contactar con ustedes?|¿Dónde están?|¿Hacen envíos?|¿Puedo devolver algo?|¿Dónde puedo aparcar?|¿Cómo puedo pagar?|¿Necesito cita?|¿Cuánto cuesta {name}?',
  pt: 'Quando estão abertos?|Como posso contactar-vos?|Onde ficam?|Fazem entregas?|Posso devolver um artigo?|Onde posso estacionar?|Como posso pagar?|Preciso de marcação?|Quanto custa {name}?',
  it: 'Quando siete aperti?|Come posso contattarvi?|Dove siete?|Fate consegne?|Posso restituire un articolo?|Dove posso parcheggiare?|Come posso pagare?|Serve un appuntamento?|Quanto costa {name}?',
  nl: 'Wanneer zijn jullie open?|Hoe kan ik jullie bereiken?|Waar zitten jullie?|Bezorgen jullie?|Kan ik iets terugbrengen?|Waar kan ik parkeren?|Hoe kan ik betalen?|Heb ik een afspraak nodig?|Wat kost {name}?',
  pl: 'Kiedy jest otwarte?|Jak się z Państwem skontaktować?|Gdzie Państwo się znajdują?|Czy jest dostawa?|Czy mogę coś zwrócić?|Gdzie mogę zaparkować?|Jak mogę zapłacić?|Czy muszę się umówić?|Ile kosztuje {name}?',
  tr: 'Ne zaman açıksınız?|Size nasıl ulaşabilirim?|Neredesiniz?|Teslimat yapıyor musunuz?|Ürün iade edebilir miyim?|Nereye park edebilirim?|Nasıl ödeyebilirim?|Randevu almam gerekiyor mu?|{name} ne kadar?',
  ar: 'متى تفتحون؟|كيف يمكنني التواصل معكم؟|أين تقعون؟|هل توصلون الطلبات؟|هل يمكنني إرجاع شيء؟|أين يمكنني ركن السيارة؟|كيف يمكنني الدفع؟|هل أحتاج إلى موعد؟|كم سعر {name}؟',
  he: 'מתי אתם פתוחים?|איך אפשר ליצור איתכם קשר?|איפה אתם נמצאים?|האם יש משלוחים?|האם אפשר להחזיר מוצר?|איפה אפשר לחנות?|איך אפשר לשלם?|האם צריך לקבוע תור?|כמה עולה {name}?',
  ja: '営業時間は何時ですか？|どうすれば連絡できますか？|場所はどこですか？|配達していますか？|返品できますか？|駐車場はありますか？|支払い方法は何ですか？|予約は必要ですか？|{name}はいくらですか？',
  zh: '你们什么时候营业？|怎么联系你们？|你们在哪里？|可以送货吗？|可以退货吗？|哪里可以停车？|可以怎么付款？|需要预约吗？|{name}多少钱？',
}

/** How a heading names a topic. */
export const TOPIC_NAMES: Record<Topic, RegExp> = {
  hours:
    /opening|(?<!\p{L})hours|öffnungszeit|horaires|horarios?|orari|horário|openingstijden|godziny|çalışma saat|営業時間|营业时间|ساعات|שעות/iu,
  contact: /contact|kontakt|contatt|iletişim|連絡|联系|تواصل|צור קשר/iu,
  place:
    /find us|location|directions|where (we|to)|anfahrt|standort|adresse|dirección|indirizzo|endereço|adres|アクセス|地址|العنوان|כתובת/iu,
  delivery:
    /deliver|shipping|versand|liefer|livraison|envíos?|entregas?|spedizion|consegn|bezorg|verzend|dostaw|teslimat|配送|配達|送货|توصيل|משלוח/iu,
  returns:
    /returns?(?!\p{L})|refund|rückgabe|umtausch|widerruf|retours?(?!\p{L})|devoluc|devoluç|(?<!\p{L})res[oi](?!\p{L})|zwrot|iade|返品|退货|إرجاع|החזר/iu,
  parking:
    /parking|parken|parkplatz|parkplätze|stationnement|aparcamiento|parcheggi|estacionamento|parkeren|parkowa|otopark|駐車|停车|مواقف|חניה/iu,
  payment:
    /payment|(?<!\p{L})pay(ing)?(?!\p{L})|zahlung|bezahl|paiement|(?<!\p{L})pagos?(?!\p{L})|pagament|betal|płatno|ödeme|支払|付款|الدفع|תשלום/iu,
  booking:
    /appointment|booking|reservation|(?<!\p{L})termine?(?!\p{L})|buchung|reservierung|rendez-vous|réservation|(?<!\p{L})citas?(?!\p{L})|reservas?|prenotazion|afspraak|rezerwacj|randevu|予約|预约|موعد|תור(?!\p{L})/iu,
}

const questionsIn = (language: string): string[] =>
  (Object.entries(QUESTIONS).find(([code]) => code === language)?.[1] ?? QUESTIONS.en).split('|')

export const askFor = (topic: Topic, language: string): string => questionsIn(language)[TOPICS.indexOf(topic)] ?? ''

export const askForPrice = (name: string, language: string): string =>
  (questionsIn(language).at(-1) ?? '').replace('{name}', name)
