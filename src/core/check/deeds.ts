import type { Language } from '../language/language.ts'
import { monthNumber } from '../language/months.ts'
import { CALENDAR } from '../language/name-words.ts'
import { baseOf, conversesOf, type Sides } from './converses.ts'
import type { Reading } from './grounds.ts'
import { SAYING } from './saying.ts'
import type { Token } from './wording.ts'

/** Who does something to whom, as far as the order of words, voice and small words show it. */
export interface Deed {
  readonly verb: Token
  /** The same for verbs that tell it from its two sides. */
  readonly act: string
  /** Stems of the names of who does it, else of one word for it behind `COMMON`; empty where it is not said. */
  readonly doer: ReadonlySet<string>
  readonly other: ReadonlySet<string>
}

/** How far from a verb its parties are looked for, and how long its auxiliaries with adverbs may be. */
const REACH = 14
const CHAIN = 4

/** Before the stem of a word that stands for a party which has no name. */
export const COMMON = '~'

const CAPITAL = /^\p{Lu}/u
/** English words that are verbs as a rule by their endings; the rest irregular ones. Elsewhere word order says less. */
export const EN_VERB =
  /^(?:\p{L}{2,}(?:ed|ied)|\p{L}{3,}[^su]s|told|met|won|beat|took|gave|sent|paid|left|lost|sold|bought|sued|hit|shot|led|saw|seen|held|built|joins?|drew|struck|fought|threw|caught|taught|brought|lent)$/u
const AUXILIARY =
  /^(?:is|are|was|were|be|been|being|has|have|had|will|would|can|could|may|might|did|does|also|then|later|once|never|not|already|now|gets?|got|wird|werden|wurden?|worden|hat|haben|est|sont|fut|ete|a|ont|fue|fueron|es|son|sido|ha|han)$/u
const BE =
  /^(?:is|are|was|were|be|been|being|gets?|got|wird|werden|wurden?|worden|est|sont|fut|ete|fue|fueron|es|son|sido)$/u
const BY: Readonly<Record<Language, RegExp>> = {
  en: /^by$/u,
  de: /^(?:von|vom|durch)$/u,
  fr: /^par$/u,
  es: /^por$/u,
}
/** What begins another clause, in which other parties act. */
const BOUNDARY =
  /^(?:and|but|while|after|before|when|because|that|whether|who|whom|which|whose|although|as|und|aber|wahrend|nachdem|bevor|dass|et|mais|que|qui|y|pero)$/u
/** Whom somebody says something to is seldom said; who says it has a rule of its own. */
const SPEECH = new RegExp(`^(?!told$|tells?$|warn|writes?$|wrote$)(?:${SAYING})$`, 'u')
/** Places and times are no parties. */
const SETTING = /^(?:at|in|on|near|during|since|until|im|am|bei|seit|en|dans|pendant|durante)$/u
const ARTICLE = /^(?:the|an|his|her|its|their|der|die|das|den|dem|le|la|les|el|los|las)$/u

const NOBODY: ReadonlySet<string> = new Set()

type Text = Pick<Reading, 'text' | 'language' | 'tokens'>

/** The deeds of a text, in its order, of those words that may tell one (`isPredicate`). */
export function deedsOf(reading: Text, isPredicate: (token: Token) => boolean): Deed[] {
  const deeds: Deed[] = []
  for (const [at, verb] of reading.tokens.entries()) {
    if (!isPredicate(verb)) continue
    const deed = isVerb(reading, at) ? deedAt(reading, verb, at, deeds.at(-1)) : nominalAt(reading, verb, at)
    if (deed !== undefined && deed.doer.size + deed.other.size > 0) deeds.push(deed)
  }
  return deeds
}

/** In French "a" is a verb. */
function isArticle({ norm }: Token, language: Language): boolean {
  return ARTICLE.test(norm) || (norm === 'a' && language === 'en')
}

/** The deed that a word tells, or its own stem. */
export function actOf({ norm, stem }: Token): string {
  return conversesOf(norm)[0]?.act ?? baseOf(norm) ?? stem
}

function isVerb({ tokens, language }: Text, at: number): boolean {
  const token = tokens[at]
  if (token === undefined || CAPITAL.test(token.text)) return false
  const previous = tokens[at - 1]
  if (SPEECH.test(token.norm) || (previous !== undefined && isArticle(previous, language))) return false
  if (conversesOf(token.norm).length > 0 || baseOf(token.norm) !== undefined) return true
  if (language !== 'en') return token.isContent
  if (!EN_VERB.test(token.norm) || AUXILIARY.test(token.norm)) return false
  // Plurals look like verbs: only what follows a name or "which" is taken for one.
  return !/s$/u.test(token.norm) || (previous !== undefined && (isName(previous) || BOUNDARY.test(previous.norm)))
}

function deedAt(reading: Text, verb: Token, at: number, before: Deed | undefined): Deed {
  const { tokens } = reading
  const first = chainStart(reading, at)
  const behind = tokens.slice(at + 1, clauseEnd(reading, at))
  const sides = readingOf(verb, behind)
  const parties = verbFinal(reading, at) ?? partiesOf(reading, { at, first, behind, before })
  const oblique = sides.behind === undefined ? undefined : partyBehind(behind, sides.behind)
  const isObject = sides.behind === undefined || sides.isDirect === true || parties.isPassive
  const object = oblique ?? (isObject ? parties.object : NOBODY)
  const [doer, other] = sides.isReversed === true ? [object, parties.subject] : [parties.subject, object]
  return { verb, act: sides.act, doer, other }
}

/** Of the ways to read a verb the one that the words behind it ask for. */
function readingOf(verb: Token, behind: readonly Token[]): Sides {
  const ways = conversesOf(verb.norm)
  const asked = ways.find(({ behind: words }) => words !== undefined && partyBehind(behind, words) !== undefined)
  const plain = ways.find(({ isOnlyBehind }) => isOnlyBehind !== true)
  return asked ?? plain ?? { act: baseOf(verb.norm) ?? verb.stem }
}

interface Parties {
  /** Whoever is said to do it: in the passive not the grammatical subject. */
  readonly subject: ReadonlySet<string>
  readonly object: ReadonlySet<string>
  readonly isPassive: boolean
}

interface Place {
  readonly at: number
  readonly first: number
  readonly behind: readonly Token[]
  readonly before: Deed | undefined
}

function partiesOf(reading: Text, { at, first, behind, before }: Place): Parties {
  const by = behind.findIndex(({ norm }) => BY[reading.language]?.test(norm) === true)
  // "hired by", "paid for by".
  const isPassive = (by >= 0 && by <= 1) || reading.tokens.slice(first, at).some(({ norm }) => BE.test(norm))
  const subject = subjectOf(reading, first, before)
  if (!isPassive) return { subject, object: objectOf(reading, at, first, behind), isPassive }
  return { subject: by < 0 ? NOBODY : partyIn(behind.slice(by + 1)), object: subject, isPassive }
}

/** German puts the participle last: "wurde der Kassierer von der Kommissarin festgenommen". */
function verbFinal({ tokens, language }: Text, at: number): Parties | undefined {
  if (language !== 'de') return undefined
  const start = tokens.slice(0, at).findLastIndex(({ norm }) => BE.test(norm))
  const by = tokens.slice(0, at).findLastIndex(({ norm }) => BY[language]?.test(norm) === true)
  if (start < 0 || by < start || at - start > REACH) return undefined
  const end = tokens.findIndex(({ norm }, index) => index > by && (SETTING.test(norm) || norm === 'mit'))
  const subject = partyIn(tokens.slice(by + 1, end < 0 ? at : Math.min(end, at)))
  return { subject, object: partyIn(tokens.slice(0, by), true), isPassive: true }
}

/** "The defeat of the one by the other", "the one's defeat by the other", "the one's complaint against the other". */
function nominalAt(reading: Text, noun: Token, at: number): Deed | undefined {
  const { tokens, text, language } = reading
  const previous = tokens[at - 1]?.norm ?? ''
  if (language !== 'en' || CAPITAL.test(noun.text) || !(ARTICLE.test(previous) || /^(?:s|a)$/u.test(previous)))
    return undefined
  const behind = tokens.slice(at + 1, clauseEnd(reading, at))
  const [of, by, against] = [/^of$/u, /^by$/u, /^(?:against|on|over)$/u].map((word) => partAfter(behind, word))
  const owner = previous === 's' ? nearestBefore({ ...reading, tokens: tokens.slice(0, at - 1), text }, at - 1) : NOBODY
  const act = actOf(noun)
  if (by !== undefined) return { verb: noun, act, doer: by, other: of ?? owner }
  const doer = owner.size > 0 ? owner : against === undefined ? ownerOf(reading, at) : (of ?? NOBODY)
  const other = against ?? of ?? NOBODY
  return doer.size > 0 && other.size > 0 ? { verb: noun, act, doer, other } : undefined
}

/** Whose it is where a noun has "its" or "their": whoever the sentence begins with. */
function ownerOf(reading: Text, at: number): ReadonlySet<string> {
  return /^(?:its|their|his|her)$/u.test(reading.tokens[at - 1]?.norm ?? '') ? nearestBefore(reading, at - 1) : NOBODY
}

/** The party behind that word, as far as the next such word. */
function partAfter(tokens: readonly Token[], word: RegExp): ReadonlySet<string> | undefined {
  const start = tokens.findIndex(({ norm }) => word.test(norm))
  if (start < 0) return undefined
  const rest = tokens.slice(start + 1)
  const end = rest.findIndex(({ norm }) => /^(?:of|by|against|on|over|was|were|is|has|had)$/u.test(norm))
  return partyIn(end < 0 ? rest : rest.slice(0, end))
}

/** Where a verb's auxiliaries and adverbs begin. */
function chainStart({ tokens, text }: Text, at: number): number {
  let first = at
  while (first > 0 && at - first < CHAIN && AUXILIARY.test(tokens[first - 1]?.norm ?? '')) {
    if (pauseBefore(tokens, first, text)) break
    first -= 1
  }
  return first
}

function clauseEnd({ tokens, text, language }: Text, at: number): number {
  let end = at + 1
  while (end < tokens.length && end - at <= REACH) {
    const token = tokens[end]
    if (token === undefined || BOUNDARY.test(token.norm) || /[;:.!?]\s/u.test(gap(tokens, end, text))) break
    if (language === 'en' && end > at + 1 && EN_VERB.test(token.norm) && AUXILIARY.test(tokens[end - 1]?.norm ?? ''))
      break
    end += 1
  }
  return end
}

/** Who stands before the verb: behind "who" whoever stands before that; behind an insertion between commas whoever stands before it. */
function subjectOf(reading: Text, first: number, before: Deed | undefined): ReadonlySet<string> {
  const { tokens, text } = reading
  const previous = tokens[first - 1]
  if (previous === undefined) return new Set()
  if (/^(?:who|which|qui|das?)$/u.test(previous.norm)) return nearestBefore(reading, first - 1)
  // "and won": whoever did the last thing.
  if (/^(?:and|und|et|y)$/u.test(previous.norm)) return before?.doer ?? new Set()
  if (pauseBefore(tokens, first, text)) {
    let open = first - 1
    while (open > 0 && !pauseBefore(tokens, open, text)) open -= 1
    const inside = tokens.slice(open, first)
    const isApposition = !inside.some(({ norm }) => BOUNDARY.test(norm) || EN_VERB.test(norm) || norm === 'by')
    const outer = nearestBefore(reading, open)
    return isApposition ? new Set([...outer, ...namesIn(inside)]) : outer
  }
  return nearestBefore(reading, first)
}

/** Names of the clause that ends before that token. */
function nearestBefore({ tokens, text }: Text, end: number): ReadonlySet<string> {
  let start = end
  while (start > 0 && end - start < REACH) {
    const token = tokens[start - 1]
    if (token === undefined || BOUNDARY.test(token.norm) || /[;:.!?]\s/u.test(gap(tokens, start, text))) break
    start -= 1
    if (pauseBefore(tokens, start, text) && namesIn(tokens.slice(start, end)).size > 0) break
  }
  return partyIn(tokens.slice(start, end), true)
}

/** In "whom Nadia saw" the object stands before "whom". */
function objectOf(reading: Text, at: number, first: number, behind: readonly Token[]): ReadonlySet<string> {
  const start = reading.tokens.slice(0, first).findLastIndex(({ norm }) => BOUNDARY.test(norm))
  const pronoun = reading.tokens[start]?.norm
  const isObject = pronoun === 'whom' || (pronoun === 'which' && start < first - 1)
  if (isObject && at - start < REACH) return nearestBefore(reading, start)
  return partyIn(behind)
}

/** The names among the tokens; without any, the content word that is next. What stands behind "at" or "in" is left out. */
function partyIn(tokens: readonly Token[], isBefore = false): ReadonlySet<string> {
  const setting = isBefore ? -1 : tokens.findIndex(({ norm }) => SETTING.test(norm))
  const near = setting < 0 ? tokens : tokens.slice(0, setting)
  const names = namesIn(near)
  if (names.size > 0) return names
  const isWord = ({ isContent, norm }: Token) => isContent && !/\d/u.test(norm)
  const word = isBefore ? near.findLast(isWord) : near.find(isWord)
  return new Set(word === undefined ? [] : [`${COMMON}${word.stem}`])
}

function partyBehind(tokens: readonly Token[], words: RegExp): ReadonlySet<string> | undefined {
  // "to save" is no party: a name or an article comes next, or next but one.
  const isParty = (token: Token | undefined) => token !== undefined && (isName(token) || isArticle(token, 'en'))
  const at = tokens.findIndex(
    ({ norm }, index) => words.test(norm) && (isParty(tokens[index + 1]) || isParty(tokens[index + 2])),
  )
  return at < 0 ? undefined : partyIn(tokens.slice(at + 1))
}

function namesIn(tokens: readonly Token[]): Set<string> {
  return new Set(tokens.filter(isName).map(({ stem }) => stem))
}

/** Days and months go anywhere in a sentence. */
export function isName({ text, norm, isContent }: Token): boolean {
  return isContent && CAPITAL.test(text) && !CALENDAR.has(norm) && monthNumber(norm) === undefined
}

function pauseBefore(tokens: readonly Token[], at: number, text: string): boolean {
  return /[,–—]/u.test(gap(tokens, at, text))
}

function gap(tokens: readonly Token[], at: number, text: string): string {
  return text.slice(tokens[at - 1]?.end ?? 0, tokens[at]?.start ?? text.length)
}
