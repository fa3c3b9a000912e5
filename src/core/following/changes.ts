import type { Change } from '../brief.ts'
import { speaksOfFuture } from '../language/future.ts'
import { stem } from '../language/stems.ts'
import { isStopword } from '../language/stopwords.ts'
import { figureOf } from './figures.ts'
import { claimOf, type Statement } from './statements.ts'

/** A reader takes in no more at a glance. */
const MOST_CHANGES = 3
/** Two sentences about one matter share so many words, and this part of the shorter one's. */
const FEWEST_SHARED = 4
const LEAST_SHARED = 0.6
/** Where a sentence says what its subject is or does: so many words behind the subject. */
const PREDICATE_WORDS = 6

/** Verbs by which something becomes what it was not, and words by which it is said to be something; behind the subject. */
const BECOMING: Readonly<Record<string, RegExp>> = {
  en: /\b(?:became|becomes|has become|have become|joined|joins|has joined|was (?:admitted|elected|appointed|named|accepted))\b/u,
  de: /(?<!\p{L})(?:wurde|wird|ist|trat|tritt)(?!\p{L}).*(?:geworden|aufgenommen|gewählt|ernannt|bei\.?$|mitglied)/iu,
  fr: /(?<!\p{L})(?:est devenue?|devient|a rejoint|rejoint|a été (?:admise?|élue?|nommée?))(?!\p{L})/u,
  es: /(?<!\p{L})(?:se convirtió|se ha convertido|pasó a ser|se unió|fue (?:admitid[oa]|elegid[oa]|nombrad[oa]))(?!\p{L})/u,
  ru: /(?<!\p{L})(?:стала?|стали|стало|вступила?|вошла|вош[её]л|избран[аы]?|назначен[аы]?)(?!\p{L})/u,
}
const BEING: Readonly<Record<string, RegExp>> = {
  en: /\b(?:is|are|was|were|has been|have been|had been|remains?|remained)\b/u,
  de: /(?<!\p{L})(?:ist|sind|war|waren|bleibt|blieb)(?!\p{L})/u,
  fr: /(?<!\p{L})(?:est|sont|était|étaient|a été|reste)(?!\p{L})/u,
  es: /(?<!\p{L})(?:es|son|era|eran|ha sido|sigue siendo|está|estaba)(?!\p{L})/u,
  ru: /(?<!\p{L})(?:является|являлась|являлся|была?|были|остаётся|оставалась|оставался)(?!\p{L})/u,
}

/**
 * What news changes of what was said: a number of the same things ("12 people … 14 people"), a plan that was carried out ("hopes to become
 * a member … became a member"), or what somebody is ("is interested in joining BRICS … became a partner of BRICS"). Only sentences of
 * one language whose first word that carries meaning is the same are paired, each once, the likest first; what is uncertain is left out.
 */
export function changesOf(news: readonly Statement[], said: readonly Statement[]): Change[] {
  const pairs = news.flatMap((now) =>
    said
      .filter((before) => mayFollow(before, now))
      .map((before) => ({ before, now, likeness: likenessOf(before, now) }))
      .filter(({ likeness }) => likeness > 0),
  )
  pairs.sort((one, other) => other.likeness - one.likeness)
  const used = new Set<Statement>()
  const chosen = pairs.filter(({ before, now }) => {
    if (used.has(before) || used.has(now)) return false
    used.add(before).add(now)
    return true
  })
  return chosen.slice(0, MOST_CHANGES).map(({ before, now }) => ({ before: claimOf(before), now: claimOf(now) }))
}

/** Whether both speak of one subject, and the one that is to be changed is not the later. */
function mayFollow(before: Statement, now: Statement): boolean {
  const { language, date } = now.document
  if (!before.isFit || !now.isFit || before.document.language !== language) return false
  if (date !== undefined && before.document.date !== undefined && before.document.date > date) return false
  const subject = subjectOf(now)
  return subject !== undefined && subject === subjectOf(before)
}

function likenessOf(before: Statement, now: Statement): number {
  const common = [...termsOf(before)].filter((term) => termsOf(now).has(term))
  if (isRecounted(before, now, common.length) || isFulfilled(before, now) || isBecome(before, now)) return common.length
  return 0
}

/** Another number of the same things. */
function isRecounted(before: Statement, now: Statement, common: number): boolean {
  const smaller = Math.min(termsOf(before).size, termsOf(now).size)
  if (common < FEWEST_SHARED || common < smaller * LEAST_SHARED) return false
  const then = countsOf(before)
  return [...countsOf(now)].some(([things, figure]) => {
    const former = then.get(things)
    return former !== undefined && former !== figure && !before.figures.has(figure) && !now.figures.has(former)
  })
}

/** What was planned or hoped for is what the later sentence says outright. */
function isFulfilled(before: Statement, now: Statement): boolean {
  const { language } = now.document
  if (!speaksOfFuture(before.text, language) || speaksOfFuture(now.text, language)) return false
  if (now.denials > 0 || before.denials > 0) return false
  const planned = stemsOf(before, wordsUntilFuture(before), PREDICATE_WORDS)
  const done = stemsOf(now, subjectPlace(now) + 1, PREDICATE_WORDS)
  // The same verb: "will return … returned". Else it has to have become what was planned: "to become a member … became the tenth member".
  if (planned[0] !== undefined && planned[0] === done[0]) return true
  return BECOMING[language]?.test(predicateOf(now)) === true && done.some((term) => planned.includes(term))
}

/** It has become what it was not, in respect of something that both name. */
function isBecome(before: Statement, now: Statement): boolean {
  const { language } = now.document
  const becomes = BECOMING[language]?.test(predicateOf(now)) === true
  if (!becomes || BEING[language]?.test(predicateOf(before)) !== true) return false
  if (now.denials > 0 || BECOMING[language]?.test(predicateOf(before)) === true) return false
  const subject = subjectOf(now)
  return now.names.some((name) => stem(name, language) !== subject && before.names.includes(name))
}

/** What stands behind a figure without being counted: times of day and ages. */
const NOT_COUNTED = new Set('am pm gmt utc edt est cet year old uhr heure hora час год'.split(' '))

/** Figures by what is counted: the word right behind them. Where it is counted twice, neither tells. */
function countsOf({ words, document: { language } }: Statement): Map<string, string> {
  const counts = new Map<string, string>()
  const twice = new Set<string>()
  for (const [index, { text, norm }] of words.entries()) {
    const things = words[index + 1]
    const figure = figureOf(text, norm, language)
    if (figure === undefined || !/\d/u.test(figure) || things === undefined) continue
    if (figureOf(things.text, things.norm, language) !== undefined || isStopword(things.norm, language)) continue
    const key = stem(things.norm, language)
    if (NOT_COUNTED.has(key)) continue
    if (counts.has(key)) twice.add(key)
    counts.set(key, figure)
  }
  for (const key of twice) counts.delete(key)
  return counts
}

/** How many words a sentence has up to the one by which it speaks of the future. */
function wordsUntilFuture({ text, words, document: { language } }: Statement): number {
  const index = words.findIndex(({ end }) => speaksOfFuture(text.slice(0, end), language))
  return index + 1
}

function subjectPlace({ words, document: { language } }: Statement): number {
  return words.findIndex(
    ({ text, norm }) => !isStopword(norm, language) && figureOf(text, norm, language) === undefined,
  )
}

/** The stem of the first word that carries meaning. */
function subjectOf(statement: Statement): string | undefined {
  const word = statement.words[subjectPlace(statement)]
  return word === undefined ? undefined : stem(word.norm, statement.document.language)
}

/** The words behind the subject, as they are written. */
function predicateOf(statement: Statement): string {
  const { words, text } = statement
  const subject = subjectPlace(statement)
  const last = words[Math.min(words.length - 1, subject + PREDICATE_WORDS)]
  return text.slice(words[subject]?.end ?? 0, last?.end)
}

/** Stems of the words that carry meaning among so many from a place on, without names and figures. */
function stemsOf({ words, content, document: { language } }: Statement, from: number, count: number): string[] {
  return words
    .slice(from, from + count)
    .map(({ norm }) => stem(norm, language))
    .filter((term) => content.has(term))
}

function termsOf({ content, names, document: { language } }: Statement): Set<string> {
  return new Set([...content, ...names.map((name) => stem(name, language))])
}
