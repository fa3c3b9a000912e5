import type { Language } from './language.ts'
import { normaliseWord } from './normalise.ts'

/** Function words by language, in everyday spelling. Kept to words that carry no topic: no "say", no "year", no numerals. */
export const FUNCTION_WORDS = {
  en: `a about above across after again against all almost along already also although always am among an and another any are
    around as at away be became because become been before behind being below between both but by can cannot could did do does
    doing done down during each either else enough even ever every few for from further get got had has have having he her here
    hers herself him himself his how however i if in into is it its itself just least less let like many may me might mine more
    most much must my myself near neither never no nor not now of off often on once one only onto or other others our ours
    ourselves out over own per perhaps quite rather really same shall she should since so some such than that the their theirs
    them themselves then there these they this those though through thus to together too toward towards under until up upon us
    very was we well were what whatever when where whether which while who whom whose why will with within without would yet you
    your yours yourself don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't shouldn't hasn't haven't
    hadn't i'm i've i'd i'll you're you've you'll you'd he'd he'll she'd she'll it'd it'll we're we've we'll we'd they're they've
    they'll they'd that'll there'll s t d ll re ve`,
  de: `aber als also alle allem allen aller alles am an andere anderem anderen anderer anderes auch auf aus bei beim bereits bin
    bis bist da dabei dadurch dafür dagegen daher damit danach dann daran darauf daraus darin darüber darum das dass davon dazu
    dein deine dem den denen denn der deren des deshalb dessen die dies diese diesem diesen dieser dieses dir doch dort du durch
    ein eine einem einen einer eines einige einigen einiger er es etwa etwas euch euer für gegen gewesen gibt hab habe haben hat
    hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in ins ist ja jede jedem jeden jeder
    jedes jedoch jener kann kein keine keinem keinen keiner können konnte konnten man manche mein meine mehr mich mir mit muss
    müssen musste nach nachdem neben nein nicht nichts noch nun nur ob oder ohne schon sehr sei seien sein seine seinem seinen
    seiner seines seit sich sie sind so sogar solche solchen soll sollen sollte sollten sondern sonst sowie über um und uns unser
    unsere unter viel viele vielen vom von vor während war waren warum was weil welche welchem welchen welcher welches wenig
    weniger wenn wer werde werden wie wieder will wir wird wo wollen wollte worden wurde wurden würde würden zu zum zur zwar
    zwischen`,
  fr: `à afin ai ainsi alors après as au aucun aucune aura aussi autre autres aux avaient avait avant avec avez avoir avons
    beaucoup bien c car ce ceci cela celle celles celui cependant ces cet cette ceux chaque chez ci comme comment contre d dans de
    déjà depuis des dès donc dont du elle elles en encore enfin entre es est et étaient étais était étant été être
    eu eux eût fait faut font furent fut hors ici il ils j je jusqu jusque l la là laquelle le lequel les lesquels leur
    leurs lors lorsqu lorsque lui m ma mais malgré me même mêmes mes moi moins mon n ne ni non nos notre nous on ont ou où par
    parce parmi pas pendant peu peut peuvent plus plusieurs plutôt pour pourquoi pourrait puis puisque qu quand que quel quelle
    quelles quelque quelques quels qui quoi s sa sans se selon sera seraient serait ses si sien soi soit son sont sous suis sur
    ta tandis te tel telle telles tels tes toi ton toujours tous tout toute toutefois toutes très trop tu un une vers voici
    voilà vos votre vous y`,
  es: `a acá ahí al algo alguna algunas alguno algunos allí ambos ante antes aquel aquella aquellas aquello aquellos aquí así
    aún aunque bajo bien cabe cada casi como cómo con contra cual cuál cuales cualquier cuando cuándo cuanto de del desde donde
    dónde durante e el él ella ellas ello ellos en entonces entre era eran eras es esa esas ese eso esos esta está estaba
    estaban están estar estas este esto estos estoy fue fueron fui ha haber había habían habrá hace hacia han has hasta hay haya
    he incluso junto la las le les lo los luego más me mi mí mía mientras mío mis misma mismas mismo mismos mucha muchas mucho
    muchos muy nada ni no nos nosotras nosotros nuestra nuestras nuestro nuestros nunca o os otra otras otro otros para pero poca
    pocas poco pocos por porque porqué pues que qué quien quién quienes se sea sean según ser será si sí sido siempre sin sino
    sobre solo sólo son soy su sus suya suyo tal también tampoco tan tanto te tenía ti tiene tienen toda todas todavía todo todos
    tras tu tú tus u un una unas uno unos usted ustedes vosotros y ya yo`,
  ru: `а без более больше будет будто будут бы был была были было быть в вам вас ведь весь во вот впрочем все всегда всего всей
    всем всех всю всё вы где да даже для до его ее её ей ему если есть еще ещё ж же за зачем здесь и из изо или им ими иногда их
    к каждый как какая какие какой какую кем когда кого ком кому которая которого которое которой котором которому которую
    которые который которым которых кто куда ли либо лишь между меня мне много может можно мой моя мы на над надо наконец нам нами
    нас наш наша наши не него нее неё ней некоторые нельзя нем нём нет нею ни нибудь никогда ним ними них ничего но ну о об однако
    около он она они оно опять от очень перед по под после потом потому почему почти при про раз разве с сам сама сами само свое
    своё своего своей своем своём своему свои своим своими своих свой свою своя себе себя сейчас со так также такая такие таким
    таких такого такое такой там тебе тебя тем теперь тех то тобой тогда того тоже той только том тому тот тою ту тут ты у уж уже
    хотя чего чей чем чём через что чтобы чтоб чуть эта эти этим этих это этого этой этом этому этот эту я`,
  hi: `अगर अत अथवा अन्य अपना अपनी अपने अब अभी आ आदि आप आपका आपकी आपके इतना इतनी इतने इन इनका इनकी इनके इनमें इन्हीं इन्हें इन्होंने इस इसका इसकी
    इसके इसमें इसलिए इससे इसी इसे उन उनका उनकी उनके उनमें उनसे उन्हीं उन्हें उन्होंने उस उसका उसकी उसके उसमें उससे उसी उसे एक एवं ऐसा ऐसी ऐसे और
    कई कभी कर करके करता करती करते करना करने करें कहाँ कहां का किंतु कि कितना कितनी कितने किन किन्हें किया किस किसका किसके किसने किसी किसे की कुछ कुल के
    केवल को कोई कौन कौनसा क्या क्यों क्योंकि गई गए गया गयी गये चाहिए जब जबकि जहाँ जहां जा जाता जाती जाते जाना जाने जिन जिनका जिनके जिनमें जिन्हें जिन्होंने जिस
    जिसका जिसकी जिसके जिसमें जिससे जिसे जैसा जैसी जैसे जो तक तथा तब तो था थी थीं थे दिया दी दे दो द्वारा न नहीं ना ने पर परंतु परन्तु पहले फिर बल्कि बहुत
    बाद भी मगर मुझे में मेरा मेरी मेरे मैं मैंने यदि यह यहाँ यहां यही या ये रहा रही रहे लिए लिये लेकिन व वह वहाँ वहां वही वाला वाली वाले वे वैसे वो सकता
    सकती सकते सब सबसे सभी साथ सारा से सो स्वयं हम हमारा हमारी हमारे हमें हर ही हुआ हुई हुए हूँ हूं हैं है हो होगा होगी होंगे होता होती होते होना होने`,
  ar: `ا إذ إذا إذن أصبح أكثر ألا إلا إلى الآن التي الذي الذين اللاتي اللتان اللذان أم أما إما أمام أن إن أنا أنت أنتم أنه إنه
    أنها إنها أنهم أو أولئك أي أين أيضا أيضاً بأن بعد بعض بل بما بن به بها بهذا بهذه بهم بين بينما تحت تكون تلك ثم حتى حول حيث
    حين حينما خلال دون ذا ذاك ذلك سوف سوى ضد ضمن عبر عدة عدم عليه عليها عليهم على عن عند عندما عنه عنها غير فإن فقد فقط في فيما
    فيه فيها فيهم قبل قد كان كانت كانوا كأن كذلك كل كلا كم كما كي كيف لا لأن لأنه لدى لدي لديه لديها لذلك لعل لقد لكل لكن لكنه
    لكنها لم لما لماذا لن لنا له لها لهذا لهذه لهم لو لولا ليس ليست ما ماذا متى مثل مع معه معها معهم مما من منذ منه منها منهم مهما
    نحن نحو نعم نفس نفسه نفسها ها هؤلاء هذا هذان هذه هكذا هل هم هن هنا هناك هو هي و وأن وإن ورغم وفي وقال وقالت وقد وكان وكانت
    وكذلك ولا ولكن ولم وليس وما ومن وهم وهو وهي يا يكون يمكن`,
  zh: `的 了 和 是 在 也 都 而 及 與 与 或 就 不 他 她 它 你 我 您 我们 你们 他们 她们 它们 我們 你們 他們 这 那 這 哪 这个 那个 這個 那個 这些 那些
    这样 那样 这里 那里 谁 什么 怎么 怎样 哪里 哪些 哪个 为什么 多少 几 吗 呢 吧 啊 呀 嘛 被 把 将 將 对 對 从 從 到 向 往 于 於 以 以及 并 並 并且 而且
    但 但是 可是 不过 然而 因为 因為 所以 因此 如果 虽然 雖然 即使 只有 只要 无论 不但 还 還 还是 又 再 才 只 很 太 更 最 非常 已 已经 已經 曾 曾经 正在
    着 過 过 地 得 之 其 其中 该 該 此 某 每 各 每个 各种 所 所有 一个 一些 一种 个 個 没 没有 沒有 有 会 會 能 能够 可以 可能 应该 要 让 讓 使 使得 给
    為 为 为了 由 由于 由於 关于 關於 对于 根据 通过 通過 随着 同时 同時 另外 此外 或者 等 等等 当 當 当时 时 時 后 後 以后 之后 前 以前 之前 中 上 下 里
    内 外 间 之间 自己 自 则 則 若 与其 就是 不是 也是 都是 便 却 卻 跟 比 如 像 如此 这种 那种 如何 是否`,
}

const STOPWORDS = new Map<Language, ReadonlySet<string>>(
  Object.entries(FUNCTION_WORDS).map(([language, words]) => [
    language,
    new Set(words.split(/\s+/).filter(Boolean).map(normaliseWord)),
  ]),
)

/**
 * Whether a normalised word (`Word.norm`) is a function word of the language. False for every word of a language without a
 * list (all but en, de, fr, es, ru, hi, ar, zh).
 */
export function isStopword(norm: string, language: Language): boolean {
  return STOPWORDS.get(language)?.has(norm) ?? false
}
