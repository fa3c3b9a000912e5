import { determinedNouns, dropGermanNoun, isGermanName, isGermanNoun } from './german-nouns.ts'
import type { Language } from './language.ts'
import { ARTICLES, CALENDAR, CONNECTORS, HEADS, MODIFIERS, OPENERS, ORDINARY_ENDINGS, TITLES } from './name-words.ts'
import { type PlacedWord, placeWords } from './placed-words.ts'
import { isStopword } from './stopwords.ts'
import { splitWords } from './words.ts'

/** A proper name in its text: UTF-16 offsets, end exclusive. */
export interface Name {
  readonly text: string
  readonly start: number
  readonly end: number
}

const WITHOUT_CASE: ReadonlySet<Language> = new Set('ar bn fa he hi ja ka ko mr ne ta te th ur zh'.split(' '))
/** What may part the words of one name: a space, a hyphen, an initial's stop, an apostrophe of elision. */
const INSIDE = /^(?: |\u00a0|-|‑|\. ?|['’]| & )$/
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
  const determined = language === 'de' ? determinedNouns(sentences) : proven
  const names: Name[] = []
  for (const words of sentences) {
    for (const run of runsOf(text, words, language, proven)) {
      for (const part of splitAtTitles(run, language)) {
        const trimmed = trimRun(part, language, proven, ordinary)
        const kept = language === 'de' ? dropGermanNoun(trimmed, words) : trimmed
        const first = kept[0]
        const last = kept.at(-1)
        if (!first || !last || (language === 'de' && !isGermanName(kept, part, words, determined))) continue
        names.push({ text: text.slice(first.start, last.end), start: first.start, end: last.end })
      }
    }
  }
  return WITHOUT_CASE.has(language) ? addQuoted(text, names, language) : names
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
  if (language === 'de' && word.norm === 'von') return !isGermanNoun(last, outside)
  return word.norm !== 'of' || HEADS.has(last.norm) || outside?.norm === 'the'
}

/** Parts "Chinese Foreign Minister Wang Yi" before the title, which the second part then loses. */
function splitAtTitles(run: readonly PlacedWord[], language: Language): PlacedWord[][] {
  const titles = TITLES.get(language) ?? TITLES.get('en')
  const parts: PlacedWord[][] = []
  let part: PlacedWord[] = []
  let hasTitle = false
  for (const [index, word] of run.entries()) {
    const isTitleWord = titles?.has(word.norm) ?? false
    if (isTitleWord && !hasTitle && part.length > 0 && opensTitle(run, index, titles)) {
      parts.push(part)
      part = []
    }
    hasTitle = isTitleWord
    part.push(word)
  }
  return [...parts, part]
}

/** Whether a sequence of title words begins at `index` that holds a full title and stands before a name. */
function opensTitle(run: readonly PlacedWord[], index: number, titles: ReadonlySet<string> | undefined): boolean {
  if (!run[index - 1]?.isCapitalised) return false
  let isFull = false
  for (let at = index; at < run.length; at += 1) {
    const word = run[at]
    if (!word || !titles?.has(word.norm)) return isFull && word?.isCapitalised === true
    isFull ||= !MODIFIERS.has(word.norm)
  }
  return false
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
  // A lone initial or the letter of a list names no one.
  return end - start === 1 && run[start]?.text.length === 1 ? [] : run.slice(start, end)
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
  // Behind a title a modifier belongs to it: Secretary of State Henry Kissinger.
  const followsTitle = [run[start - 1], run[start - 2]].some((word) => word !== undefined && titles.has(word.norm))
  return !MODIFIERS.has(first.norm) || next === undefined || titles.has(next.norm) || followsTitle
}

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
