import type { Language } from './language.ts'
import { normaliseWord } from './normalise.ts'
import { OPENING_WORDS, type OpeningWords } from './opening-words.ts'
import { hasLoosePronoun } from './pronouns.ts'
import { stem } from './stems.ts'
import { isStopword } from './stopwords.ts'
import { splitWords, type Word } from './words.ts'

/** What a sentence leans on. */
export type Leaning =
  /** Nothing: it can be read alone. */
  | { readonly kind: 'none' }
  /** The sentence right before it. */
  | { readonly kind: 'before' }
  /**
   * A thing that was called by one of these nouns (stems), as in "The group wants …": it can be read where one of them was shown before.
   * `isSure` unless the noun may as well be new: "The price is …".
   */
  | { readonly kind: 'noun'; readonly nouns: readonly string[]; readonly isSure: boolean }

interface Lexicon {
  readonly first: ReadonlySet<string>
  /** Each with a space on either side. */
  readonly phrases: readonly string[]
  readonly near: ReadonlySet<string>
  readonly loose: readonly string[]
  readonly articles: ReadonlySet<string>
  readonly nouns: ReadonlySet<string>
  readonly times: ReadonlySet<string>
}

const NEAR_WORDS = 3
/** Beyond this no word of a sentence is looked at. */
const WORDS_READ = 16
/** In these an accent tells words apart: là and la, él and el. */
const BY_ACCENT: ReadonlySet<Language> = new Set(['fr', 'es'])

/** Sentences that begin like one that leans and do not: "It is unclear whether", "Both Spain and Italy", "Dieses Jahr". */
const FREE: Readonly<Record<string, RegExp>> = {
  en: /^(?:It (?:is|was|remains|remained|became|seems) (?:not |still |also )?(?:clear|unclear|likely|unlikely|possible|impossible|expected|hoped|estimated|(?:un)?known|uncertain|open|illegal|forbidden|allowed|important|necessary|essential)\b|It (?:takes|took) \p{L}|There (?:is|are|was|were|will|has|have|can|may|must)\b|That (?:\p{L}+ ){1,6}(?:is|was) (?:clear|unclear)|No (?!,)\p{L}|Such as\b|Both (?:\p{Lu}|the \p{Lu})[^,]* and \p{Lu}|Either \p{L}+ or |Neither \p{Lu}[^,]* nor |Second(?:ary|-)|Because (?:of )?(?:the|a|an|\p{Lu})|Next (?:week|month|year|spring|summer|autumn|winter|\p{Lu})|Later (?:on )?(?:this|in the)|Overall (?!,)\p{L}|The other \p{L}+ (?:of|in) \p{Lu}|The (?:second|third|next) (?:largest|biggest|half|quarter)|The following (?:day|year)|The same \p{L}+ (?:that|who|which|as))/u,
  de: /^(?:Es (?:gibt|gab|ist|war|bleibt|wird|werden|geht|gilt|fehlt|fehlen|dauert)\b|So (?:viel|viele|wenig)|Auch (?:in|im|die|der|das|\p{Lu})|Das (?:\p{Lu}|[a-zäöüß]+ \p{Lu})|Insgesamt (?!,))/u,
  fr: /^(?:Il (?:y a|y avait|est (?:prévu|possible|probable|clair|interdit|nécessaire|important|encore)|faut|reste)|Dès (?:le|la|lundi|\p{Lu}|\d)|Non loin|Finalement (?!,))/u,
  es: /^(?:No (?!,)\p{L}|Segundo (?!,)|Después de (?:\p{Lu}|l|\p{L}+ \p{L})|Mientras (?:que )?(?:el|la|los|las|\p{Lu}))/u,
  ru: /^(?:Да[,-]|Нет \p{L}|И \p{L}+, и |Ранее (?:в|на)|Позже (?:в|на)|Втор(?:ой|ая|ое) (?:год|квартал|половин))/u,
  ar: /^(?:هناك|لا (?!،)|و?(?:قال|قالت|أكد|أكدت|أوضح|أوضحت|أضاف|أضافت|أشار|أشارت|كان|كانت) (?:ال|\p{L}+ ال))/u,
  hi: /^(?:पर (?!यह)|बाद में|नहीं)/u,
  zh: /^(?:其(?:实|乐)|还款|该市|并购|此(?:次|前)|最后(?:一|期)|首先由|也(?:门|许)|又名|或许)/u,
}

/** "Some say" leans, "Some residents say" does not. */
const QUANTITIES =
  /^(?:Some|Many|Most|Few|Several|All|None|Any|Each|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|\d{1,3}) (?:see|say|says|said|fear|fears|want|wants|believe|argue|think|hope|hoped|worry|were|are|was|is|have|has|had|also|even|will|may|might|would|could|can|did|do|does|still|never|of (?:them|these|those|the (?:two|three|four|other)))\b/u

/** A definite number of things: which they are was said before. */
const COUNTED =
  /\b(?:[Tt]he|[Bb]oth|[Tt]hese|[Tt]hose) (?:two|three|four|five|six|seven|eight|nine|ten|other) (\p{Ll}{3,})(?! (?:of|that|which|who|in|on|to|for|between)\b)/u

/** What a text may call itself: "This ordinance applies …". */
const SELF =
  /^(?:This|These|Diese[rs]?|Le présent|La présente|Este|Esta|Estas?|Estos) (rules?|policy|ordinance|regulations?|law|act|guidelines?|reports?|review|study|paper|agreement|charter|statute|code|Ordnung|Satzung|Richtlinie|Gesetz|Verordnung|Bericht|Studie|règlement|rapport|loi|charte|reglamento|informe|ordenanza|ley|estudio)(?!\p{L})/u

const SPEECH_WITHOUT_SPEAKER =
  /[,”"'’»] ?(?:he|she|they|it) (?:said|says|added|adds|told|explained|noted|stressed|argued|warned|wrote|continued|concluded)\b|[,“”"'’»] ?(?:sagte|sagt|erklärte|so|betonte|fügte) (?:er|sie)\b|[,”"'’»] ?(?:a|ont)-(?:t-)?(?:il|elle|ils|elles)(?!\p{L})|[,”"'’»] ?(?:ajoute|dit|explique)-(?:t-)?(?:il|elle)(?!\p{L})|[,»”"] ?[—–-] ?(?:сказал|отметил|добавил|заявил|пояснил)а?(?: он| она)?\s*\.?$/u

/** Replies, objections to what is not named, and "the same status". */
const ANSWERING: Readonly<Record<string, RegExp>> = {
  en: /\bthe same \p{Ll}+(?! (?:as|that|who|which|in|on|for|of|time|day|year))\.?$|["”’'],? (?:\p{L}+ ){1,3}(?:replies|replied|answers|answered|counters|countered|retorted)\b|\b(?:replied|countered) (?:\p{L}+ )?\p{L}+\.$/u,
  de: /[“"],? (?:entgegnet|entgegnete|antwortet|antwortete|erwidert|erwiderte)(?!\p{L})/u,
  fr: /(?<!\p{L})(?:s'y oppos|répond(?:u|it)?(?!\p{L})|répliqu)/u,
  es: /(?<!\p{L})(?:se (?:oponen?|niegan?|opusieron)(?! a)|responde|respondió|replicó)(?!\p{L})/u,
}

/** What makes a definite noun known by what follows: "the plan to close the pool". */
const BINDING = new Set('of between that who which whose de des du del von zwischen'.split(' '))
/** These do so only right behind the noun; behind a verb they say where and when: "the group began in 2009". */
const SPECIFIERS = new Set('to at for in on from behind about d entre sobre zur zum uber gegen fur'.split(' '))

/**
 * What the beginning of a sentence leans on, by the words of its language. Errs on the side of leaning: a sentence that could have been
 * shown costs little, one that opens with "They" costs the reader. Languages without a list lean on nothing.
 */
export function leaningOf(sentence: string, language: Language): Leaning {
  const lexicon = lexiconOf(language)
  const text = sentence.replace(/^[\s"“„«»'‘’([{「『《*_–—-]+/u, '').slice(0, 240)
  if (lexicon === undefined) return { kind: 'none' }
  const isUnattributed = SPEECH_WITHOUT_SPEAKER.test(sentence)
  if (isUnattributed && !/ \p{Lu}\p{Ll}/u.test(sentence.replace(/["“„«][^"”“»]*["”“»]/gu, '')))
    return { kind: 'before' }
  if (ANSWERING[language]?.test(sentence) === true) return { kind: 'before' }
  const self = SELF.exec(text)?.[1]
  if (self !== undefined) return { kind: 'noun', nouns: [stem(normaliseWord(self), language)], isSure: true }
  if (language === 'zh') {
    const leans = FREE.zh?.test(text) !== true && [...lexicon.first].some((word) => text.startsWith(word))
    return { kind: leans ? 'before' : 'none' }
  }
  const words = splitWords(text, language).slice(0, WORDS_READ)
  if (FREE[language]?.test(text) !== true && opensLeaning(text, words, lexicon, language)) return { kind: 'before' }
  if (language === 'en') {
    if (hasLoosePronoun(words, text)) return { kind: 'before' }
    const counted = COUNTED.exec(text.slice(0, 90))?.[1]
    if (counted !== undefined) return { kind: 'noun', nouns: [stem(normaliseWord(counted), language)], isSure: true }
  }
  return definiteNouns(words, lexicon, language)
}

function opensLeaning(text: string, words: readonly Word[], lexicon: Lexicon, language: Language): boolean {
  if (language === 'en' && QUANTITIES.test(text)) return true
  const [first, second] = words
  if (first === undefined) return false
  const beginning = ` ${words.map(({ norm }) => norm).join(' ')} `
  if (lexicon.phrases.some((phrase) => beginning.startsWith(phrase))) return true
  if (lexicon.first.has(formOf(first, language)) && !isTime(second, lexicon)) return true
  return leansNear(words, lexicon, language)
}

function leansNear(words: readonly Word[], lexicon: Lexicon, language: Language): boolean {
  return words.slice(1, NEAR_WORDS).some((word, index) => {
    if (!lexicon.near.has(formOf(word, language)) || isTime(words[index + 2], lexicon)) return false
    const isNamed = words.slice(1, index + 1).some(({ text }) => /^\p{Lu}/u.test(text))
    return !isNamed
  })
}

/** "The group wants …" means a group named before; "The Group of Four" and "The plan to close the pool" say which one is meant. */
function definiteNouns(words: readonly Word[], { articles, nouns }: Lexicon, language: Language): Leaning {
  const [article, ...behind] = words
  if (article === undefined || !articles.has(formOf(article, language))) return { kind: 'none' }
  const isGerman = language === 'de'
  const phrase: Word[] = []
  for (const word of behind.slice(0, 3)) {
    if (isStopword(word.norm, language) || SPECIFIERS.has(word.norm)) break
    if (!isGerman && /^\p{Lu}/u.test(word.text)) return { kind: 'none' }
    phrase.push(word)
    if (isGerman && /^\p{Lu}/u.test(word.text)) break
  }
  if (phrase.length === 0) return { kind: 'none' }
  const candidates = phrase.slice(0, 2)
  const isSure = candidates.some(({ norm }) => nouns.has(norm))
  const isSpecified = phrase.some((_, index) => {
    const next = behind[index + 1]?.norm ?? ''
    return BINDING.has(next) || ((index === 0 || !isSure) && SPECIFIERS.has(next))
  })
  if (isSpecified) return { kind: 'none' }
  return { kind: 'noun', nouns: candidates.map(({ norm }) => stem(norm, language)), isSure }
}

/**
 * How many leading UTF-16 units of a sentence are a connective that may be left out ("However, "): only where what follows can open a
 * sentence as it stands, by a capital letter or in a script without them. 0 if there is none.
 */
export function looseConnective(sentence: string, language: Language): number {
  const comma = /[,،，]\s*/u.exec(sentence.slice(0, 40))
  if (comma === null) return 0
  const length = comma.index + comma[0].length
  if (!/^[\p{Lu}\p{Lo}]/u.test(sentence.slice(length))) return 0
  const connective = normaliseWord(sentence.slice(0, comma.index))
  return lexiconOf(language)?.loose.includes(connective) === true ? length : 0
}

function isTime(word: Word | undefined, { times }: Lexicon): boolean {
  return word !== undefined && times.has(word.norm)
}

function formOf({ text, norm }: Word, language: Language): string {
  return BY_ACCENT.has(language) ? text.toLowerCase().replace('’', "'") : norm
}

const lexicons = new Map<Language, Lexicon | undefined>()

function lexiconOf(language: Language): Lexicon | undefined {
  if (!lexicons.has(language)) {
    const words = OPENING_WORDS[language]
    lexicons.set(language, words === undefined ? undefined : readLexicon(words, language))
  }
  return lexicons.get(language)
}

function readLexicon(words: OpeningWords, language: Language): Lexicon {
  const split = (list: string) => list.split(/\s+/u).filter(Boolean)
  const normalised = (list: string) => new Set(split(list).map(normaliseWord))
  const asWritten = language === 'zh' || BY_ACCENT.has(language)
  const formed = (list: string) => (asWritten ? new Set(split(list)) : normalised(list))
  return {
    first: formed(words.first),
    phrases: words.phrases
      .split('|')
      .map((phrase) => splitWords(phrase, language).map(({ norm }) => norm))
      .filter((norms) => norms.length > 0)
      .map((norms) => ` ${norms.join(' ')} `),
    near: formed(words.near),
    loose: split(words.loose).map((phrase) => normaliseWord(phrase.replaceAll('_', ' '))),
    articles: formed(words.articles),
    nouns: normalised(words.nouns),
    times: normalised(words.times),
  }
}
