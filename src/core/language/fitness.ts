import type { Language } from './language.ts'

/** What is known of where a sentence stands. */
export interface Standing {
  readonly language: Language
  /** Number of its words. */
  readonly words: number
  readonly isItem: boolean
  /** Opens with the name of who speaks: "Sund: I wrote down …". */
  readonly hasSpeaker: boolean
}

const FEWEST_WORDS = 5
/** Beyond this a sentence has swallowed its neighbours. */
const LONGEST_WORDS = 80

const QUESTION = /[?？؟;]["”’'»)\]」』]*\s*$/u
const FINAL_STOP = /[\p{Sentence_Terminal}]["”“’'»›)\]」』）]*\s*$/u
const CUT = /(?:…|\.\.\.|[:：,;，；-])["”’'»)\]]*\s*$/u
const LOWER_OPENING = /^[\s"“„«‘'([]*\p{Ll}/u

/** Sentences that tell about the page, its pictures or whom to call, not about the matter. */
const APPARATUS: readonly RegExp[] = [
  /\bhttps?:\/\/|\bwww\.\p{L}|[\p{L}\p{N}._-]+@[\p{L}\p{N}-]+\.\p{L}{2,}/u,
  /(?:\+\d{1,3}|\b0\d{2,4})[ \d()/-]{6,}\d/u,
  /^(?:figure|fig\.|table|chart|box|map|exhibit|abbildung|abb\.|tabelle|tab\.|schaubild|grafik|figura|tabla|gráfico|cuadro|tableau|graphique|рис\.|рисунок|таблица|चित्र|तालिका|الشكل|الجدول|图|表)\s?[\p{N}IVX]+\b/iu,
  /^(?:source|sources|note|notes|photo|picture|pictured|image|contact|contacts|press contact|media contact|tel|phone|email|e-mail|fax|address|editor|editors|about us|quelle|anmerkung|foto|bild|kontakt|pressekontakt|photo|légende|contact presse|fuente|contacto|fotografía|источник|фото|контакты|स्रोत|फोटो|संपर्क|المصدر|صورة|للتواصل|来源|图片|摄影|联系人|联系方式|电话)\s?[:：]/iu,
  /\b(?:for (?:more|further) information|for (?:media|press) enquiries|please (?:contact|visit|call|write)|see (?:page|section|annex|appendix|table|figure|chapter) |(?:as|are) shown in (?:the )?(?:table|figure|chart|map)|the (?:table|figure|chart|map) (?:below|above|shows)|(?:table|figure|chart|map) (?:below|above)|weitere informationen|siehe (?:seite|abschnitt|anhang|tabelle)|pour (?:plus|de plus amples) (?:d'informations|informations|de renseignements)|para más información|дополнительн\p{Ll}+ информаци|अधिक जानकारी|لمزيد من المعلومات|更多信息|详情请)/iu,
  /^(?:for immediate release|embargo|ends|notes to editors|zur sofortigen veröffentlichung|sperrfrist|pour diffusion immédiate|para publicación inmediata)\b/iu,
  /^(?:this|the following) (?:interview|article|text|conversation|page|transcript) (?:was|has been|is|appeared)\b|\b(?:edited for (?:length|clarity)|lightly edited|condensed and edited)\b|(?:das gespräch führte|propos recueillis par|entrevista realizada por|беседовал|беседовала)/iu,
]

/** Lines of minutes and forms: a label, a colon, and a few words that make no sentence. */
const FORM_LINE = /^[\p{L}]+(?: \p{L}+){0,2}\s?[:：]/u
const LONGEST_FORM_LINE = 6

const SELF: Readonly<Record<string, RegExp>> = {
  en: /(?<![\p{L}'’])(?:I|we|us|our|ours|my|me|I'm|we're|we've|we'll|I've)(?![\p{L}])/iu,
  de: /(?<!\p{L})(?:ich|wir|uns|unser|unsere[nrsm]?|mein|meine[nrsm]?|mir|mich)(?!\p{L})/iu,
  fr: /(?<!\p{L})(?:je|j'|nous|notre|nos|mon|ma|mes|moi)(?!\p{L})/iu,
  es: /(?<!\p{L})(?:yo|nosotros|nosotras|nuestr[oa]s?|mi|mis|nos|me|creo|tenemos|hemos|queremos|estamos|somos|vamos|podemos)(?!\p{L})/iu,
  ru: /(?<!\p{L})(?:я|мы|нас|нам|наш|наша|наше|наши|нашей|нашего|наших|мой|моя|мне|меня)(?!\p{L})/iu,
  hi: /(?<![\p{L}\p{M}])(?:मैं|मैंने|हम|हमने|हमारे|हमारा|हमारी|हमें|मुझे|मेरा|मेरी|मेरे)(?![\p{L}\p{M}])/u,
  ar: /(?<!\p{L})(?:أنا|نحن|لدينا|إننا|لنا|علينا)(?!\p{L})/u,
  zh: /我/u,
}
const SELF_WHATEVER_CASE_IS_WRONG = /(?<!\p{L})US(?!\p{L})/gu
const ADDRESSED =
  /(?<!\p{L})(?:you|your|yours|du|dein|vous|votre|vos|usted|ustedes|вы|вас|вам|आप|आपको|您|你)(?!\p{L})/iu
const SELF_PRAISE =
  /(?<!\p{L})(?:proud|delighted|thrilled|excited|pleased|honou?red|world[- ]class|industry[- ]leading|stolz|freuen uns|fiers?|fières?|ravis?|orgullosos?|гордимся)(?!\p{L})/iu
const QUOTATION = /["“„«「『][^"”“»」』]*["”“»」』]/gu
const TABULAR = /\||\t|(?:\s{3,}\S+){2,}|(?:\p{N}[\p{N}.,%]*\s+){3,}\p{N}/u

/**
 * How fit a sentence is to be shown in a brief, apart from what it says: 0 for what must not be shown (questions, cut sentences, rows of
 * tables, captions, contacts, quotations left open), 1 for a plain sentence, less for speech in the first person, praise of oneself and
 * great length.
 */
export function fitnessOf(sentence: string, { language, words, isItem, hasSpeaker }: Standing): number {
  const text = sentence.trim()
  if (words < FEWEST_WORDS || QUESTION.test(text) || CUT.test(text) || LOWER_OPENING.test(text)) return 0
  if (!isBalanced(text) || TABULAR.test(text) || isShouted(text) || APPARATUS.some((pattern) => pattern.test(text)))
    return 0
  if (words <= LONGEST_FORM_LINE && FORM_LINE.test(text)) return 0
  let fitness = FINAL_STOP.test(text) ? 1 : isItem ? 0.6 : 0
  if (words > LONGEST_WORDS) fitness *= 0.1
  const told = text.replace(QUOTATION, ' ').replace(SELF_WHATEVER_CASE_IS_WRONG, ' ')
  // Words without who said them are nobody's.
  if (told.length < text.length && !/\p{L}{2}/u.test(told)) return 0
  if (SELF[language]?.test(told) === true) fitness *= hasSpeaker ? 0.8 : 0.35
  else if (ADDRESSED.test(told)) fitness *= 0.6
  if (SELF_PRAISE.test(text)) fitness *= 0.3
  // What somebody said is less than what happened.
  if (told.length < text.length * 0.6) fitness *= 0.7
  return fitness
}

const PAIRS: readonly (readonly [RegExp, RegExp])[] = [
  [/[「『]/gu, /[」』]/gu],
  [/«/gu, /»/gu],
  [/[(（]/gu, /[)）]/gu],
  [/\[/gu, /\]/gu],
  [/《/gu, /》/gu],
]

/** Whether every quotation and bracket that opens in a sentence closes in it. */
export function isBalanced(sentence: string): boolean {
  const count = (pattern: RegExp) => sentence.match(pattern)?.length ?? 0
  if (count(/"/gu) % 2 === 1) return false
  // “ opens in English and closes in German.
  const low = count(/„/gu)
  const open = count(/“/gu)
  const close = count(/”/gu)
  if (low > 0 ? low !== open + close : open !== close) return false
  return PAIRS.every(([opening, closing]) => count(opening) === count(closing))
}

function isShouted(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const cased = text.match(/\p{Lu}/gu)?.length ?? 0
  return letters > 12 && cased > 0.6 * letters
}

/** Who speaks, at the beginning of a paragraph of an interview or transcript: "Sund: ", "Dr Haas (Water Board): ". */
const SPEAKER =
  /^(?:(?:Dr|Mr|Ms|Mrs|Prof|Herr|Frau|M|Mme)\.? )?\p{Lu}[\p{L}.'’-]*(?: (?:de|von|van|del|la|al))?(?: \p{Lu}[\p{L}.'’-]*){0,3}(?: \([^()]{2,60}\))?\s?[:：](?=\s)/u

/** Whether a paragraph begins with the name of who speaks. */
export function hasSpeaker(paragraph: string): boolean {
  return SPEAKER.test(paragraph)
}

/** Datelines of agencies that are in no list: "PORT ALDER (Coastal Wire) - ". */
const DATELINE = /^\p{Lu}[\p{Lu} .'’-]{2,30}(?:, \p{Lu}[\p{L}. ]{1,24})? \([\p{L}\p{N} .&-]{2,30}\) ?[–—-]+ (?=\S)/u

const PARAGRAPH_MARK =
  /^(?:\s*(?:\d{1,2}(?:\.\d{1,2})+(?=\s\p{Lu})|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]\)?(?=\s)|[•·▪◦‣*–—-](?=\s)|§+ ?\d+[a-z]?(?: Abs\. \d+)?(?: \(\d+\))?|\(\d{1,3}\)|(?:Article|Artikel|Section|Artículo|Статья|अनुच्छेद|المادة) \d+[.:–—-]*(?=\s)|第[\d一二三四五六七八九十]+[条章节][ 　]?|[一二三四五六七八九十]+、|(?:A|Answer|Antwort|Réponse|Respuesta|Ответ|R|О|答|उत्तर|ج)\s?[:：]))\s*/u
/** What may be an ordinal as well as the number of a paragraph. */
const ORDINAL = /^\s*\d{1,3}\.\s*$/u

/**
 * How many leading UTF-16 units of a paragraph are its number, bullet, dateline or the letter of an answer, and no part of what it says. A
 * number with a stop is only where the paragraphs make a list (`findListNumbers`): "1. FC Köln" is a name.
 */
export function paragraphMark(paragraph: string, isListed = false): number {
  const dateline = DATELINE.exec(paragraph)?.[0].length
  if (dateline !== undefined) return dateline
  const mark = PARAGRAPH_MARK.exec(paragraph)?.[0] ?? ''
  return ORDINAL.test(mark) && !isListed ? 0 : mark.length
}

/** Headings of parts that say nothing about the matter. */
const APPARATUS_HEADING =
  /^[\d.\s–—*#-]*(?:about (?!.*\b(?:the|this)\b)\p{Lu}?.{0,50}|contents|table of contents|references|bibliography|acknowledge?ments?|further reading|related|read more|contacts?|(?:press|media) contacts?|notes? (?:to|for) editors|imprint|disclaimer|legal notice|annex(?:es)?\b.*|appendix\b.*|appendices|glossary|list of (?:figures|tables|abbreviations)|footnotes|endnotes|inhalt|inhaltsverzeichnis|literatur|quellen|danksagung|anhang\b.*|impressum|kontakt|pressekontakt|über (?:uns|\p{Lu}.{0,40})|sommaire|table des matières|bibliographie|remerciements|annexes?\b.*|contact presse|à propos.*|índice|bibliografía|agradecimientos|anexos?\b.*|contacto|acerca de.*|sobre nosotros|содержание|литература|приложени[ея]\b.*|контакты|о компании|संदर्भ|संपर्क|विषय सूची|परिशिष्ट|المراجع|المحتويات|ملحق|للتواصل|目录|参考文献|附录.*|致谢|联系方式|关于我们)[\s:.]*$/iu

export function isApparatusHeading(heading: string): boolean {
  return APPARATUS_HEADING.test(heading.trim())
}

/** Marks the end of a press release; what follows is for editors. */
const END_MARK = /^\s*(?:#{3,}|\*{3,}|-?\s*[–—-]*\s*(?:ends?|ENDS|Ends|ENDE|FIN)\s*[–—-]*|-30-)\s*$/u

export function isEndMark(paragraph: string): boolean {
  return END_MARK.test(paragraph)
}

/** Headings of parts that say the whole in short. */
const SUMMARY_HEADING =
  /^[\d.\s–—*#-]*(?:(?:executive )?summary|abstract|key (?:findings|points|messages)|main (?:findings|points)|conclusions?|recommendations|(?:conclusions and recommendations)|in brief|overview|at a glance|zusammenfassung|kurzfassung|ergebnisse|fazit|empfehlungen|das wichtigste.*|résumé|synthèse|conclusions?|recommandations|en bref|resumen(?: ejecutivo)?|conclusiones|recomendaciones|en breve|резюме|краткое содержание|выводы|заключение|рекомендации|सारांश|निष्कर्ष|सिफारिशें|ملخص.*|الخلاصة|التوصيات|الاستنتاجات|摘要|总结|结论|建议|概要)[\s:.]*$/iu

export function isSummaryHeading(heading: string): boolean {
  return SUMMARY_HEADING.test(heading.trim())
}
