import type { Language } from '../language/language.ts'
import { normaliseWord } from '../language/normalise.ts'

/** Number words that answer "how many" without a digit; exact word forms, lower case. */
const NUMBER_WORDS: Readonly<Record<Language, string>> = {
  en: 'one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty hundred hundreds thousand thousands million millions billion billions dozen dozens half third quarter twice once double triple',
  de: 'zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig hundert hunderte tausend tausende million millionen milliarde milliarden dutzend hälfte drittel viertel zweimal einmal doppelt',
  fr: 'deux trois quatre cinq six sept huit neuf dix onze douze vingt trente cent cents mille million millions milliard milliards douzaine moitié tiers quart double',
  es: 'dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cien ciento cientos mil miles millón millones docena mitad tercio cuarto doble',
  ru: 'два две двух три трёх трех четыре четырёх четырех пять пяти шесть шести семь семи восемь восьми девять девяти десять десяти двадцать сто сотни тысяча тысячи тысяч миллион миллиона миллионов миллиард миллиардов половина половину треть четверть вдвое дважды',
  hi: 'दो तीन चार पांच पाँच छह छः सात आठ नौ दस ग्यारह बारह बीस तीस पचास सौ हजार हज़ार लाख करोड़ मिलियन बिलियन आधा आधे आधी तिहाई चौथाई दोगुना',
  ar: 'واحد واحدة اثنان اثنين اثنتين ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني ثمان تسعة تسع عشرة عشر عشرون عشرين ثلاثون ثلاثين مئة مائة ألف آلاف مليون ملايين مليار نصف ثلث ربع ضعف',
}

/** Words that introduce a reason, and phrases of two words that do. */
const REASON_PHRASES: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:because|since|due to|owing to|thanks to|so that|in order to|as a result|therefore|thus|reason|reasons|caused by|cause|led to|for fear|result of|to avoid|to prevent)\b/iu,
  de: /(?<!\p{L})(?:weil|denn|da|wegen|aufgrund|damit|um|daher|deshalb|deswegen|grund|gründen|folge|infolge|dadurch)(?!\p{L})/iu,
  fr: /(?<!\p{L})(?:parce qu|car|en raison|à cause|grâce à|afin d|afin que|pour que|puisqu|comme|raison|donc|dû|due)/iu,
  es: /(?<!\p{L})(?:porque|debido|ya que|puesto que|a causa|gracias a|para que|para|por lo que|razón|razones|como resultado|con el fin)(?!\p{L})/iu,
  ru: /(?<!\p{L})(?:потому|поскольку|из-за|так как|чтобы|вследствие|благодаря|поэтому|причин[аойуеы]{1,2}|в результате|в связи|ввиду|ради)(?!\p{L})/iu,
  hi: /क्योंकि|के कारण|की वजह|ताकि|इसलिए|कारण|के लिए/u,
  ar: /(?<!\p{L})(?:لأن|لأنه|لأنها|لأنهم|بسبب|نتيجة|لكي|من أجل|حتى|سبب|أسباب|نظرا|نظرًا|بفضل|لذلك)(?!\p{L})/u,
  zh: /因为|由于|因此|所以|为了|原因|导致|以便|因而|从而|使得/u,
}

/** Months and days of the week in the forms that dates use (14 августа), from the CLDR tables inside `Intl`, normalised. */
function calendarWords(language: Language): Set<string> {
  if (!(language in REASON_PHRASES)) return new Set()
  const words = new Set<string>()
  const add = (text: string) => {
    for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{M}]+/gu))
      if (word.length > 2) words.add(normaliseWord(word))
  }
  for (let month = 0; month < 12; month++) {
    const day = new Date(Date.UTC(2023, month, 2 + month))
    for (const options of [{ day: 'numeric', month: 'long' }, { month: 'long' }] as const)
      add(new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { ...options, timeZone: 'UTC' }).format(day))
    if (month < 7) add(new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(day))
  }
  return words
}

/** Made once for each language. */
const CALENDAR = new Map<Language, ReadonlySet<string>>()
const NUMBERS = new Map<Language, ReadonlySet<string>>()

function isCalendarWord(norm: string, language: Language): boolean {
  let words = CALENDAR.get(language)
  if (words === undefined) {
    words = calendarWords(language)
    CALENDAR.set(language, words)
  }
  return words.has(norm)
}

/** Whether a word, as `normaliseWord` gives it, says a number: it has a digit or is a number word. Chinese numerals count inside words. */
export function isNumberWord(norm: string, language: Language): boolean {
  if (/\d/.test(norm)) return true
  if (language === 'zh') return /[一二两三四五六七八九十百千万亿半]/u.test(norm)
  let words = NUMBERS.get(language)
  if (words === undefined) {
    words = new Set((NUMBER_WORDS[language] ?? '').split(' ').map(normaliseWord))
    NUMBERS.set(language, words)
  }
  return words.has(norm)
}

const YEAR = /^(?:1\d{3}|20\d{2})(?:s|er|年|年代)?$/u
const CHINESE_DATE = /^[\d〇零一二三四五六七八九十]*[年月日号]$/u

/** Whether a word, as `normaliseWord` gives it, begins with a year 1000–2099. */
export function isYear(norm: string): boolean {
  return /^(?:1\d{3}|20\d{2})/u.test(norm)
}

/** Whether a word, as `normaliseWord` gives it, says when: a year 1000–2099, a month, a day of the week. */
export function isDateWord(norm: string, language: Language): boolean {
  return YEAR.test(norm) || isCalendarWord(norm, language) || (language === 'zh' && CHINESE_DATE.test(norm))
}

/** Whether a sentence gives a reason, by its conjunctions. */
export function givesReason(text: string, language: Language): boolean {
  return REASON_PHRASES[language]?.test(text) ?? false
}
