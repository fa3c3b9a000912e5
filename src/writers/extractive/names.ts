import { type Claim, evidenceOf, type NamedClaim } from '../../core/brief.ts'
import type { Document } from '../../core/document.ts'
import { kindOfName, type NameKind } from '../../core/language/name-kinds.ts'
import { findNames } from '../../core/language/names.ts'
import { normaliseWord } from '../../core/language/normalise.ts'
import { countryKey, countryNames } from '../../core/language/place-names.ts'
import { splitWords } from '../../core/language/words.ts'
import type { Sentence } from './reading.ts'

const MOST_NAMES = 8
const MOST_PLACES = 4
/** A name that none of the brief's sentences holds is given if it is named this often. */
const FEWEST_UNSHOWN = { person: 2, body: 3, place: 4, other: Number.POSITIVE_INFINITY }
/** Names are read in this much of a document; whoever matters has been named by then. */
const READ_CHARACTERS = 60_000
const ORDER: readonly NameKind[] = ['person', 'body', 'place']
/** "Shanghai Cooperation Organisation (SCO)": a name with the acronym that it may introduce. */
const INTRODUCED = /^ ?[(（](\p{Lu}[\p{L}\p{N}&.]{1,9})[)）]/u
const DATELINE = /^ ?[(（][^()（）]+[)）](?:\s?[-–—:]|\s\p{Lu})/u
const WITHOUT_CAPITALS = new Set(['hi', 'ar', 'zh', 'ja', 'ko'])

interface Mention {
  readonly document: Document
  readonly start: number
  readonly end: number
}

/** One thing that is named, in all the ways it is named. */
interface Named {
  readonly kind: NameKind
  readonly name: string
  /** Where its fullest form stands. */
  readonly fullest: readonly Mention[]
  readonly mentions: Mention[]
}

/**
 * Who and what the documents name, at most eight: people, then bodies, then places, each once by its fullest name, with its acronym where
 * the text introduces one. Those in the brief's own sentences come first, then the most often named.
 */
export function namesOf(documents: readonly Document[], shown: readonly Sentence[]): NamedClaim[] {
  const named = mergeNames(mentionsOf(documents))
  const isShown = (mention: Mention) => shown.some((sentence) => contains(sentence, mention))
  const ranked = named
    .filter(
      (item) =>
        item.kind !== 'other' && (item.mentions.some(isShown) || item.mentions.length >= FEWEST_UNSHOWN[item.kind]),
    )
    .map((item) => ({ item, rank: rankOf(item, isShown) }))
    .sort((a, b) => b.rank - a.rank)
  const kept: Named[] = []
  let places = 0
  for (const { item } of ranked) {
    if (kept.length === MOST_NAMES) break
    if (item.kind === 'place' && places === MOST_PLACES) continue
    if (item.kind === 'place') places += 1
    kept.push(item)
  }
  return ORDER.flatMap((kind) => kept.filter((item) => item.kind === kind)).flatMap(({ fullest, mentions }) => {
    const mention = fullest.find(isShown) ?? fullest[0]
    if (mention === undefined) return []
    return [{ ...claimOf(mention), documents: new Set(mentions.map(({ document }) => document.id)).size }]
  })
}

function contains(sentence: Sentence, { document, start, end }: Mention): boolean {
  return sentence.document.id === document.id && start >= sentence.start && end <= sentence.end
}

function rankOf({ kind, mentions }: Named, isShown: (mention: Mention) => boolean): number {
  const shown = mentions.some(isShown) ? 100 : 0
  const documents = new Set(mentions.map(({ document }) => document.id)).size
  // A person named once tells more than a country named thrice.
  const weight = kind === 'person' ? 4 : kind === 'body' ? 2 : 1
  return shown * weight ** 0.2 + mentions.length * weight + documents * 3
}

/** Every form that is used as a name, with its mentions; an introduced acronym is a part of the form that introduces it. */
function mentionsOf(documents: readonly Document[]): Map<string, Mention[]> {
  const mentions = new Map<string, Mention[]>()
  const add = (mention: Mention) => {
    const name = textOf(mention)
    const known = mentions.get(name)
    if (known === undefined) mentions.set(name, [mention])
    else known.push(mention)
  }
  for (const document of documents) {
    const text = document.text.slice(0, READ_CHARACTERS)
    for (const { start, end } of findNames(text, document.language)) add({ document, start, end })
    if (WITHOUT_CAPITALS.has(document.language))
      for (const span of countriesIn(text, document.language)) add({ document, ...span })
  }
  return mentions
}

function* countriesIn(text: string, language: string) {
  const countries = countryNames(language)
  for (const { text: word, start, end } of splitWords(text, language)) {
    if (countries.has(countryKey(word, language))) yield { start, end }
  }
}

function textOf({ document, start, end }: Mention): string {
  return document.text.slice(start, end).replace(/\s+/gu, ' ')
}

/** Puts the forms of one name together: surname with full name, acronym with long form, short with long name of a body. */
function mergeNames(forms: ReadonlyMap<string, Mention[]>): Named[] {
  const entries = [...forms]
    .map(([name, mentions]) => ({ name, mentions, words: wordsOf(name), kind: kindOf(name, mentions) }))
    .sort((a, b) => b.words.length - a.words.length || Number(isShouted(a.name)) - Number(isShouted(b.name)))
  const introductions = introductionsAmong(entries)
  const acronyms = new Map<string, string>()
  for (const [mention, { acronym }] of introductions) {
    const name = textOf(mention)
    if (name !== acronym && name.includes(' ')) acronyms.set(acronym, name)
  }
  const merged: (Named & { words: readonly string[] })[] = []
  for (const { name, mentions, words, kind } of entries) {
    const long = acronyms.get(name)
    const whole = merged.find((other) => other.name === long) ?? merged.find((other) => isFormOf(words, kind, other))
    if (whole !== undefined) {
      for (const mention of mentions) whole.mentions.push(mention)
      continue
    }
    if (long === undefined && isJoined(name, forms)) continue
    const introduced = mentions.flatMap((mention) => {
      const brackets = introductions.get(mention)?.brackets
      return brackets === undefined ? [] : [{ ...mention, end: mention.end + brackets.length }]
    })
    merged.push({ kind, name, words, mentions: [...mentions], fullest: introduced.length > 0 ? introduced : mentions })
  }
  return merged
}

function isShouted(name: string): boolean {
  return name.includes(' ') && name === name.toUpperCase()
}

interface Entry {
  readonly name: string
  readonly kind: NameKind
  readonly mentions: readonly Mention[]
}

interface Introduction {
  readonly acronym: string
  /** The acronym as it stands behind the name. */
  readonly brackets: string
}

/**
 * The mentions that introduce an acronym. Its letters are the name's, or it is a body's in another language, by which the text calls it: "the
 * German Federal Intelligence Service (BND)". Neither are an agency's ("Minsk (TASS)") and a region's ("Essen (NRW)").
 */
function introductionsAmong(entries: readonly Entry[]): ReadonlyMap<Mention, Introduction> {
  const called = new Set(
    entries.filter(({ kind, mentions }) => kind === 'body' && !mentions.every(isInBrackets)).map(({ name }) => name),
  )
  const introductions = new Map<Mention, Introduction>()
  for (const { name, kind, mentions } of entries) {
    for (const mention of mentions) {
      const [brackets, acronym] = INTRODUCED.exec(mention.document.text.slice(mention.end, mention.end + 14)) ?? []
      if (brackets === undefined || acronym === undefined) continue
      const isTranslated = kind === 'body' && name.includes(' ') && called.has(acronym) && !isDateline(mention)
      if (isTranslated || isMadeOf(acronym, name)) introductions.set(mention, { acronym, brackets })
    }
  }
  return introductions
}

/** Whether an acronym's letters are the name's, in their order. */
function isMadeOf(acronym: string, name: string): boolean {
  const letters = normaliseWord(name)
  let at = -1
  return [...normaliseWord(acronym).replace(/[^\p{L}]/gu, '')].every((letter) => {
    at = letters.indexOf(letter, at + 1)
    return at >= 0
  })
}

/** "Harbour Authority (TASS) – The port": a name that begins a paragraph, with whoever reports from there. */
function isDateline({ document: { text }, start, end }: Mention): boolean {
  return /(?:^|\n)\s*$/u.test(text.slice(Math.max(0, start - 20), start)) && DATELINE.test(text.slice(end, end + 20))
}

function isInBrackets({ document: { text }, start, end }: Mention): boolean {
  return /[(（]/u.test(text.charAt(start - 1)) && /[)）]/u.test(text.charAt(end))
}

function kindOf(name: string, mentions: readonly Mention[]): NameKind {
  const language = mentions[0]?.document.language ?? 'und'
  return kindOfName(
    name,
    mentions.slice(0, 20).map(({ document: { text }, start, end }) => ({
      text: name,
      before: text.slice(Math.max(0, start - 40), start),
      after: text.slice(end, end + 80),
    })),
    language,
  )
}

function wordsOf(name: string): string[] {
  return splitWords(name, 'en').flatMap(({ norm }) =>
    /^(?:of|the|for|and|de|la|del|des|du|der|die|das|für|und)$/u.test(norm) ? [] : [norm],
  )
}

/** Whether some words name what `other` names: part of a person's or body's name, never of a place's or of two things'. */
function isFormOf(words: readonly string[], kind: NameKind, other: Named & { words: readonly string[] }): boolean {
  if (words.length === 0 || words.length > other.words.length) return false
  if (!words.every((word) => other.words.includes(word))) return false
  if (words.length === other.words.length) return true
  if (other.kind === 'person') return kind !== 'place' || words[0] === other.words.at(-1)
  // India is no short name of the Bank of India, but the Council is one of the Security Council.
  return other.kind === 'body' ? kind !== 'place' : kind === 'other'
}

/** "India-Belarus" names nothing besides India and Belarus. */
function isJoined(name: string, forms: ReadonlyMap<string, unknown>): boolean {
  const parts = name.split(/[-–—]/u)
  return parts.length > 1 && parts.some((part) => forms.has(part.trim()))
}

function claimOf(mention: Mention): Claim {
  return { text: textOf(mention), evidence: [evidenceOf(mention.document, mention.start, mention.end)] }
}
