/** How models say in their own words that they were given nothing about it. `/` parts what may stand in one place, `_` is nothing. */
const OPENINGS = `
i/we dont/donot/currentlydont/currentlydonot have/see/currentlyhave any/enough/that/this/the/specific/anyspecific/detailed/accessto/accesstothat/_ information/info/details/answer/mention/knowledge
i/we have/found no specific/_ information/info/details/answer/mention
i/we couldnot/couldnt/cannot/cant/wasunableto/amunableto/amnotableto/dont/donot find/see/locate any/that/this/the/specific/anyspecific/_ information/info/details/answer/mention
i/im/iam cannot/cant/unableto/notableto answer/helpwith/provideinformation/provideanyinformation/providedetails
i canonly answerquestions/helpwithquestions
i donotknow/dontknow
imnotsure/iamnotsure
theres/thereis/thereisnt/thereisnot no/any specific/_ information/info/mention about/on/regarding/of/available/provided/inthe/inmy/for
no specific/_ information about/on/regarding/isavailable/isprovided/isgiven/wasprovided/wasfound
thisinformation/thatinformation/theinformation isnt/isnot/wasnot/wasnt mentioned/specified/provided/available/included
this/that/it isnt/isnot mentioned/specified/stated
the provided/given/available/_ context/information/excerpt/excerpts/document/documents/text/knowledgebase/sources provided/given/available/ihave/_ doesnot/doesnt/donot/dont mention/contain/include/provide/specify/say/state/cover/list/address/indicate/give/have
dazuhabeich/ichhabe/habeich/habenwir/wirhaben/hierzuhabeich/darüberhabeich leider/dazu/darüber/hierzu/dazuleider/leiderdazu/derzeit/_ keine/keinegenauen/keinekonkreten/keinenäheren/nichtgenügend informationen/information/angaben/auskunft
dazu/hierzu/darüber/esgibt/dazugibtes/hierzugibtes liegen/liegenmir/liegenuns/_ leider/_ keine/keinegenauen informationen/angaben
das weiß/kann ich leider/_ nicht/nichtbeantworten/nichtsagen
ichkann/ichkonnte leider/_ dazu/hierzu/dazuleider/_ keineinformationen/keineangaben/diesefragenicht/diesefrageleidernicht/ihrefragenicht
der/die/im/inden bereitgestellte/bereitgestellten/gegebene/gegebenen/vorliegende/vorliegenden/_ kontext/informationen/auszüge/auszügen/wissensdatenbank enthält/enthalten/erwähnt/erwähnen/nennt/nennen/gibtes/wird/steht/finden leider/dazu/sich/_ keine/nicht/nichts
je navons/nai/nedispose/netrouve pas/aucune/malheureusementpas/malheureusementaucune/daucune assez/_ d/de/_ information/renseignement/détail/précision/réponse
jenesaispas/jenepeuxpasrépondre/jenepeuxmalheureusementpasrépondre
ilnya/ilnexiste pas/aucune/malheureusementaucune/malheureusementpas d/_ information/mention
aucune information/mention/précision sur/concernant/àcesujet/àcepropos/nestdisponible/nestfournie
le/les contexte/informations/extraits/documents fourni/fournis/fournies/disponibles/_ ne mentionne/mentionnent/contient/contiennent/précise/précisent/indique/indiquent
no tengo/tenemos/dispongode/disponemosde/cuentocon/contamoscon/encuentro/heencontrado/encontré/hay esa/ninguna/suficiente/_ información/detalles/mención
nosé/nolosé/nopuedoresponder
el/la/los contexto/información/extractos/documentos proporcionado/proporcionada/proporcionados/disponible/_ no menciona/mencionan/contiene/contienen/incluye/incluyen/especifica/especifican/indica/indican
não/eunão tenho/temos/disponhode/encontrei/há essa/essas/nenhuma/acessoa/informaçõessuficientes/_ informação/informações/detalhes/menção
nãosei/nãopossoresponder/nãoconsigoresponder
o/a/as/os contexto/informações/informação/trechos fornecido/fornecida/fornecidas/fornecidos/_ não menciona/mencionam/contém/contêm/inclui/incluem/especifica/especificam
non ho/abbiamo/dispongodi/disponiamodi/trovo/hotrovato/cisono alcuna/nessuna/abbastanza/queste/questa/sufficienti/_ informazion/dettagli
nonloso/nonsonoingradodirispondere/nonpossorispondere
il/le contesto/informazioni/estratti fornito/fornite/forniti/_ non menziona/menzionano/contiene/contengono/include/includono/specifica/specificano
ikheb/wehebben/daarhebik/hierhebik/daarhebbenwe/ikkan helaas/daarover/hierover/daaroverhelaas/_ geen/nietgenoeg/nietvoldoende/onvoldoende/geenspecifieke informatie/gegevens
ik weetdatniet/weethetniet/kandezevraagniet
er/daarover/hierover is/staat/zijn/wordt helaas/_ geen informatie/gegevens
de/het verstrekte/gegeven/beschikbare/_ context/informatie/fragmenten bevat/bevatten/vermeldt/vermelden/noemt/noemen helaas/_ geen/niet/niets
nie mam/mamy/posiadam/posiadamy/znalazłem/znalazłam/mogęznaleźć/znajduję tych/takich/żadnych/wystarczających/_ informacji/danychnatentemat/odpowiedzi
niewiem/niemogęodpowiedzieć/niejestemwstanieodpowiedzieć
brak informacji
podany/dostarczony/podane/dostarczone/dostępne/_ kontekst/informacje/fragmenty nie zawiera/zawierają/wspomina/wspominają/określa/określają/podaje/podają
bukonuda/buhususta/bununhakkında/sağlananbilgilerde/verilenbağlamda/bağlamda/_ bununlailgili/bukonuda/_ yeterli/herhangibir/_ bilgim/bilgi/bilgiye/bilgimiz yok/bulunmuyor/bulunmamaktadır/sahipdeğilim/bulamadım/veremiyorum
bilmiyorum/bubilgimevcutdeğil/busorunuzuyanıtlayam
لاتتوفر/ليسلدي/ليستلدي/لاأملك/لاتوجد/لايوجد/لمأجد/لاأجد لدي/لدينا/_ أي/أية/_ معلومات/معلومة/تفاصيل
لاأعرف/لاأستطيعالإجابة/لايمكننيالإجابة
السياق/المعلومات/النص المقدم/المقدمة/المتاحة/المتوفرة/_ لا/لم يذكر/تذكر/يحتوي/تحتوي/يتضمن/تتضمن/يوضح/توضح
איןלי/איןלנו/לאמצאתי/איןבידי כרגע/_ מידע/פרטים/תשובה
אני/_ לאיודע/לאיכוללענות/לאיכולהלענות
ההקשר/המידע שסופק/הקיים/הזמין/שניתן/_ לא/אינו מזכיר/כולל/מכיל/מציין
その件/それ/これ/この件/ご質問/_ について/に関して/に関する/についての/については/に関しては/_ 情報は/情報が/詳細は/の情報は/の情報が/記載は/の記載は ありません/ございません/見つかりません/持っていません
わかりません/分かりません
我/我们/目前/_ 没有/暂无/找不到/未找到/没有找到/无法找到/暂时没有 关于/有关/相关/相关的/这方面/这方面的/足够的/任何/_ 信息/资料/的信息/的资料/的相关信息
我 不知道/不清楚/无法回答
根据/_ 提供的/所提供的/给定的 上下文/信息/资料/内容 中/里/_ 没有/未/并未/并没有/不包含`

/** What models like to say before it. */
const PREFACES = `
imsorrybut/imsorry/iamsorrybut/iamsorry/sorrybut/sorry/unfortunately/iapologizebut/iapologize/apologiesbut
basedon/accordingto/from the/_ provided/given/available/_ context/information/excerpts/knowledgebase provided/given/available/ihave/_
estutmirleidaber/estutmirleid/tutmirleidaber/tutmirleid/leider/entschuldigung
losientopero/losiento/lamentablemente/desafortunadamente
jesuisdésolémais/jesuisdésolé/désolémais/désolé/malheureusement
lamentomas/lamento/desculpemas/desculpe/infelizmente
midispiacema/midispiace/mispiacema/mispiace/purtroppo
hetspijtmemaar/hetspijtme/sorrymaar/helaas
przykromiale/przykromi/przepraszamale/przepraszam/niestety
üzgünümama/üzgünüm/maalesef/özürdilerim
عذرالكن/عذرًالكن/عذرا/عذرًا/آسف/للأسف/معالأسف
מצטערתאבל/מצטערת/מצטעראבל/מצטער/לצערי
申し訳ありませんが/申し訳ございませんが/申し訳ありません/申し訳ございません/すみませんが/恐れ入りますが/残念ながら
抱歉/很抱歉/对不起/不好意思/很遗憾`

/** The places of a phrase, each with what may stand in it, as letters alone. */
export type Phrase = string[][]

const toPhrases = (lines: string): Phrase[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map((place) => place.split('/').map((part) => (part === '_' ? '' : part))))

export const REFUSAL_OPENINGS = toPhrases(OPENINGS)

const join = (phrase: Phrase): string[] =>
  phrase.reduce((starts, parts) => starts.flatMap((start) => parts.map((part) => start + part)), [''])

export const REFUSAL_PREFACES: ReadonlySet<string> = new Set(toPhrases(PREFACES).flatMap(join))

/** "The price is not mentioned in the context": such a sentence shows only at its end what it is. */
export const NAMES_THE_CONTEXT =
  /\b(not?|\w+n['’]t|cannot)\b.{0,120}\b(provided|given|available) (context|information|excerpts?|text|documents?)\b|\b(not?|\w+n['’]t)\b.{0,120}\b(the|this) (context|excerpts?)\b|(nicht|keine?n?)\b.{0,120}(\bkontext|wissensdatenbank|\bauszügen|bereitgestellten informationen|vorliegenden informationen)|(pas|aucune?)\b.{0,120}(contexte|extraits fournis|informations fournies)|\bno\b.{0,120}(contexto|extractos|información proporcionada)|não.{0,120}(contexto|trechos|informações fornecidas)|\bnon\b.{0,120}(contesto|estratti|informazioni fornite)|\b(niet|geen)\b.{0,120}(context|fragmenten|verstrekte informatie)|(\bnie\b|\bbrak\b).{0,120}(kontekści|podanych informacj|dostarczonych informacj)|(bağlamda|sağlanan bilgi).{0,120}(değil|yok|yer alm|belirtilm|bulunm)|(コンテキスト|提供された情報).{0,60}(ません|いない)|(上下文|提供的信息|提供的资料|知识库).{0,40}(没有|未|不)/iu

/** What a refusal may end with: an offer, or where else to ask. */
export const OFFERS =
  /\b(contact(ing)?|reach out|in touch|call(ing)?|e-?mail|phone|visit(ing)?|check(ing)?|help|assist(ance)?|ask(ing)?|let me know|feel free|recommend|suggest|questions?|sorry)\b(?!-)|kontakt|wenden|helfen|hilfe|anrufen|rufen|erreichen|melden|fragen|empfehle|joindre|aider|appel|question|recommande|conseille|adress|hésitez|ayud|llam|pregunta|recom|aconsej|comuni|ajud|ligar|pergunta|contatt|aiut|chiam|domand|consigl|rivolg|\bbel\b|\bvra(ag|gen)\b|\braad\b|pomo[cżg]|zadzwo|pyta|polec|zalec|iletişim|yardım|aray|soru|öner|تواصل|اتصل|الاتصال|مساعد|سؤال|أسئلة|ליצור קשר|לפנות|פנו|צרו|לעזור|אעזור|עזרה|שאל|問い合わせ|連絡|手伝|質問|電話|联系|帮助|帮忙|帮您|咨询|问题|致电/iu

/** After one of these an answer may follow in the same sentence. */
export const TURNS =
  /[,;，、。–—]\s*(?:but|however|although|though|aber|jedoch|allerdings|doch|mais|cependant|toutefois|pero|sin embargo|aunque|mas|porém|no entanto|ma|però|tuttavia|maar|echter|ale|jednak|natomiast|ama|ancak|fakat|لكن|ولكن|אבל|אך)(?=[\s,])|[,，。]\s*(?:但是|不过|但)|(?<=ません)が[、,]?|\s(?:but|aber|mais|pero|maar|ama)\s/iu
