/** What people say around their questions, and a short reply in the same language. `self` asks who or what is answering. */
type SmallTalk = Record<'hello' | 'thanks' | 'bye' | 'self', { heard: string; reply: string }>

// `heard` lists phrases in lower case without punctuation, parted by commas.
export const SMALL_TALK: SmallTalk[] = [
  {
    hello: {
      heard:
        'hi, hello, hey, hiya, howdy, yo, hi there, hello there, hey there, good morning, good afternoon, good evening, good day, greetings, how are you, how are you doing, whats up, hello how are you, hi how are you, anyone there, is anyone there, is anybody there, how are you today, hello hello, hey bot, hi bot, hello bot',
      reply: 'Hello. How can I help you?',
    },
    thanks: {
      heard:
        'thanks, thank you, thx, ty, cheers, thanks a lot, thanks so much, many thanks, thank you very much, thank you so much, ok thanks, okay thanks, ok thank you, great thanks, perfect thanks, thanks for your help, thank you for your help, thank you so much for your help, thanks for the help, thanks so much for your help, thanks a bunch, thanks a million, thx a lot, yes thanks, that helps, that helps thanks, very helpful, got it, i see, understood, good to know, great, perfect, awesome, cool, ok, okay, nice',
      reply: 'You are welcome. Is there anything else you would like to know?',
    },
    bye: {
      heard:
        'bye, goodbye, good bye, bye bye, see you, see you later, see ya, good night, have a nice day, thanks bye, no thanks, no thank you, nope, no thats all, nothing else, thats it, have a great day, have a good day, see you tomorrow, see you soon, take care, thank you bye, that is all, thats all',
      reply: 'Goodbye, and have a nice day.',
    },
    self: {
      heard:
        'who are you, what are you, are you a bot, are you a robot, are you an ai, are you ai, are you a machine, are you chatgpt, are you human, are you a human, are you real, are you a real person, are you a person, is this a bot, is this a real person, is this a human, is this ai, am i talking to a bot, am i talking to a robot, am i talking to a human, am i talking to a real person, am i chatting with a bot, who am i talking to, who is this, whats your name, what is your name, what can you do, what do you do, what can i ask you, how can you help, how can you help me, what can you help me with, test, testing, ping',
      reply: 'I am an automated assistant, not a person. Ask me anything that you would like to know about us.',
    },
  },
  {
    hello: {
      heard:
        'hallo, guten tag, guten morgen, guten abend, moin, servus, grüezi, grüß gott, hallöchen, hallo zusammen, guten tag zusammen, wie geht es dir, wie gehts',
      reply: 'Hallo. Wie kann ich helfen?',
    },
    thanks: {
      heard:
        'danke, danke schön, dankeschön, vielen dank, danke sehr, besten dank, herzlichen dank, ok danke, super danke, danke dir, danke für die hilfe, danke für deine hilfe, danke für ihre hilfe, vielen dank für die hilfe, vielen dank für ihre hilfe, ja danke, gut danke, prima, perfekt, verstanden, super, alles klar',
      reply: 'Gern geschehen. Möchten Sie noch etwas wissen?',
    },
    bye: {
      heard:
        'tschüss, tschüß, auf wiedersehen, bis bald, bis dann, gute nacht, schönen tag noch, nein danke, das wars, das war alles, schönen abend noch, ich wünsche ihnen einen schönen tag, ciao',
      reply: 'Auf Wiedersehen und einen schönen Tag.',
    },
    self: {
      heard:
        'wer bist du, wer sind sie, was bist du, bist du ein bot, bist du ein roboter, bist du eine ki, bist du ein mensch, bist du echt, sind sie ein bot, sind sie ein roboter, sind sie eine ki, sind sie ein mensch, ist das ein bot, spreche ich mit einem bot, spreche ich mit einem menschen, schreibe ich mit einem bot, wie heißt du, wie heißen sie, was kannst du, was können sie, was kann ich dich fragen, wie kannst du mir helfen, wie kannst du helfen',
      reply: 'Ich bin ein automatischer Assistent, kein Mensch. Fragen Sie mich gern, was Sie über uns wissen möchten.',
    },
  },
  {
    hello: {
      heard: 'bonjour, salut, bonsoir, coucou, ça va, comment allez-vous, bonjour à tous',
      reply: 'Bonjour. Comment puis-je vous aider ?',
    },
    thanks: {
      heard:
        'merci, merci beaucoup, merci bien, ok merci, un grand merci, super merci, merci de votre aide, merci pour votre aide, merci à vous, parfait, parfait merci, daccord merci',
      reply: 'Avec plaisir. Puis-je vous aider pour autre chose ?',
    },
    bye: {
      heard:
        'au revoir, à bientôt, bonne journée, bonne soirée, bonne nuit, non merci, cest tout, cest tout merci, à demain, à plus',
      reply: 'Au revoir et bonne journée.',
    },
    self: {
      heard:
        'qui es-tu, qui êtes-vous, tu es qui, vous êtes qui, es-tu un robot, êtes-vous un robot, tu es un robot, vous êtes un robot, es-tu un bot, êtes-vous un bot, es-tu humain, êtes-vous humain, êtes-vous une vraie personne, est-ce un robot, comment tappelles-tu, comment vous appelez-vous, que peux-tu faire, que pouvez-vous faire, comment peux-tu maider, comment pouvez-vous maider',
      reply: 'Je suis un assistant automatique, pas une personne. Posez-moi vos questions sur nous.',
    },
  },
  {
    hello: {
      heard: 'hola, buenos días, buenas tardes, buenas noches, buenas, qué tal, hola qué tal, cómo estás',
      reply: 'Hola. ¿En qué puedo ayudarle?',
    },
    thanks: {
      heard:
        'gracias, muchas gracias, mil gracias, ok gracias, vale gracias, perfecto gracias, gracias por su ayuda, gracias por tu ayuda, muchas gracias por su ayuda, perfecto, genial, entendido',
      reply: 'De nada. ¿Puedo ayudarle en algo más?',
    },
    bye: {
      heard:
        'adiós, adios, hasta luego, hasta pronto, chao, no gracias, eso es todo, nada más, hasta mañana, que tenga un buen día',
      reply: 'Adiós, que tenga un buen día.',
    },
    self: {
      heard:
        'quién eres, quién es usted, qué eres, eres un robot, eres un bot, eres humano, eres una persona, eres una persona real, es usted un robot, es un robot, es un bot, hablo con un robot, hablo con una persona, cómo te llamas, cómo se llama, qué puedes hacer, qué sabes hacer, cómo puedes ayudarme, en qué puedes ayudarme',
      reply: 'Soy un asistente automático, no una persona. Pregúnteme lo que quiera saber sobre nosotros.',
    },
  },
  {
    hello: {
      heard: 'olá, ola, oi, bom dia, boa tarde, boa noite, tudo bem, olá tudo bem',
      reply: 'Olá. Como posso ajudar?',
    },
    thanks: {
      heard:
        'obrigado, obrigada, muito obrigado, muito obrigada, valeu, ok obrigado, obrigado pela ajuda, obrigada pela ajuda, perfeito',
      reply: 'De nada. Posso ajudar em mais alguma coisa?',
    },
    bye: {
      heard: 'tchau, adeus, até logo, até mais, até breve, não obrigado, não obrigada, é tudo, é só isso',
      reply: 'Até logo e tenha um bom dia.',
    },
    self: {
      heard:
        'quem é você, quem és tu, você é um robô, você é um bot, és um robô, você é humano, é um robô, você é uma pessoa, estou falando com um robô, qual é o seu nome, como você se chama, o que você pode fazer, o que você faz, como você pode me ajudar',
      reply: 'Sou um assistente automático, não uma pessoa. Pergunte o que quiser saber sobre nós.',
    },
  },
  {
    hello: {
      heard: 'buongiorno, buonasera, salve, ciao come stai, come va, come stai',
      reply: 'Buongiorno. Come posso aiutarla?',
    },
    thanks: {
      heard:
        'grazie, grazie mille, molte grazie, tante grazie, ok grazie, grazie per laiuto, grazie dellaiuto, perfetto, perfetto grazie',
      reply: 'Prego. Posso aiutarla con altro?',
    },
    bye: {
      heard: 'arrivederci, a presto, buona giornata, buonanotte, a dopo, no grazie, è tutto, a domani',
      reply: 'Arrivederci e buona giornata.',
    },
    self: {
      heard:
        'chi sei, chi è lei, cosa sei, sei un robot, sei un bot, sei umano, sei una persona, sei una persona reale, lei è un robot, è un robot, parlo con un robot, parlo con una persona, come ti chiami, come si chiama, cosa puoi fare, cosa sai fare, come puoi aiutarmi',
      reply: 'Sono un assistente automatico, non una persona. Mi chieda pure ciò che desidera sapere su di noi.',
    },
  },
  {
    hello: {
      heard: 'hoi, goedemorgen, goedemiddag, goedenavond, goedendag, dag, hallo daar',
      reply: 'Hallo. Waarmee kan ik helpen?',
    },
    thanks: {
      heard:
        'dank je, dank u, dankjewel, dankuwel, dank je wel, dank u wel, bedankt, hartelijk dank, ok bedankt, bedankt voor je hulp, bedankt voor uw hulp, dank voor de hulp, perfect bedankt',
      reply: 'Graag gedaan. Kan ik nog ergens mee helpen?',
    },
    bye: {
      heard:
        'doei, tot ziens, tot straks, fijne dag, fijne dag nog, nee bedankt, nee dank je, dat was het, dat is alles',
      reply: 'Tot ziens en een fijne dag.',
    },
    self: {
      heard:
        'wie ben jij, wie ben je, wie bent u, wat ben je, ben je een robot, ben jij een robot, ben je een bot, ben jij een bot, bent u een robot, ben je een mens, ben je echt, is dit een bot, is dit een robot, praat ik met een robot, praat ik met een mens, hoe heet je, hoe heet u, wat kun je, wat kan je, wat kun je doen, hoe kun je me helpen',
      reply: 'Ik ben een automatische assistent, geen mens. Vraag me gerust wat u over ons wilt weten.',
    },
  },
  {
    hello: {
      heard: 'cześć, czesc, dzień dobry, dzien dobry, dobry wieczór, witam, hej',
      reply: 'Dzień dobry. W czym mogę pomóc?',
    },
    thanks: {
      heard:
        'dziękuję, dziekuje, dzięki, dzieki, dziękuję bardzo, bardzo dziękuję, dziękuję za pomoc, dzięki za pomoc, super dzięki',
      reply: 'Proszę bardzo. Czy mogę pomóc w czymś jeszcze?',
    },
    bye: {
      heard: 'do widzenia, pa, na razie, miłego dnia, dobranoc, nie dziękuję, to wszystko',
      reply: 'Do widzenia, miłego dnia.',
    },
    self: {
      heard:
        'kim jesteś, kim pan jest, jesteś botem, jesteś robotem, czy jesteś botem, czy jesteś robotem, czy jesteś człowiekiem, jesteś człowiekiem, czy to bot, czy rozmawiam z botem, czy rozmawiam z człowiekiem, jak masz na imię, jak się nazywasz, co potrafisz, co umiesz, jak możesz mi pomóc, w czym możesz pomóc',
      reply: 'Jestem automatycznym asystentem, nie człowiekiem. Proszę pytać, o co Państwo chcą wiedzieć o nas.',
    },
  },
  {
    hello: {
      heard: 'merhaba, selam, günaydın, iyi günler, iyi akşamlar, nasılsınız',
      reply: 'Merhaba. Nasıl yardımcı olabilirim?',
    },
    thanks: {
      heard:
        'teşekkürler, teşekkür ederim, çok teşekkürler, sağ ol, sağolun, yardımınız için teşekkürler, yardımın için teşekkürler',
      reply: 'Rica ederim. Başka bir sorunuz var mı?',
    },
    bye: {
      heard: 'hoşça kal, hoşçakal, güle güle, görüşürüz, iyi geceler, hayır teşekkürler, hepsi bu kadar',
      reply: 'Hoşça kalın, iyi günler.',
    },
    self: {
      heard:
        'sen kimsin, siz kimsiniz, kimsin, kimsiniz, bot musun, robot musun, bot musunuz, robot musunuz, sen bir bot musun, insan mısın, insan mısınız, gerçek misin, adın ne, adınız ne, ne yapabilirsin, neler yapabilirsin, bana nasıl yardım edebilirsin',
      reply: 'Ben otomatik bir asistanım, bir insan değilim. Hakkımızda bilmek istediklerinizi sorabilirsiniz.',
    },
  },
  {
    hello: { heard: 'مرحبا, أهلا, السلام عليكم, صباح الخير, مساء الخير, اهلا', reply: 'مرحبًا. كيف يمكنني مساعدتك؟' },
    thanks: { heard: 'شكرا, شكرًا, شكرا جزيلا, شكرا لك', reply: 'على الرحب والسعة. هل تود معرفة شيء آخر؟' },
    bye: { heard: 'مع السلامة, إلى اللقاء, وداعا', reply: 'مع السلامة، ويومًا سعيدًا.' },
    self: {
      heard:
        'من أنت, من انت, ما أنت, هل أنت روبوت, هل انت روبوت, هل أنت إنسان, هل أنت بوت, هل أنت شخص حقيقي, هل أتحدث مع روبوت, ما اسمك, ماذا يمكنك أن تفعل, كيف يمكنك مساعدتي',
      reply: 'أنا مساعد آلي ولست إنسانًا. اسألني عما تود معرفته عنا.',
    },
  },
  {
    hello: { heard: 'שלום, היי, הי, בוקר טוב, ערב טוב, צהריים טובים, מה שלומך', reply: 'שלום. איך אפשר לעזור?' },
    thanks: { heard: 'תודה, תודה רבה, המון תודה', reply: 'בשמחה. יש עוד משהו שתרצו לדעת?' },
    bye: { heard: 'להתראות, ביי, לילה טוב, יום טוב', reply: 'להתראות ויום נעים.' },
    self: {
      heard:
        'מי אתה, מי את, אתה בוט, את בוט, אתה רובוט, האם אתה בוט, האם אתה רובוט, אתה אנושי, אתה בן אדם, זה בוט, אני מדבר עם בוט, איך קוראים לך, מה אתה יכול לעשות, איך אתה יכול לעזור לי',
      reply: 'אני עוזר אוטומטי ולא בן אדם. אפשר לשאול אותי כל מה שתרצו לדעת עלינו.',
    },
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
    self: {
      heard:
        'あなたは誰ですか, あなたは誰, 誰ですか, あなたはロボットですか, ロボットですか, あなたはaiですか, aiですか, ボットですか, あなたは人間ですか, 人間ですか, お名前は, 名前は何ですか, 何ができますか, 何ができるの',
      reply: '自動応答のアシスタントです。人ではありません。当店について知りたいことをお聞きください。',
    },
  },
  {
    hello: { heard: '你好, 您好, 嗨, 早上好, 下午好, 晚上好, 哈喽', reply: '您好，请问有什么可以帮您？' },
    thanks: { heard: '谢谢, 多谢, 谢谢你, 谢谢您, 非常感谢, 感谢', reply: '不客气，还有其他问题吗？' },
    bye: { heard: '再见, 拜拜, 晚安', reply: '再见，祝您愉快。' },
    self: {
      heard:
        '你是谁, 您是谁, 你是机器人吗, 你是人工智能吗, 你是ai吗, 你是真人吗, 你是人吗, 是机器人吗, 是真人吗, 你叫什么名字, 你叫什么, 你能做什么, 你会什么, 你可以做什么, 你能帮我什么',
      reply: '我是自动助手，不是真人。想了解我们的任何事情都可以问我。',
    },
  },
]
