import type { Language } from './language.ts'
import { normaliseWord } from './normalise.ts'
import { OPENING_WORDS, type OpeningWords } from './opening-words.ts'
import { splitWords, type Word } from './words.ts'

interface Lexicon {
  readonly first: ReadonlySet<string>
  readonly phrases: readonly string[]
  readonly near: ReadonlySet<string>
  readonly loose: readonly string[]
  readonly articles: ReadonlySet<string>
  readonly nouns: ReadonlySet<string>
  readonly times: ReadonlySet<string>
}

/** What a sentence leans on. */
export type Leaning =
  /** Nothing: it can be read alone. */
  | { readonly kind: 'none' }
  /** The sentence right before it. */
  | { readonly kind: 'before' }
  /** A thing that was called by this noun: "The group wants …". Readable where the noun was shown before. */
  | { readonly kind: 'noun'; readonly noun: string }

const NEAR_WORDS = 3
/** Beyond this no pronoun of a sentence is looked at. */
const FAR_WORDS = 12

/** Sentences whose "it" or "es" stands for what follows. */
const FORWARD: Readonly<Record<string, RegExp>> = {
  en: /^(?:It (?:is|was|remains|remained|became|seems) (?:not |still |also )?(?:clear|unclear|likely|unlikely|possible|impossible|expected|hoped|estimated|(?:un)?known|uncertain|open|illegal|forbidden|allowed|important|necessary|essential)\b|It takes \p{L}|There (?:is|are|was|were|will|has|have|can|may|must)\b|That (?:\p{L}+ ){1,6}(?:is|was) (?:clear|unclear)|No (?!,)\p{L}|Such (?:as)\b|Both (?:\p{Lu}|the \p{Lu})[^,]* and \p{Lu}|Either \p{L}+ or |Neither \p{Lu}[^,]* nor |Second(?:ary|-)|Well(?:s|-)|Because (?:of )?(?:the|a|an|\p{Lu})|Next (?:week|month|year|spring|summer|autumn|winter|\p{Lu})|Later this |Still(?:s|-)|Later (?:on )?(?:this|in the)|Here(?:ford)|Overall (?!,)\p{L}|The other \p{L}+ (?:of|in) \p{Lu}|The (?:second|third|next) (?:largest|biggest|half|quarter)|The following (?:day|year)|The same \p{L}+ (?:that|who|which|as)|Which \p{L}+|Who \p{L}+)/u,
  de: /^(?:Es (?:gibt|gab|ist|war|bleibt|wird|werden|geht|gilt|fehlt|fehlen|dauert)\b(?!.{0,20}\b(?:er|sie|ihm)\b)|Sie (?:können|müssen|sollten|dürfen|haben|erhalten|finden)\b.{0,60}\b(?:Sie|Ihre[nmrs]?)\b|So (?:viel|viele|wenig)|Dies(?:es|em|en) (?:Jahr|Monat|Sommer|Winter)|Diese Woche|Auch (?:in|im|die|der|das|\p{Lu})|Das (?:\p{Lu}|[a-zäöüß]+ \p{Lu})|Seit(?!her|dem)|Insgesamt (?!,))/u,
  fr: /^(?:Il (?:y a|y avait|est (?:prévu|possible|probable|clair|interdit|nécessaire|important|encore)|faut|reste|s'agit pas)|Cette (?:année|semaine)|Ce (?:matin|soir|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|mois)|Dès (?:le|la|lundi|\p{Lu}|\d)|Non loin|Finalement (?!,))/u,
  es: /^(?:Est[ea] (?:año|semana|mes|verano|invierno|lunes|martes|miércoles|jueves|viernes|sábado|domingo|mañana|tarde|noche)|No (?!,)\p{L}|Segundo (?!,)|Después de (?:\p{Lu}|l|\p{L}+ \p{L})|Mientras (?:que )?(?:el|la|los|las|\p{Lu}))/u,
  ru: /^(?:Да[,-]|Нет \p{L}|И (?:\p{L}+), и |Ранее (?:в|на|этот)|Позже (?:в|на)|Втор(?:ой|ая|ое) (?:год|квартал|половин))/u,
  ar: /^(?:هناك|لا (?!،)|(?:و?قال|و?قالت|و?أكد|و?أكدت|و?أوضح|و?أوضحت|و?أضاف|و?أضافت|و?أشار|و?أشارت|وكان|وكانت) (?:ال|\p{L}+ ال))/u,
  hi: /^(?:इस (?:साल|वर्ष|सप्ताह|हफ्ते|महीने)|पर (?!यह)|बाद में|नहीं)/u,
  zh: /^(?:其(?:实|乐)|还(?:款|是)|该市|并购|同时间|此(?:次|前)|最后(?:一|期)|首先(?:由)|也(?:门|许)|又(?:名)|或(?:许)|这[一]?年)/u,
}

/** First words that lean if a verb follows (`Some say`), and do not if a noun does (`Some residents say`). */
const QUANTITIES =
  /^(?:Some|Many|Most|Few|Several|All|None|Any|Each|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|\d{1,3}) (?:see|say|says|said|fear|fears|want|wants|believe|argue|think|hope|hoped|worry|were|are|was|is|have|has|had|also|even|will|may|might|would|could|can|did|do|does|still|never|of (?:them|these|those|the (?:two|three|four|other)))\b/u

const SPEECH_WITHOUT_SPEAKER =
  /[,”"'’»] ?(?:he|she|they|it) (?:said|says|added|adds|told|explained|noted|stressed|argued|warned|wrote|continued|concluded)\b|[,“”"'’»] ?(?:sagte|sagt|erklärte|so|betonte|fügte) (?:er|sie)\b|[,”"'’»] ?(?:a|ont)[ -](?:t-)?(?:il|elle|ils|elles) |[,”"'’»] ?(?:a-t-(?:il|elle)|ajoute-t-(?:il|elle)|dit-(?:il|elle)|explique-t-(?:il|elle))|[,»”"] ?[—–-] ?(?:сказал|сказала|отметил|отметила|добавил|добавила|заявил|заявила|пояснил|пояснила)(?: он| она)?\s*[.]?$/u

/** Names of some language after the first word: a capital letter, or anything where there are none. */
const NAME = /^\p{Lu}/u

/**
 * What the beginning of a sentence leans on, by the words of its language. Errs on the side of leaning: a sentence that could have been
 * shown costs little, one that opens with "They" costs the reader. Languages without a list lean on nothing.
 */
export function leaningOf(sentence: string, language: Language): Leaning {
  const lexicon = lexiconOf(language)
  const text = sentence.replace(/^[\s"“„«»'‘’([{「『《*_–—-]+/u, '').slice(0, 200)
  if (lexicon === undefined) return { kind: 'none' }
  if (SPEECH_WITHOUT_SPEAKER.test(sentence) && !/ \p{Lu}\p{Ll}/u.test(sentence.replace(/["“„«][^"”“»]*["”“»]/gu, ''))) {
    return { kind: 'before' }
  }
  if (FORWARD[language]?.test(text) === true) return { kind: 'none' }
  if (language === 'zh') return { kind: [...lexicon.first].some((word) => text.startsWith(word)) ? 'before' : 'none' }
  if (language === 'en' && QUANTITIES.test(text)) return { kind: 'before' }
  const words = splitWords(text, language).slice(0, FAR_WORDS)
  const first = words[0]
  if (first === undefined) return { kind: 'none' }
  const beginning = ` ${words.map(({ norm }) => norm).join(' ')} `
  if (lexicon.phrases.some((phrase) => beginning.startsWith(` ${phrase} `))) return { kind: 'before' }
  if (lexicon.first.has(first.norm) && !isTime(words[1], lexicon)) return { kind: 'before' }
  if (leansNear(words, lexicon)) return { kind: 'before' }
  if (language === 'en' && leansFar(words)) return { kind: 'before' }
  return nounNamedBefore(words, lexicon)
}

/**
 * How many leading UTF-16 units of a sentence are a connective that may be left out ("However, "): only where what follows can open a
 * sentence as it stands, by a capital letter or in a script without them. 0 if there is none.
 */
export function looseConnective(sentence: string, language: Language): number {
  const lexicon = lexiconOf(language)
  for (const phrase of lexicon?.loose ?? []) {
    const beginning = sentence.slice(0, phrase.length + 12)
    const comma = /[,،，]\s*/u.exec(beginning)
    if (comma === null) continue
    if (normaliseWord(beginning.slice(0, comma.index)) !== phrase) continue
    const length = comma.index + comma[0].length
    if (/^[\p{Lu}\p{Lo}]/u.test(sentence.slice(length))) return length
  }
  return 0
}

function isTime(word: Word | undefined, { times }: Lexicon): boolean {
  return word !== undefined && times.has(word.norm)
}

function leansNear(words: readonly Word[], lexicon: Lexicon): boolean {
  return words.slice(1, NEAR_WORDS).some((word, index) => {
    const named = words.slice(0, index + 1).some(({ text }, at) => at > 0 && NAME.test(text))
    return !named && lexicon.near.has(word.norm) && !isTime(words[index + 2], lexicon)
  })
}

const PERSONAL = new Set(['he', 'she', 'him', 'his', 'her', 'they', 'them', 'their'])
const NEUTER = new Set(['it', 'its', 'this', 'these', 'those'])
const DETERMINERS = new Set([
  'the',
  'a',
  'an',
  'every',
  'each',
  'all',
  'many',
  'some',
  'several',
  'both',
  'no',
  'any',
  'most',
  'few',
  'two',
  'three',
  'four',
  'five',
])
const FUNCTION_OPENERS = new Set(
  'to in on at by for with from of after before during when while if as since until because although though despite under over between among about against without within once where whereas unless even only just not speaking asked according last early late'.split(
    ' ',
  ),
)

/** Whether a pronoun stands before anything that it could mean: `To make agreement easier they have offered …`. */
function leansFar(words: readonly Word[]): boolean {
  const opener = words[0]?.norm ?? ''
  const opensWithNoun = !FUNCTION_OPENERS.has(opener) && !opener.endsWith('ing')
  let thing = opensWithNoun
  const someone = opensWithNoun
  for (const [index, { text, norm }] of words.entries()) {
    if (index === 0) continue
    if (NAME.test(text) && text !== 'I') return false
    if (PERSONAL.has(norm) && !someone && !(thing && norm.startsWith('the'))) return true
    if (NEUTER.has(norm) && !thing) return true
    if (DETERMINERS.has(norm)) thing = true
    if (/s$/u.test(norm) && norm.length > 4) thing = true
  }
  return false
}

function nounNamedBefore(words: readonly Word[], { articles, nouns }: Lexicon): Leaning {
  const [article, first, second] = words
  if (article === undefined || !articles.has(article.norm)) return { kind: 'none' }
  for (const word of [first, second]) {
    if (word === undefined || !nouns.has(word.norm)) continue
    // "The Group of Four" is a name, "the group" is not; in German every noun has a capital.
    const next = words[words.indexOf(word) + 1]
    if (articles.has('the') && NAME.test(word.text)) return { kind: 'none' }
    // "The report of the committee on water" and "the plan to close the pool" say themselves which one is meant.
    if (next !== undefined && SPECIFIERS.has(next.norm)) return { kind: 'none' }
    if (word === second && first !== undefined && NAME.test(first.text)) return { kind: 'none' }
    if (word === second && !articles.has('der')) return { kind: 'none' }
    return { kind: 'noun', noun: word.norm }
  }
  return { kind: 'none' }
}

/** What makes a definite noun known by what follows. */
const SPECIFIERS = new Set(
  'of between that who which on to for in from behind du de des d entre del sobre entre von zur zum zwischen über gegen für'.split(
    ' ',
  ),
)

const lexicons = new Map<Language, Lexicon | undefined>()

function lexiconOf(language: Language): Lexicon | undefined {
  if (!lexicons.has(language)) {
    const words = OPENING_WORDS[language]
    lexicons.set(language, words === undefined ? undefined : readLexicon(words, language))
  }
  return lexicons.get(language)
}

function readLexicon(words: OpeningWords, language: Language): Lexicon {
  const set = (list: string) =>
    new Set(
      list
        .split(/\s+/u)
        .filter(Boolean)
        .map((word) => (language === 'zh' ? word : normaliseWord(word))),
    )
  return {
    first: set(words.first),
    phrases: words.phrases
      .split('|')
      .map((phrase) =>
        splitWords(phrase, language)
          .map(({ norm }) => norm)
          .join(' '),
      )
      .filter(Boolean),
    near: set(words.near),
    loose: words.loose
      .split(/\s+/u)
      .filter(Boolean)
      .map((phrase) => normaliseWord(phrase.replaceAll('_', ' '))),
    articles: set(words.articles),
    nouns: set(words.nouns),
    times: set(words.times),
  }
}
