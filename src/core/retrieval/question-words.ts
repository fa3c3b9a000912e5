import type { Language } from '../language/language.ts'
import { createMatcher, type Matcher } from '../language/matcher.ts'

/** What kind of thing a question asks for. */
export type Asked = 'name' | 'date' | 'number' | 'place' | 'reason' | 'other'

type Patterns = readonly (readonly [Exclude<Asked, 'other'>, Matcher])[]

const whole = (pattern: string) =>
  createMatcher(() => `(?<![\\p{L}\\p{M}\\p{N}])(?:${pattern})(?![\\p{L}\\p{M}\\p{N}])`)
const anywhere = (pattern: string) => createMatcher(() => pattern)

/**
 * Question words, tried in order on the question in lower case: a counting or dating phrase ("in what year") goes before
 * the bare word that it contains. Chinese writes no spaces, so its patterns match inside the text.
 */
const PATTERNS: Partial<Record<Language, Patterns>> = {
  en: [
    [
      'date',
      whole(
        "when|when's|(?:what|which) (?:year|day|date|month|decade|century|season|time|period)|what years|since when",
      ),
    ],
    [
      'number',
      whole(
        'how (?:many|much|old|long|far|tall|high|big|large|deep|fast|often|wide|heavy|late|small)|(?:what|which)(?: (?:is|was|are|were))?(?: the| its| their)?(?: total| average| estimated| current| approximate)? (?:percent|percentage|number|population|proportion|fraction|share|distance|age|temperature|amount|price|cost|height|length|speed|salary|budget)',
      ),
    ],
    [
      'place',
      whole(
        "where|where's|(?:what|which) (?:city|cities|country|countries|town|state|states|county|continent|region|place|island)",
      ),
    ],
    [
      'name',
      whole(
        "who|whom|whose|who's|(?:what|which) (?:person|man|woman|people|company|team|player|actor|author|president|minister|king|queen)",
      ),
    ],
    [
      'reason',
      whole(
        'why|how come|for what reason|what (?:was|is|were|are|has been) (?:the|a|one) (?:main |primary |major |chief )?(?:reasons?|causes?)|what caused|what causes',
      ),
    ],
  ],
  de: [
    ['date', whole('wann|welche[mnrs]? (?:jahr|jahre|jahren|tag|datum|monat|jahrzehnt|jahrhundert|zeit|zeitraum)')],
    [
      'number',
      whole(
        'wie ?viele?|wie vielen|wie (?:lange?|hoch|alt|groß|weit|oft|tief|schnell|schwer|breit)|welche[rnms]? (?:prozentsatz|anteil|anzahl|prozentzahl|bevölkerung)|wieviele',
      ),
    ],
    ['place', whole('wo|wohin|woher|welche[rnms]? (?:stadt|land|ländern|ort|staat|region|kontinent)')],
    ['name', whole('wer|wen|wem|wessen')],
    ['reason', whole('warum|weshalb|wieso|weswegen|aus welchem grund')],
  ],
  fr: [
    ['date', whole('quand|quelles? (?:année|années|date|jour|mois|décennie|siècle|époque)|depuis quand')],
    [
      'number',
      whole(
        'combien|quel âge|quel (?:pourcentage|nombre|montant|prix)|quelle (?:distance|proportion|part|population|taille|hauteur|longueur)',
      ),
    ],
    ['place', whole('où|(?:quel|quelle|quels|quelles) (?:ville|villes|pays|région|endroit|lieu|continent)')],
    ['reason', whole('pourquoi|pour quelle raison|pour quelles raisons')],
    ['name', whole('(?<!est-ce )qui|à qui|de qui')],
  ],
  es: [
    ['date', whole('cuándo|qué (?:año|años|fecha|día|mes|década|siglo|época)')],
    [
      'number',
      whole(
        'cuánt[oa]s?|qué (?:porcentaje|número|cantidad|edad|proporción|población|distancia)|cuál (?:es|era|fue) (?:el número|la población|el porcentaje)',
      ),
    ],
    ['place', whole('dónde|adónde|qué (?:ciudad|ciudades|país|países|lugar|región|estado|continente)')],
    ['name', whole('quién|quiénes')],
    ['reason', whole('por qué')],
  ],
  ru: [
    [
      'date',
      whole(
        'когда|как(?:ом|ой|ого|ие|их) (?:году?|годы|годах|день|дня|числа|месяце?|века?|десятилети[ие]|период)|в каком веке|с каких пор',
      ),
    ],
    [
      'number',
      whole(
        'сколько|скольк(?:их|им|ими)|какой процент|какая (?:доля|часть|численность)|каково? (?:число|количество|население|процент)|насколько',
      ),
    ],
    ['place', whole('где|куда|откуда|как(?:ом|ой|ая) (?:городе?|стран[аеу]|штате?|регион[е]?|мест[ео])')],
    ['name', whole('кто|кого|кому|кем|чей|чья|чьё|чьи|о ком')],
    ['reason', whole('почему|зачем|отчего|по какой причине')],
  ],
  hi: [
    ['date', whole('कब|(?:किस|कौन से|किन) (?:वर्ष|साल|सन|सन्|तारीख|तारीख़|दिन|महीने|दशक|सदी|शताब्दी)')],
    ['number', whole('कितन[ाीे]|कितनों')],
    ['place', whole('कहाँ|कहां|(?:किस|किन) (?:शहर|देश|देशों|राज्य|स्थान|जगह)')],
    ['reason', whole('क्यों|किस कारण|किस वजह')],
    ['name', whole('कौन(?! (?:सा|सी|से))|किसने|किसे|किसको|किसका|किसकी|किसके|किन्होंने')],
  ],
  ar: [
    ['date', whole('متى|(?:أي|اي) (?:عام|سنة|تاريخ|يوم|شهر|عقد|قرن|وقت)')],
    ['number', whole('كم|(?:ما|ماهي|ما هي|ما هو) (?:عدد|نسبة|النسبة|العدد|مقدار)|بكم')],
    ['place', whole('أين|اين|(?:أي|اي) (?:مدينة|دولة|بلد|مكان|منطقة)')],
    ['reason', whole('لماذا|لم|ما سبب|ما السبب')],
    ['name', anywhere('^[^\\p{L}]*(?:من(?= (?:هو|هي|هم|هما|كان|كانت|الذي|التي|قام)|\\s)|لمن|بمن)(?![\\p{L}\\p{M}])')],
  ],
  zh: [
    [
      'date',
      anywhere(
        '什么时候|什么时间|何时|哪一?年|几年|几月|哪[一]?天|哪[个]?世纪|何年|哪个年代|什么年代|多久以前|什么时期',
      ),
    ],
    ['number', anywhere('多少|几[个次位名种项人部场]|多大|多长|多高|多远|多久|多深|多快|百分之几|百分比|几岁')],
    ['place', anywhere('哪里|哪儿|何处|何地|什么地方|哪[个座]?(?:城市|国家|地区|地方|州|国)')],
    ['name', anywhere('谁|哪[一]?[位人]|何人')],
    ['reason', anywhere('为什么|为何|什么原因|原因是什么|何以')],
  ],
}

/** What a question in the given language asks for; 'other' where no question word says (or the language has no table). */
export function askedOf(question: string, language: Language): Asked {
  const text = question.normalize('NFC').toLowerCase().replaceAll('’', "'")
  for (const [asked, matches] of PATTERNS[language] ?? []) if (matches(text)) return asked
  return 'other'
}

/** Questions for yes or no, by their beginning or by the particle that marks them. */
const POLAR: Partial<Record<Language, RegExp>> = {
  en: /^\P{L}*(?:(?:and|but|so) )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may)(?!\p{L})/u,
  de: /^\P{L}*(?:und )?(?:ist|sind|war|waren|hat|haben|hatte|hatten|kann|können|wird|werden|soll|sollen|darf|dürfen|muss|müssen|gibt|gab)(?!\p{L})/u,
  fr: /^\P{L}*(?:et )?(?:est-ce qu|y a-t-il)/u,
  es: /^\P{L}*(?:y )?(?:es|son|fue|fueron|ha|han|hay|puede|pueden|está|están|tiene|tienen)(?!\p{L})/u,
  ru: /(?<!\p{L})ли(?!\p{L})/u,
  hi: /^\P{L}*क्या(?!\p{L})/u,
  ar: /^\P{L}*هل(?!\p{L})/u,
  zh: /吗\P{L}*$|是否/u,
}

/** Whether a question in the given language asks for yes or no. */
export function isPolar(question: string, language: Language): boolean {
  return (
    POLAR[language]?.test(question.normalize('NFC').toLowerCase()) === true && askedOf(question, language) === 'other'
  )
}

/** Questions what a thing or who a person is, without anything that narrows it down. */
const DEFINING: Partial<Record<Language, RegExp>> = {
  en: /^\P{L}*(?:what|who)(?:'s| is| are| was| were)(?! (?:the )?\p{L}+ (?:of|in|for)(?!\p{L}))(?!.*(?<!\p{L})(?:used|made|called|named|known|difference|from|for|with|by)(?!\p{L}))|(?<!\p{L})(?:mean|means|meaning|define|definition|stand for|stands for)(?!\p{L})/u,
  de: /^\P{L}*(?:was|wer) (?:ist|sind|war|waren)(?!\p{L})|(?<!\p{L})bedeutet(?!\p{L})|(?<!\p{L})versteht man/u,
  fr: /^\P{L}*(?:qu'est-ce que|qui est|qui était)(?!\p{L})|(?<!\p{L})signifie(?!\p{L})/u,
  es: /^\P{L}*(?:qué|quién|quiénes) (?:es|son|fue|era|fueron)(?!\p{L})|(?<!\p{L})significa(?!\p{L})/u,
  ru: /^\P{L}*(?:что такое|кто так(?:ой|ая|ие))(?!\p{L})|(?<!\p{L})(?:означает|значит)(?!\p{L})/u,
}

/** Whether a question in the given language asks what a thing is, who a person is, or what a word means. */
export function isDefining(question: string, language: Language): boolean {
  return DEFINING[language]?.test(question.normalize('NFC').toLowerCase().replaceAll('’', "'")) === true
}
