const FIELDS = ['address', 'telephone', 'email', 'hours', 'prices', 'price', 'brand', 'date', 'place'] as const
export type FactLabel = (typeof FIELDS)[number]

/** What facts stated for machines are called in the languages of the widget, in the order of `FIELDS`. */
const LABELS = {
  en: 'Address|Telephone|E-mail|Opening hours|Prices|Price|Brand|Date|Place',
  de: 'Adresse|Telefon|E-Mail|Öffnungszeiten|Preise|Preis|Marke|Datum|Ort',
  fr: 'Adresse|Téléphone|E-mail|Horaires d’ouverture|Prix|Prix|Marque|Date|Lieu',
  es: 'Dirección|Teléfono|Correo electrónico|Horario de apertura|Precios|Precio|Marca|Fecha|Lugar',
  pt: 'Endereço|Telefone|E-mail|Horário de funcionamento|Preços|Preço|Marca|Data|Local',
  it: 'Indirizzo|Telefono|E-mail|Orari di apertura|Prezzi|Prezzo|Marca|Data|Luogo',
  nl: 'Adres|Telefoon|E-mail|Openingstijden|Prijzen|Prijs|Merk|Datum|Plaats',
  pl: 'Adres|Telefon|E-mail|Godziny otwarcia|Ceny|Cena|Marka|Data|Miejsce',
  tr: 'Adres|Telefon|E-posta|Çalışma saatleri|Fiyatlar|Fiyat|Marka|Tarih|Yer',
  ar: 'العنوان|الهاتف|البريد الإلكتروني|ساعات العمل|الأسعار|السعر|العلامة التجارية|التاريخ|المكان',
  he: 'כתובת|טלפון|דוא"ל|שעות פתיחה|מחירים|מחיר|מותג|תאריך|מקום',
  ja: '住所|電話番号|メール|営業時間|価格帯|価格|ブランド|日付|場所',
  zh: '地址|电话|电子邮件|营业时间|价格|价格|品牌|日期|地点',
}
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000
const DAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']

export type FactWords = {
  label(field: FactLabel): string
  /** "Mo-Fr 09:00-17:00" or "Monday" with the names of the days. */
  nameDays(hours: string): string
  /** "2026-05-01T19:30" in words; what is no date stays. */
  toDate(date: string): string
}

/** The words for facts in a page's language, by its BCP 47 tag; English where there are none. */
export function chooseFactWords(tag: string): FactWords {
  const wanted = tag.toLowerCase().split(/[-_]/)[0]
  const [language, labels] = Object.entries(LABELS).find(([code]) => code === wanted) ?? ['en', LABELS.en]
  const names = labels.split('|')
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  return {
    label: (field) => names[FIELDS.indexOf(field)] ?? field,
    nameDays: (hours) =>
      hours.replace(/\b(Mo|Tu|We|Th|Fr|Sa|Su)([a-z]{0,7}day)?\b(?! [a-z])/g, (name) =>
        weekday.format(MONDAY + DAYS.indexOf(name.slice(0, 2).toLowerCase()) * DAY_MS),
      ),
    toDate(date) {
      const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?/.exec(date) ?? []
      const at = Date.parse(`${day}T00:00:00Z`)
      if (day === undefined || Number.isNaN(at)) return date
      const inWords = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' }).format(at)
      return time === undefined || time === '00:00' ? inWords : `${inWords}, ${time}`
    },
  }
}
