/** What people say around their questions, and a short reply in the same language. */
type SmallTalk = Record<'hello' | 'thanks' | 'bye', { heard: string; reply: string }>

// `heard` lists phrases in lower case without punctuation, parted by commas.
const SMALL_TALK: SmallTalk[] = [
  {
    hello: {
      heard:
        'hi, hello, hey, hiya, howdy, yo, hi there, hello there, hey there, good morning, good afternoon, good evening, good day, greetings, how are you, how are you doing, whats up, hello how are you, hi how are you, anyone there, is anyone there, is anybody there',
      reply: 'Hello. How can I help you?',
    },
    thanks: {
      heard:
        'thanks, thank you, thx, ty, cheers, thanks a lot, thanks so much, many thanks, thank you very much, thank you so much, ok thanks, okay thanks, ok thank you, great thanks, perfect thanks, thanks for your help, thank you for your help, great, perfect, awesome, cool, ok, okay, nice',
      reply: 'You are welcome. Is there anything else you would like to know?',
    },
    bye: {
      heard:
        'bye, goodbye, good bye, bye bye, see you, see you later, see ya, good night, have a nice day, thanks bye, thank you bye, that is all, thats all',
      reply: 'Goodbye, and have a nice day.',
    },
  },
  {
    hello: {
      heard:
        'hallo, guten tag, guten morgen, guten abend, moin, servus, grüezi, grüß gott, hallöchen, hallo zusammen, wie geht es dir, wie gehts',
      reply: 'Hallo. Wie kann ich helfen?',
    },
    thanks: {
      heard:
        'danke, danke schön, dankeschön, vielen dank, danke sehr, besten dank, herzlichen dank, ok danke, super danke, danke dir, super, alles klar',
      reply: 'Gern geschehen. Möchten Sie noch etwas wissen?',
    },
    bye: {
      heard: 'tschüss, tschüß, auf wiedersehen, bis bald, bis dann, gute nacht, schönen tag noch, ciao',
      reply: 'Auf Wiedersehen und einen schönen Tag.',
    },
  },
  {
    hello: {
      heard: 'bonjour, salut, bonsoir, coucou, ça va, comment allez-vous, bonjour à tous',
      reply: 'Bonjour. Comment puis-je vous aider ?',
    },
    thanks: {
      heard: 'merci, merci beaucoup, merci bien, ok merci, un grand merci, super merci',
      reply: 'Avec plaisir. Puis-je vous aider pour autre chose ?',
    },
    bye: {
      heard: 'au revoir, à bientôt, bonne journée, bonne soirée, bonne nuit, à plus',
      reply: 'Au revoir et bonne journée.',
    },
  },
  {
    hello: {
      heard: 'hola, buenos días, buenas tardes, buenas noches, buenas, qué tal, hola qué tal, cómo estás',
      reply: 'Hola. ¿En qué puedo ayudarle?',
    },
    thanks: {
      heard: 'gracias, muchas gracias, mil gracias, ok gracias, vale gracias, perfecto gracias',
      reply: 'De nada. ¿Puedo ayudarle en algo más?',
    },
    bye: {
      heard: 'adiós, adios, hasta luego, hasta pronto, chao, que tenga un buen día',
      reply: 'Adiós, que tenga un buen día.',
    },
  },
  {
    hello: {
      heard: 'olá, ola, oi, bom dia, boa tarde, boa noite, tudo bem, olá tudo bem',
      reply: 'Olá. Como posso ajudar?',
    },
    thanks: {
      heard: 'obrigado, obrigada, muito obrigado, muito obrigada, valeu, ok obrigado',
      reply: 'De nada. Posso ajudar em mais alguma coisa?',
    },
    bye: { heard: 'tchau, adeus, até logo, até mais, até breve', reply: 'Até logo e tenha um bom dia.' },
  },
  {
    hello: {
      heard: 'buongiorno, buonasera, salve, ciao come stai, come va, come stai',
      reply: 'Buongiorno. Come posso aiutarla?',
    },
    thanks: {
      heard: 'grazie, grazie mille, molte grazie, tante grazie, ok grazie',
      reply: 'Prego. Posso aiutarla con altro?',
    },
    bye: { heard: 'arrivederci, a presto, buona giornata, buonanotte, a dopo', reply: 'Arrivederci e buona giornata.' },
  },
  {
    hello: {
      heard: 'hoi, goedemorgen, goedemiddag, goedenavond, goedendag, dag, hallo daar',
      reply: 'Hallo. Waarmee kan ik helpen?',
    },
    thanks: {
      heard: 'dank je, dank u, dankjewel, dankuwel, dank je wel, dank u wel, bedankt, hartelijk dank, ok bedankt',
      reply: 'Graag gedaan. Kan ik nog ergens mee helpen?',
    },
    bye: { heard: 'doei, tot ziens, tot straks, fijne dag, fijne dag nog', reply: 'Tot ziens en een fijne dag.' },
  },
  {
    hello: {
      heard: 'cześć, czesc, dzień dobry, dzien dobry, dobry wieczór, witam, hej',
      reply: 'Dzień dobry. W czym mogę pomóc?',
    },
    thanks: {
      heard: 'dziękuję, dziekuje, dzięki, dzieki, dziękuję bardzo, bardzo dziękuję',
      reply: 'Proszę bardzo. Czy mogę pomóc w czymś jeszcze?',
    },
    bye: { heard: 'do widzenia, pa, na razie, miłego dnia, dobranoc', reply: 'Do widzenia, miłego dnia.' },
  },
  {
    hello: {
      heard: 'merhaba, selam, günaydın, iyi günler, iyi akşamlar, nasılsınız',
      reply: 'Merhaba. Nasıl yardımcı olabilirim?',
    },
    thanks: {
      heard: 'teşekkürler, teşekkür ederim, çok teşekkürler, sağ ol, sağolun',
      reply: 'Rica ederim. Başka bir sorunuz var mı?',
    },
    bye: { heard: 'hoşça kal, hoşçakal, güle güle, görüşürüz, iyi geceler', reply: 'Hoşça kalın, iyi günler.' },
  },
  {
    hello: { heard: 'مرحبا, أهلا, السلام عليكم, صباح الخير, مساء الخير, اهلا', reply: 'مرحبًا. كيف يمكنني مساعدتك؟' },
    thanks: { heard: 'شكرا, شكرًا, شكرا جزيلا, شكرا لك', reply: 'على الرحب والسعة. هل تود معرفة شيء آخر؟' },
    bye: { heard: 'مع السلامة, إلى اللقاء, وداعا', reply: 'مع السلامة، ويومًا سعيدًا.' },
  },
  {
    hello: { heard: 'שלום, היי, הי, בוקר טוב, ערב טוב, צהריים טובים, מה שלומך', reply: 'שלום. איך אפשר לעזור?' },
    thanks: { heard: 'תודה, תודה רבה, המון תודה', reply: 'בשמחה. יש עוד משהו שתרצו לדעת?' },
    bye: { heard: 'להתראות, ביי, לילה טוב, יום טוב', reply: 'להתראות ויום נעים.' },
  },
  {
    hello: {
      heard: 'こんにちは, おはよう, おはようございます, こんばんは, はじめまして',
      reply: 'こんにちは。ご質問をどうぞ。',
    },
    thanks: {
      heard: 'ありがとう, ありがとうございます, ありがとうございました, どうも',
      reply: 'どういたしまして。ほかにご質問はありますか。',
    },
    bye: { heard: 'さようなら, さよなら, またね, おやすみなさい', reply: 'ご利用ありがとうございました。' },
  },
  {
    hello: { heard: '你好, 您好, 嗨, 早上好, 下午好, 晚上好, 哈喽', reply: '您好，请问有什么可以帮您？' },
    thanks: { heard: '谢谢, 多谢, 谢谢你, 谢谢您, 非常感谢, 感谢', reply: '不客气，还有其他问题吗？' },
    bye: { heard: '再见, 拜拜, 晚安', reply: '再见，祝您愉快。' },
  },
]

const replies = new Map(
  SMALL_TALK.flatMap((language) => Object.values(language)).flatMap(({ heard, reply }) =>
    heard.split(', ').map((phrase) => [phrase, reply] as const),
  ),
)

/** A short friendly reply when a message says hello, thanks or goodbye and nothing else. */
export function findSmallTalk(message: string, botName: string): string | undefined {
  const said = toPhrase(message)
  const name = toPhrase(botName)
  // "Hello Frontdesk", "thanks, Frontdesk"
  const rest = name !== '' && said.endsWith(` ${name}`) ? said.slice(0, -name.length - 1) : said
  return replies.get(rest)
}

const toPhrase = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/(?!-)[\p{P}\p{S}]|\p{Extended_Pictographic}|\u200d|\ufe0f/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
