import type { Language } from './language.ts'

const will = /\b(?:will|won't|shall)\b/iu
/** "A full barrel will weigh …" is a rule, not a plan. */
const RULE = /^(?:an?|any|every|if|when|whenever|whoever|anyone|each) |, so .*\bwill\b/iu
const en =
  /\b(?:is to|are to|(?:is|are) (?:due|set|expected|scheduled|likely|planned|going|about) to|(?:is|are) (?:due|scheduled|planned|expected) (?:in|on|at|for|by|this|next|from)|plans? to|intends? to|aims? to|hopes? to|wants? to (?:begin|start|open|finish|build)|next (?:week|month|year|spring|summer|autumn|winter|session|meeting|summit|step)|later this (?:week|month|year)|starting next|tomorrow|in the coming)\b/iu
/** "will" that speaks of habit, of a document of that name, or of what somebody once thought. */
const notEn = /\b(?:last will|free will|the will of|at will|goodwill|political will|good will|ill will)\b/iu

/** By language: words and endings that speak of what is to come, and what only looks like them. */
const FUTURE: Readonly<Record<string, readonly RegExp[]>> = {
  en: [en],
  de: [
    /(?<!\p{L})(?:soll|sollen|plant|planen|will|wollen|geplant|vorgesehen|voraussichtlich|künftig|demnächst|bevorsteht|beabsichtigt|nächste[nrsm]? (?:woche|monat|jahr|jahres|sitzung|sommer|winter|frühjahr|herbst|schritt)|kommende[nrsm]? (?:woche|monat|jahr|jahres|sommer|winter|frühjahr|herbst))(?!\p{L})/iu,
    /(?<!\p{L})(?:wird|werden) (?!(?:[^.;]* )?(?:ge\p{Ll}+t|ge\p{Ll}+en|\p{Ll}+iert)[.,;!]?(?: |$))[^.;]*\p{Ll}en(?=[.,;!])/u,
  ],
  fr: [
    /(?<!\p{L})(?!(?:opéra|caméra|sera-t)(?!\p{L}))\p{Ll}{2,}(?:era|ira|dra|vra|tra|rra|ront|aura|sera)(?!\p{L})/u,
    /(?<!\p{L})(?:sera|seront|aura|auront|fera|feront|ira|iront|pourra|pourront|devrait|devraient|prévoit|prévoient|prévue?s?|compte|comptent|va|vont|prochaine?s?|l'an prochain|demain)(?!\p{L})(?= (?:\p{Ll}+(?:er|ir|re)|pour|le|la|en|de|dans|au|à|mois|semaine|étape|$)|[.,])/iu,
  ],
  es: [
    /(?<!\p{L})(?!(?:está|estará?n?á|acá|allá|quizá|papá|mamá|además)(?!\p{L}))\p{Ll}{2,}r(?:á|án|emos)(?!\p{L})/u,
    /(?<!\p{L})(?:va a|van a|prevén?|prevista?s?|previstos?|planean?|está previsto|próxim[oa]s? (?:semana|mes|año|paso|verano|invierno|sesión)|mañana)(?!\p{L})/iu,
  ],
  ru: [
    /(?<!\p{L})(?:будет|будут|планиру[а-яё]+|ожидается|ожидаются|намерен[аы]?|намерены|предстоит|собира[а-яё]+ся|состоится|состоятся|пройд[её]т|пройдут|начн[её]тся|начнутся|откроется|откроются|завершится|завершатся|появится|появятся|заработает|получит|получат|станет|станут|завтра|в будущем году|в ближайш[а-яё]+)(?!\p{L})/iu,
    /(?<!\p{L})(?:следующе[йм]|следующего|следующую) (?:неделе|неделю|месяце|месяца|году|года|заседании|заседание)(?!\p{L})/iu,
  ],
  hi: [
    /(?:ूंगा|ूँगा|ेगा|ेगी|ेंगे|ेंगी|होगा|होगी|होंगे|होंगी|एगा|एगी|एंगे|एंगी|ाएगा|ाएगी|ाएंगे)(?![\p{L}\p{M}])/u,
    /(?:योजना है|उम्मीद है|संभावना है|अगले (?:साल|वर्ष|महीने|सप्ताह|हफ्ते)|आगामी)/u,
  ],
  ar: [
    /(?<!\p{L})(?:سوف|من المقرر|من المتوقع|من المنتظر|يعتزم|تعتزم|تخطط|يخطط|المقبل|المقبلة|القادم|القادمة|غدا)(?!\p{L})/u,
    /(?<!\p{L})و?س(?:ي|ت|ن)(?!ارة|ارات|ة(?!\p{L})|ين(?!\p{L})|ون(?!\p{L})|د|اس|ناريو|طر|ما|رة|خدم|ثمر|قل|قر|مر|هلك|فاد|عم|ضاف|نتاج|لم|مع|جابة|كش|را|و|ور|ول|ل(?!\p{L}))\p{L}{2,}/u,
  ],
  zh: [/将(?!军|领|士|来临|信将疑|近)|计划(?:于|在|明年|下)|预计|拟于|拟在|拟|即将|明年|下周|下个?月|下一步|今后/u],
}

/**
 * Whether a sentence speaks of what is to come, by the words of its language; false for languages without a list. A wish or a command
 * does not count, a promise or a plan does.
 */
export function speaksOfFuture(sentence: string, language: Language): boolean {
  if (language === 'en' && notEn.test(sentence)) return false
  const told = sentence.replace(/["“„«「][^"”“»」]*["”“»」]/gu, ' ')
  if (language === 'en' && will.test(told) && !RULE.test(told)) return true
  return FUTURE[language]?.some((pattern) => pattern.test(told)) ?? false
}
