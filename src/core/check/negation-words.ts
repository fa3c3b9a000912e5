import type { Language } from '../language/language.ts'
import type { Token } from './wording.ts'

/** Words that turn a statement into its opposite. */
const STRONG: Readonly<Record<Language, RegExp>> = {
  en: /^(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|nowhere|\p{L}+n't)$/u,
  de: /^(?:nicht|kein|keine[nmrs]?|nie|niemals|niemand|nichts|ohne|weder)$/u,
  fr: /^(?:ne|n|pas|jamais|aucune?|rien|sans|personne|ni|nul)$/u,
  es: /^(?:no|nunca|jamas|nadie|nada|ningun[oa]?s?|sin|ni|tampoco)$/u,
  ru: /^(?:не|нет|ни|никогда|никто|ничего|ничто|без|нельзя|никак\p{L}+)$/u,
  hi: /^(?:नहीं|न|मत|बिना|ना)$/u,
  ar: /^(?:لا|لم|لن|ليس|ليست|غير|دون|بدون)$/u,
  zh: /^(?:不|没|没有|未|无|非|別|别|不是|不会|不能)$/u,
}

/** Of several in one clause only the first counts: French "ne … pas", Russian and Spanish double negations. */
const DOUBLED: Readonly<Record<Language, RegExp>> = {
  en: /^nor$/u,
  fr: /^(?:pas|jamais|aucune?|rien|personne|ni)$/u,
  es: /^(?:nunca|nadie|nada|ningun[oa]?s?|ni|tampoco)$/u,
  ru: /^(?:никогда|никто|ничего|ничто|ни|не)$/u,
}
const DOUBLING_REACH = 5

/** Verbs and adjectives that deny what they are said of: whoever is exempt does not have to. */
const LEXICAL: Readonly<Record<Language, RegExp>> = {
  en: /^(?:un(?:able|aware|available|certain|changed|clear|done|finished|harmed|hurt|known|likely|paid|proven|related|used|willing|successful|safe|fair|true|affected)|im(?:possible|probable)|in(?:valid|sufficient|correct|complete|active)|illegal|fail(?:s|ed|ing|ure)?|refus(?:e|es|ed|ing|al)|reject(?:s|ed|ing|ion)?|den(?:y|ies|ied|ying|ial)|exempt\p{L}*|forb[ai]d\p{L}*|prohibit\p{L}*|ban|bans|banned|lack(?:s|ed|ing)?|declin(?:e|es|ed|ing)|oppos(?:e|es|ed|ing)|against|prevent\p{L}*|absent|excluded?|abstain\p{L}*|abstention|dis(?:agree|allow|approv|prov)\p{L}*)$/u,
  de: /^(?:un(?:klar|bekannt|verandert|moglich|sicher|wahr)\p{L}*|ausgenommen|verboten|untersagt|verweiger\p{L}*|ablehn\p{L}*|abgelehnt|lehnt|gegen|fehl(?:t|en|te))$/u,
  fr: /^(?:refus(?:e|er|ent|é|ait|a)|interdi(?:t|te|ts|tes|re)|exempt\p{L}*|contre|manque|impossible|rejet\p{L}+|oppose(?:nt|r)?)$/u,
  es: /^(?:nieg\p{L}*|rechaz\p{L}*|prohib\p{L}*|contra|falta|imposible|opone[nr]?)$/u,
  ru: /^(?:отказ\p{L}*|запре\p{L}*|против|невозможно|неизвестно|нет)$/u,
}

/** Words that may stand for a negation of other words: "stays closed" for "will not reopen". */
const SOFT: Readonly<Record<Language, RegExp>> = {
  en: /^(?:only|just|until|unless|hardly|barely|scarcely|rarely|except|but|too|free|stay(?:s|ed)?|remain(?:s|ed|ing)?|closed|stopped|ended|halted|withdrew|withdrawn|away|differ(?:s|ed)?|leaves?|open|few|little|lost|loses?|instead|first|strongest|separate|question|miss(?:ed|es|ing)|avoid\p{L}*|idle|cleared|acquitted|called|cancell?ed|(?:im|in|ir)\p{L}+[ai]ble|un\p{L}{5,})$/u,
  de: /^(?:nur|erst|bis|kaum|geschlossen|frei|wenig\p{L}*|zu|sondern|ausser|statt)$/u,
  fr: /^(?:que|seulement|peu|trop|sauf|gratuit\p{L}*|ferm\p{L}+)$/u,
  es: /^(?:solo|apenas|salvo|excepto|gratis|cerrad[oa]s?|poco)$/u,
  ru: /^(?:только|лишь|кроме|бесплатн\p{L}*|мало|нельзя)$/u,
  zh: /^(?:仅|只)$/u,
}

/** Negations of a text, each once. */
export function negationsOf(tokens: readonly Token[], language: Language): Token[] {
  const strong = STRONG[language]
  if (strong === undefined) return []
  return tokens.filter(({ norm }, index) => {
    if (!strong.test(norm)) return false
    const next = tokens[index + 1]?.norm ?? ''
    // "not only … but also", "no less than", "No. 5".
    if (norm === 'not' && next === 'only' && tokens.slice(index).some((token) => token.norm === 'but')) return false
    if (norm === 'no' && /^(?:less|fewer|matter|doubt|\d.*)$/u.test(next)) return false
    const before = tokens.slice(Math.max(0, index - DOUBLING_REACH), index)
    return !(DOUBLED[language]?.test(norm) === true && before.some((token) => strong.test(token.norm)))
  })
}

/** Words that deny by what they mean. */
export function denialsOf(tokens: readonly Token[], language: Language): Token[] {
  return tokens.filter(({ norm }) => LEXICAL[language]?.test(norm) === true)
}

export function softWordsOf(tokens: readonly Token[], language: Language): Token[] {
  return tokens.filter(({ norm }, index) => {
    // "has yet to publish", but "has not answered yet".
    if (norm === 'yet') return language === 'en' && tokens[index + 1]?.norm === 'to'
    return SOFT[language]?.test(norm) === true
  })
}
