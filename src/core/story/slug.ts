import type { Language } from '../language/language.ts'
import { CALENDAR } from '../language/name-words.ts'
import { findNames } from '../language/names.ts'
import { isStopword } from '../language/stopwords.ts'
import { splitWords } from '../language/words.ts'
import { slugify } from '../topic.ts'
import { baseOfAdjective } from './adjectives.ts'

export interface SlugDocument {
  readonly title?: string
  readonly text: string
  readonly language: Language
}

/** What a story with neither names nor words is called. */
const NAMELESS = 'untitled'

const TITLE_WORTH = 2
const LEAD_WORTH = 1.5
/** Code units of a text that count as its lead. */
const LEAD_LENGTH = 400
/** A second name is part of the slug if it weighs this share of the first. */
const SECOND_SHARE = 0.6
const LONGEST_NAME_WORDS = 3
/** In scripts without capitals a quotation may be taken for a name: only short ones are believed. */
const LONGEST_QUOTED_WORDS = 2
/** A Latin, Greek or Cyrillic word in lower case: capitals mean something in such a text. */
const CASED = /\p{Ll}{3}[^\p{L}]+\p{Ll}{3}[^\p{L}]+\p{Ll}{3}/u
/** Longer texts are judged by their beginning. */
const READ_LENGTH = 20_000

const CASELESS: ReadonlySet<Language> = new Set(['hi', 'ar', 'zh'])

const AGENCIES = new Set('cnn reuters ap afp tass xinhua dpa ani pti ians efe upi bbc interfax yonhap kyodo'.split(' '))

/** Words of reporting that tell no story from another, and endings of English words that are hardly nouns. */
const REPORTING = new Set(
  `said says told asked added reported according year years month months week weeks days today yesterday people time news report reports
  officials statement thursday early late last first second three four five when where make made take took part came come left high
  sagte sagt nach jahr jahre jahren menschen dit selon année années ans dijo según años año personas сказал заявил года году лет человек
  कहा साल वर्ष लोगों قال قالت عام سنة 表示 记者 报道 今年 目前 进行`.split(/\s+/u),
)
const HARDLY_NOUN = /(?:ed|ly|ing)$/u

/** Something a story may be called by: how often each document has it, weighed by where. */
interface Subject {
  readonly words: readonly string[]
  /** One weight for each document. */
  readonly weights: Float64Array
  first: number
}

/**
 * A short name for the story of some documents, such as `india-belarus`: its weightiest name, and the second name or, where none
 * is nearly as weighty, its weightiest common word. A name weighs by how often, in how many of the documents and where (title,
 * lead) it stands. Adjectives count for their country, long names for their acronym, people by surname. Two names that the text
 * itself joins by a hyphen stand in that order. Letters of any script, lower case; `untitled` for texts without words.
 */
export function slugFor(documents: readonly SlugDocument[]): string {
  const mentions = documents.map(mentionsOf)
  const known = new Set(mentions.flat().map(({ words }) => words.join(' ').toLowerCase()))
  const names = new Map<string, Subject>()
  mentions.forEach((list, document) => {
    for (const mention of list) count(names, foldName(mention.words, known), mention, document, documents.length)
  })
  const isCaseless = documents.every(({ text, title = '' }) => !CASED.test(title + text.slice(0, LEAD_LENGTH)))
  const ranked = rank([...names.values(), ...(isCaseless ? commonWords(documents, new Set(names.keys())) : [])])
  const [first, second] = ranked
  if (first === undefined) return slugOf(rank(commonWords(documents, new Set())).slice(0, 2))
  if (second !== undefined && weightOf(second) >= SECOND_SHARE * weightOf(first))
    return slugOf(inTextOrder(first, second, documents))
  const taken = new Set(ranked.flatMap(({ words }) => words.map((word) => word.toLowerCase())))
  return slugOf([first, ...rank(commonWords(documents, taken)).slice(0, 1)])
}

interface Mention {
  readonly words: readonly string[]
  readonly worth: number
  readonly at: number
}

/** The names of a document; those that a hyphen joins ("India-Belarus ties") are parted. */
function mentionsOf({ title = '', text, language }: SlugDocument): Mention[] {
  const mentions: Mention[] = []
  const add = (source: string, worth: (at: number) => number) => {
    for (const { text: name, start } of findNames(source, language)) {
      for (const part of name.split(/[-‑–]/u)) {
        const words = splitWords(part, language).map((word) => word.text.replaceAll(/[.'’]/gu, ''))
        const isAgency = words.length === 1 && AGENCIES.has(words[0]?.toLowerCase() ?? '')
        const longest = CASELESS.has(language) ? LONGEST_QUOTED_WORDS : Number.POSITIVE_INFINITY
        if (words.length > 0 && words.length <= longest && !isAgency)
          mentions.push({ words, worth: worth(start), at: start })
      }
    }
  }
  add(title, () => TITLE_WORTH)
  add(text.slice(0, READ_LENGTH), (at) => (at < LEAD_LENGTH ? LEAD_WORTH : 1))
  return mentions
}

/** The form under which a name is counted: country for adjective, acronym for the long form, surname for a person. */
function foldName(words: readonly string[], known: ReadonlySet<string>): readonly string[] {
  if (words.length === 1) return [baseOfAdjective(words[0] ?? '', known)]
  const initials = words.map((word) => (/^\p{Lu}/u.test(word) ? word[0] : '')).join('')
  if (initials.length > 1 && known.has(initials.toLowerCase())) return [initials]
  const surname = words.at(-1) ?? ''
  // Only a person is called by the last word alone: York is not New York.
  return known.has(surname.toLowerCase()) ? [surname] : words.slice(0, LONGEST_NAME_WORDS)
}

function count(
  subjects: Map<string, Subject>,
  words: readonly string[],
  mention: Pick<Mention, 'worth' | 'at'>,
  document: number,
  documents: number,
): void {
  const key = words.join(' ').toLowerCase()
  const subject = subjects.get(key) ?? { words, weights: new Float64Array(documents), first: mention.at }
  subject.weights[document] = (subject.weights[document] ?? 0) + mention.worth
  subjects.set(key, subject)
}

/** Mean over the documents of 1 + ln of the weighed count, times the root of the share of documents that have it. */
function weightOf({ weights }: Subject): number {
  const having = weights.filter((weight) => weight > 0)
  const sum = having.reduce((total, weight) => total + 1 + Math.log(weight), 0)
  return (sum / weights.length) * Math.sqrt(having.length / weights.length)
}

function rank(subjects: readonly Subject[]): Subject[] {
  const weighed = subjects.map((subject) => ({ subject, weight: weightOf(subject) }))
  weighed.sort((left, right) => right.weight - left.weight || left.subject.first - right.subject.first)
  return weighed.map(({ subject }) => subject)
}

function commonWords(documents: readonly SlugDocument[], taken: ReadonlySet<string>): Subject[] {
  const subjects = new Map<string, Subject>()
  documents.forEach(({ title = '', text, language }, document) => {
    const add = (source: string, worth: (at: number) => number) => {
      for (const { norm, text: word, start } of splitWords(source, language)) {
        const isShort = word.length <= (language === 'zh' ? 1 : 3)
        const isIdle =
          isStopword(norm, language) || CALENDAR.has(norm) || REPORTING.has(word.toLowerCase()) || /\d/.test(norm)
        if (isShort || isIdle || (language === 'en' && HARDLY_NOUN.test(norm)) || taken.has(word.toLowerCase()))
          continue
        count(subjects, [word.toLowerCase()], { worth: worth(start), at: start }, document, documents.length)
      }
    }
    add(title, () => TITLE_WORTH)
    add(text.slice(0, READ_LENGTH), (at) => (at < LEAD_LENGTH ? LEAD_WORTH : 1))
  })
  return [...subjects.values()]
}

/** A pair that some text joins with a hyphen keeps that order; else the weightier comes first. */
function inTextOrder(first: Subject, second: Subject, documents: readonly SlugDocument[]): Subject[] {
  const forth = joined(first, second, documents)
  return joined(second, first, documents) > forth ? [second, first] : [first, second]
}

function joined(left: Subject, right: Subject, documents: readonly SlugDocument[]): number {
  const pair = `${left.words.join(' ')}-${right.words.join(' ')}`.toLowerCase()
  return documents.reduce(
    (sum, { title = '', text }) => sum + `${title}\n${text}`.toLowerCase().split(pair).length - 1,
    0,
  )
}

function slugOf(subjects: readonly Subject[]): string {
  return slugify(subjects.flatMap(({ words }) => words).join(' ')) || NAMELESS
}
