import type { Language } from './language.ts'
import {
  ARTICLES,
  CALENDAR,
  CONNECTORS,
  GERMAN_DETERMINERS,
  GERMAN_NOUN,
  HEADS,
  OPENERS,
  ORDINARY_ENDINGS,
  TITLES,
} from './name-words.ts'
import { splitSentences } from './sentences.ts'
import { isStopword } from './stopwords.ts'
import { splitWords, type Word } from './words.ts'

/** A proper name in its text: UTF-16 offsets, end exclusive. */
export interface Name {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** A word with what its place says about its capital. */
interface PlacedWord extends Word {
  readonly isCapitalised: boolean
  readonly isAcronym: boolean
  /** Its place among the words of its sentence. */
  readonly index: number
  /** Opens a sentence, quotation or bracket, or stands in a headline: its capital proves nothing. */
  readonly isUnproven: boolean
  readonly isHeadline: boolean
}

const WITHOUT_CASE: ReadonlySet<Language> = new Set([
  'hi',
  'ar',
  'zh',
  'ja',
  'ko',
  'he',
  'th',
  'fa',
  'ur',
  'mr',
  'ne',
  'bn',
  'ta',
  'te',
  'ka',
])
const CAPITAL = /^\p{Lu}/u
const ACRONYM = /^(?:\p{Lu}[\p{Lu}\d]+|(?:\p{Lu}\.){2,})$/u
const ROMAN = /^[IVX]+$/
/** What may part the words of one name: a space, a hyphen, an initial's stop, an apostrophe of elision. */
const INSIDE = /^(?: |\u00a0|-|‑|\. ?|['’]| & )$/
const OPENING = /[“"„«‹([{¡¿:;–—*•|…/]\s*$/u
const QUOTED =
  /“([^“”\n]{2,60})”|"([^"\n]{2,60})"|«([^«»\n]{2,60})»|「([^「」\n]{2,30})」|『([^『』\n]{2,30})』|《([^《》\n]{2,30})》/gu
const LONGEST_QUOTED_NAME = 5

/**
 * The proper names of a text in reading order, without overlaps: people, places, organisations, acronyms, adjectives of
 * nationality where they take a capital. Titles in front of a name are left out ("Foreign Minister Sergei Aleinik" gives "Sergei
 * Aleinik"), as are days and months. A capital that its place explains (start of a sentence, headline) counts only if the word
 * is capitalised elsewhere too, goes with another name, or is no ordinary word.
 *
 * German capitalises every noun: there a lone word counts if it is an acronym, or stands without article and has no ending of
 * common nouns; expect misses and false names. Hindi, Arabic, Chinese and other scripts have no capitals: only short quotations
 * and names in Latin letters are found.
 */
export function findNames(text: string, language: Language): Name[] {
  const sentences = placeWords(text, language)
  const proven = new Set<string>()
  const ordinary = new Set<string>()
  for (const word of sentences.flat()) {
    if (!word.isCapitalised) ordinary.add(word.norm)
    else if (!word.isUnproven) proven.add(word.norm)
  }
  const names: Name[] = []
  for (const words of sentences) {
    for (const run of runsOf(text, words, language, proven)) {
      const trimmed = trimRun(run, language, proven, ordinary)
      const kept = language === 'de' ? dropGermanNoun(trimmed, words) : trimmed
      const first = kept[0]
      const last = kept.at(-1)
      if (!first || !last) continue
      if (language === 'de' && !isGermanName(kept, run, words)) continue
      names.push({ text: text.slice(first.start, last.end), start: first.start, end: last.end })
    }
  }
  return WITHOUT_CASE.has(language) ? addQuoted(text, names, language) : names
}

function placeWords(text: string, language: Language): PlacedWord[][] {
  return splitSentences(text, language).map(({ start, end }) => {
    const words = splitWords(text.slice(start, end), language)
    const isHeadline = looksLikeHeadline(words, text.slice(end - 3, end))
    return words.map((word, index): PlacedWord => {
      const before = text.slice(Math.max(start, start + word.start - 3), start + word.start)
      return {
        ...word,
        index,
        start: start + word.start,
        end: start + word.end,
        isCapitalised: CAPITAL.test(word.text),
        isAcronym: ACRONYM.test(word.text) && !isHeadline && !ROMAN.test(word.text),
        isUnproven: index === 0 || isHeadline || OPENING.test(before),
        isHeadline,
      }
    })
  })
}

/** Most long words of a headline in title case have a capital and no stop follows; a shouted line may have one. */
function looksLikeHeadline(words: readonly Word[], ending: string): boolean {
  const long = words.filter((word) => word.text.length > 3 && /^\p{L}/u.test(word.text))
  if (long.length < 4) return false
  const isShouted = long.filter((word) => !/\p{Ll}/u.test(word.text)).length >= 0.75 * long.length
  const capitalised = long.filter((word) => CAPITAL.test(word.text)).length
  return isShouted || (capitalised >= 0.75 * long.length && !/\p{Sentence_Terminal}/u.test(ending))
}

/** Runs of capitalised words, joined across connectors; a run may begin with titles and end in connectors. */
function* runsOf(
  text: string,
  words: readonly PlacedWord[],
  language: Language,
  proven: ReadonlySet<string>,
): Generator<PlacedWord[]> {
  let run: PlacedWord[] = []
  let before: PlacedWord | undefined
  let outside: PlacedWord | undefined
  for (const word of words) {
    const previous = run.at(-1)
    if (previous && !INSIDE.test(text.slice(previous.end, word.start))) {
      yield run
      run = []
    }
    if (isProper(text, word, language, proven)) {
      if (run.length === 0) outside = before
      run.push(word)
    } else if (run.length > 0 && isConnector(word, run, outside, language)) run.push(word)
    else if (run.length > 0) {
      yield run
      run = []
    }
    before = word
  }
  if (run.length > 0) yield run
}

function isProper(text: string, word: PlacedWord, language: Language, proven: ReadonlySet<string>): boolean {
  if (word.isAcronym) return true
  if (!word.isCapitalised || (word.isHeadline && !proven.has(word.norm))) return false
  const isInitial = word.text.length === 1 && text[word.end] === '.'
  return isInitial || !isStopword(word.norm, language)
}

/** Whether a word in lower case joins what `run` holds with what follows; `outside` is the word in front of the run. */
function isConnector(
  word: PlacedWord,
  run: readonly PlacedWord[],
  outside: PlacedWord | undefined,
  language: Language,
): boolean {
  const connectors = CONNECTORS.get(language) ?? CONNECTORS.get('en')
  const last = run.at(-1)
  if (!last || word.isCapitalised || !connectors) return false
  if (!last.isCapitalised) return ARTICLES.has(word.norm) && connectors.has(last.norm)
  if (!connectors.has(word.norm)) return false
  return word.norm !== 'of' || HEADS.has(last.norm) || outside?.norm === 'the'
}

/** Takes from a run its titles, calendar words, loose connectors, and a first word whose capital proves nothing. */
function trimRun(
  run: readonly PlacedWord[],
  language: Language,
  proven: ReadonlySet<string>,
  ordinary: ReadonlySet<string>,
): readonly PlacedWord[] {
  let end = run.length
  while (end > 0 && isLoose(run[end - 1])) end -= 1
  let start = 0
  while (start < end) {
    const first = run[start]
    const isExplained = explainsCapital(first, end - start === 1, language, proven, ordinary)
    if (!isLoose(first) && !isTitle(run, start, end, language) && !isExplained) break
    start += 1
  }
  return run.slice(start, end)
}

/** Connectors without a neighbour to join, days and months. */
function isLoose(word: PlacedWord | undefined): boolean {
  return word === undefined || !word.isCapitalised || (CALENDAR.has(word.norm) && !word.isAcronym)
}

/** "Foreign Minister" before a name is a title; in "Foreign Ministry" and "State Department" the first word is part of the name. */
function isTitle(run: readonly PlacedWord[], start: number, end: number, language: Language): boolean {
  const titles = TITLES.get(language) ?? TITLES.get('en')
  const first = run[start]
  if (!first || !titles?.has(first.norm)) return false
  const next = start + 1 < end ? run[start + 1] : undefined
  return !(MODIFIERS.has(first.norm) && next && !titles.has(next.norm) && !titles.has(run[start - 1]?.norm ?? ''))
}

/** Words that are a title only together with another: foreign minister, but Foreign Ministry and State Department. */
const MODIFIERS = new Set([
  'foreign',
  'defense',
  'defence',
  'finance',
  'interior',
  'external',
  'home',
  'health',
  'trade',
  'economy',
  'state',
  'general',
  'first',
  'crown',
  'vice',
  'head',
  'affairs',
  'opposition',
  'justice',
  'us',
])

/** Whether the place of a run's first word, rather than its being a name, accounts for its capital. */
function explainsCapital(
  first: PlacedWord | undefined,
  isAlone: boolean,
  language: Language,
  proven: ReadonlySet<string>,
  ordinary: ReadonlySet<string>,
): boolean {
  if (!first?.isUnproven || first.isAcronym) return false
  if (OPENERS.get(language)?.has(first.norm)) return !proven.has(first.norm) || ordinary.has(first.norm)
  if (proven.has(first.norm)) return false
  if (ordinary.has(first.norm)) return true
  return language !== 'de' && isAlone && (ORDINARY_ENDINGS.get(language)?.test(first.norm) ?? false)
}

/** In "einem Drehbuch Aaron Spellings" the article belongs to a common noun, not to the name behind it. */
function dropGermanNoun(run: readonly PlacedWord[], words: readonly PlacedWord[]): readonly PlacedWord[] {
  const first = run[0]
  if (!first || run.filter((word) => word.isCapitalised).length < 3 || first.isAcronym) return run
  const before = words[first.index - 1]
  const isNoun = before !== undefined && GERMAN_DETERMINERS.has(before.norm) && !ADJECTIVE.test(first.text)
  return isNoun ? run.slice(1) : run
}

const ADJECTIVE = /(?:e|en|er|es|em)$/

function isGermanName(kept: readonly PlacedWord[], run: readonly PlacedWord[], words: readonly PlacedWord[]): boolean {
  const first = kept[0]
  if (!first) return false
  if (kept.some((word) => word.isAcronym) || kept.filter((word) => word.isCapitalised).length > 1) return true
  // A title was cut off in front.
  if (run[0] !== first) return true
  if (GERMAN_NOUN.test(first.norm)) return false
  const before = words[first.index - 1]
  if (!before) return true
  const isAdjective = !before.isCapitalised && before.norm.length > 4 && ADJECTIVE.test(before.text)
  return !GERMAN_DETERMINERS.has(before.norm) && !isAdjective
}

/** Short quotations, which in scripts without capitals are titles and names as a rule. */
function addQuoted(text: string, names: readonly Name[], language: Language): Name[] {
  const all = [...names]
  let following = 0
  for (const match of text.matchAll(QUOTED)) {
    const quoted = match.slice(1).find((group) => group !== undefined) ?? ''
    const start = match.index + 1 + (quoted.length - quoted.trimStart().length)
    const name = { text: quoted.trim(), start, end: start + quoted.trim().length }
    if (name.text === '' || /[\p{Sentence_Terminal},،，]/u.test(name.text)) continue
    if (splitWords(name.text, language).length > LONGEST_QUOTED_NAME) continue
    while ((names[following]?.end ?? Infinity) <= name.start) following += 1
    if ((names[following]?.start ?? Infinity) >= name.end) all.push(name)
  }
  return all.sort((a, b) => a.start - b.start)
}
