import type { Language } from '../language/language.ts'
import { monthNumber } from '../language/months.ts'
import { CALENDAR, CONNECTORS, TITLES } from '../language/name-words.ts'
import { findNames } from '../language/names.ts'
import { countryKey, countryNames } from '../language/place-names.ts'
import { stem } from '../language/stems.ts'
import { isStopword } from '../language/stopwords.ts'
import { baseOfAdjective } from '../story/adjectives.ts'
import type { Case } from './grounds.ts'
import { numberWord } from './number-words.ts'
import { SAYING } from './saying.ts'
import { unitAt } from './units.ts'
import { NEARLY_VERBATIM, type Token, tokensOf } from './wording.ts'

const WITHOUT_CASE: ReadonlySet<Language> = new Set('ar bn fa he hi ja ka ko mr ne ta te th ur zh'.split(' '))
/** In scripts without capitals a name cannot be told from other words: so many of a claim's words must be the evidence's. */
const LEAST_SHARED = 0.55
const CAPITAL = /^\p{Lu}/u
/** Languages that give endings to names. */
const INFLECTED: ReadonlySet<Language> = new Set('be bg cs de el et fi hr hu lt lv pl ro ru sk sl sr tr uk'.split(' '))
const ACRONYM = /^(?:\p{Lu}\.?){2,7}$/u

/** The names of the claim that its evidence does not name, as they stand in it. */
export function unsupportedNames(examined: Case): string[] {
  const { claim } = examined
  if (WITHOUT_CASE.has(claim.language)) return hasForeignWords(examined) ? [claim.text] : []
  const known = knownNames(examined)
  const inNames = findNames(claim.text, claim.language)
  const found: string[] = []
  for (const name of inNames) {
    const tokens = nameTokens(claim.tokens, name, claim.language)
    const [first] = tokens
    if (first === undefined) continue
    const opens = isOpening(claim.text, first.start)
    // MW and Mds behind a number are units and scales.
    if (isMeasure(first, claim.text)) continue
    if (tokens.length === 1 && opens && !isSurelyName(first, examined, known)) continue
    if (isKnown(tokens, known)) continue
    // Where a name begins a sentence behind an office: Главврач Вера Ладынина.
    const [, ...others] = tokens
    if (opens && others.length >= 2 && claim.language !== 'en' && isKnown(others, known)) continue
    found.push(name.text)
  }
  for (const token of claim.tokens) {
    if (inNames.some(({ start, end }) => token.start >= start && token.end <= end)) continue
    if (isLooseName(token, examined, known) && !isKnownToken(token, known)) found.push(token.text)
  }
  return found
}

interface KnownNames {
  readonly language: Language
  readonly norms: ReadonlySet<string>
  readonly stems: ReadonlySet<string>
  readonly initials: ReadonlySet<string>
  readonly evidence: string
  /** The stems of the evidence and of its documents, in a row. */
  readonly roots: string
  readonly around: string
}

function knownNames({ evidence, around, claim }: Case): KnownNames {
  const tokens = evidence.flatMap((reading) => reading.tokens)
  let read: string | undefined
  return {
    language: claim.language,
    norms: new Set(tokens.map(({ norm }) => norm)),
    stems: new Set(tokens.map((token) => token.stem)),
    initials: new Set(evidence.flatMap((reading) => initialsOf(reading.tokens))),
    evidence: ` ${tokens.map(({ norm }) => norm).join(' ')} `,
    roots: ` ${tokens.map((token) => token.stem).join(' ')} `,
    // Read only where a name has to be looked up: a document is much longer than its evidence.
    get around() {
      read ??= ` ${tokensOfAll(around, claim.language).join(' ')} `
      return read
    },
  }
}

function tokensOfAll(text: string, language: Language): string[] {
  return text.split('\n').flatMap((line) => tokensOf(line, language).map(({ norm }) => norm))
}

/** The words of a name that name: without connectors, titles and days. */
function nameTokens(tokens: readonly Token[], name: { start: number; end: number }, language: Language): Token[] {
  const connectors = CONNECTORS.get(language) ?? CONNECTORS.get('en')
  return tokens.filter(({ start, end, norm, text }) => {
    if (start < name.start || end > name.end || connectors?.has(norm) === true) return false
    const isNumber = numberWord(norm, language) !== undefined
    return CAPITAL.test(text) && !isCalendar(norm) && !isTitle(norm, language) && !isNumber
  })
}

function isKnown(tokens: readonly Token[], known: KnownNames): boolean {
  const missing = tokens.filter((token) => !isKnownToken(token, known))
  const phrase = tokens.map(({ norm }) => norm).join(' ')
  if (missing.length === 0) {
    // Two words of the evidence, but of two people there.
    return tokens.length < 2 || isPhrase(tokens, known) || !isPersonal(tokens)
  }
  // Shanghai Cooperation Organisation, where the evidence says SCO.
  const letters = tokens.map(({ norm }) => norm.charAt(0)).join('')
  if (tokens.length >= 2 && known.norms.has(letters)) return true
  // Tilda Brask, where the evidence says Brask and the document says Tilda Brask.
  return missing.length < tokens.length && known.around.includes(` ${phrase} `)
}

function isPhrase(tokens: readonly Token[], known: KnownNames): boolean {
  return tokens.slice(1).every((token, index) => {
    const before = tokens[index]
    if (before === undefined) return true
    if (token.start - before.end > 1) return true
    // A first name may stand between a title and a surname, and a stem for an ending.
    const pair = new RegExp(` ${escaped(before.norm)} (?:\\S+ )?${escaped(token.norm)} `, 'u')
    return (
      pair.test(known.evidence) || known.roots.includes(` ${before.stem} ${token.stem} `) || pair.test(known.around)
    )
  })
}

/** Neither word is an adjective or an acronym: Brad Ebanks, not Indian Ocean. */
function isPersonal(tokens: readonly Token[]): boolean {
  return (
    tokens.length === 2 &&
    tokens.every(({ text }) => /^\p{Lu}\p{Ll}+$/u.test(text)) &&
    !/(?:an|ish|ese)$/u.test(tokens[0]?.text ?? '')
  )
}

function isKnownToken(token: Token, known: KnownNames): boolean {
  const { norm, text, stem: root } = token
  if (known.norms.has(norm) || known.stems.has(root)) return true
  if (ACRONYM.test(text) && (known.initials.has(norm) || isExplained(norm, known))) return true
  if (INFLECTED.has(known.language) && isInflected(norm, known.norms)) return true
  const base = baseOfAdjective(norm, known.norms).toLowerCase()
  if (base !== norm && (known.norms.has(base) || base.split(' ').every((word) => known.norms.has(word)))) return true
  for (const other of known.norms) {
    if (other.length > 3 && baseOfAdjective(other, new Set([norm])).toLowerCase() === norm && other !== norm)
      return true
  }
  if (norm.endsWith('s') && known.norms.has(norm.slice(0, -1))) return true
  // "Sonn- und Feiertage".
  return known.language === 'de' && norm.length > 3 && [...known.norms].some((other) => other.startsWith(norm))
}

/** "the Shanghai Cooperation Organisation (SCO)" stands in the document, and its words in the evidence. */
function isExplained(norm: string, known: KnownNames): boolean {
  const words = known.around.split(' ')
  for (let at = words.indexOf(norm); at >= 0; at = words.indexOf(norm, at + 1)) {
    const full = words.slice(Math.max(0, at - norm.length - 2), at)
    const letters = full.filter((word) => !/^(?:of|the|and|for|de|la|des|du|für|und|der)$/u.test(word))
    const named = letters.slice(-norm.length)
    if (named.map((word) => word.charAt(0)).join('') === norm && named.every((word) => known.norms.has(word)))
      return true
  }
  return (norm === 'us' || norm === 'usa') && known.evidence.includes(' united states ')
}

/** Endings of cases and genitives: Луги and Лугой, Grauhorn and Grauhorns. */
function isInflected(norm: string, norms: ReadonlySet<string>): boolean {
  if (norm.length < 4) return false
  const longest = 3
  for (const other of norms) {
    let shared = 0
    while (shared < norm.length && norm[shared] === other[shared]) shared += 1
    if (
      shared >= 3 &&
      norm.length - shared <= longest &&
      other.length - shared <= longest &&
      shared >= 0.55 * norm.length
    )
      return true
  }
  return false
}

/** First letters of every row of capitalised words: UN of United Nations. */
function initialsOf(tokens: readonly Token[]): string[] {
  const rows: string[] = []
  for (let from = 0; from < tokens.length; from += 1) {
    let letters = ''
    for (let at = from; at < tokens.length && letters.length < 7; at += 1) {
      const token = tokens[at]
      if (token === undefined) break
      if (CAPITAL.test(token.text)) letters += token.norm.charAt(0)
      else if (!/^(?:of|the|and|for|de|la|des|du)$/u.test(token.norm)) break
      if (letters.length >= 2) rows.push(letters)
    }
  }
  return rows
}

/** A capital at the beginning of a claim proves little: what makes it a name all the same. */
function isSurelyName(token: Token, examined: Case, known: KnownNames): boolean {
  const { claim, around } = examined
  if (ACRONYM.test(token.text)) return true
  if (countryNames(claim.language).has(countryKey(token.text, claim.language))) return true
  const behind = claim.text.slice(token.end)
  if (new RegExp(`^,? (?:${SAYING})(?!\\p{L})`, 'iu').test(behind))
    return !known.norms.has(token.norm) && !isStopword(token.norm, claim.language)
  if (/^['’]s /u.test(behind) && !new RegExp(`[^.!?\\n] ${lower(token.text)}`, 'u').test(around)) return true
  if (new RegExp(`[\\p{L}\\p{N},;(] ${escaped(token.text)}(?!\\p{L})`, 'u').test(around)) return true
  return isSubstituted(token, examined)
}

/** The claim is its evidence, but for this word in the place of a name. */
function isSubstituted(token: Token, { alignment }: Case): boolean {
  if (alignment.kept < NEARLY_VERBATIM) return false
  return alignment.differences.some(
    ({ claim, evidence }) =>
      claim.includes(token) && evidence.some(({ text }) => CAPITAL.test(text)) && evidence.length <= 4,
  )
}

/** A capitalised word inside the claim that `findNames` passed over. German capitalises every noun. */
function isLooseName(token: Token, examined: Case, known: KnownNames): boolean {
  const { claim } = examined
  if (!CAPITAL.test(token.text) || isCalendar(token.norm) || isStopword(token.norm, claim.language)) return false
  if (claim.language === 'de')
    return (
      isSubstituted(token, examined) &&
      token.text.length > 2 &&
      !ACRONYM.test(token.text) &&
      isNameInGerman(token, examined)
    )
  if (isTitle(token.norm, claim.language) || numberWord(token.norm, claim.language) !== undefined) return false
  if (/\d/u.test(token.text) || isMeasure(token, claim.text)) return false
  if (!isOpening(claim.text, token.start)) return token.text.length > 1
  return isSurelyName(token, examined, known)
}

/** In the place of a word that is a name in the evidence. */
function isNameInGerman(token: Token, { alignment, evidence }: Case): boolean {
  const place = alignment.differences.find(({ claim }) => claim.includes(token))
  return evidence.some(({ text, language }) =>
    findNames(text, language).some((name) => place?.evidence.some((word) => word.text === name.text) === true),
  )
}

/** A unit or a scale behind a number. */
function isMeasure({ text, start }: Token, claim: string): boolean {
  return (
    /\p{Nd} ?$/u.test(claim.slice(0, start)) && (unitAt(text) !== undefined || /^(?:Mds?|Mio|Mrd|M|Uhr)$/u.test(text))
  )
}

function isOpening(text: string, start: number): boolean {
  return start === 0 || /^\s*["“”„«‘'(]?$|[.!?:…]["”»’]?\s+["“„«]?$|["“„«(]$/u.test(text.slice(0, start))
}

function isCalendar(norm: string): boolean {
  return CALENDAR.has(norm) || monthNumber(norm) !== undefined
}

function isTitle(norm: string, language: Language): boolean {
  return (TITLES.get(language) ?? TITLES.get('en'))?.has(norm) ?? false
}

function hasForeignWords({ claim, evidence }: Case): boolean {
  const known = new Set(evidence.flatMap(({ tokens }) => tokens.map((token) => token.stem)))
  const letters = evidence.map(({ text }) => text).join('')
  const content = claim.tokens.filter(
    ({ isContent, norm }) => isContent && numberWord(norm, claim.language) === undefined && !/\d/u.test(norm),
  )
  if (content.length === 0) return false
  const shared = content.filter(
    (token) => known.has(token.stem) || known.has(stem(token.norm, claim.language)) || letters.includes(token.text),
  )
  return shared.length / content.length < LEAST_SHARED
}

function lower(text: string): string {
  return escaped(text.charAt(0).toLowerCase() + text.slice(1))
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
}
