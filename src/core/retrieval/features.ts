import type { Language } from '../language/language.ts'
import { cover } from './coverage.ts'
import { adjoins, bestWindow, inOrder, kinsOf, type Meeting, rarestFound } from './matching.ts'
import type { ReadQuestion } from './question.ts'
import type { ReadSentence } from './reading.ts'
import { givesReason } from './signs.ts'

/** A sentence that may answer, with the place it stands in. */
export interface Place {
  readonly sentence: ReadSentence
  readonly language: Language
  /** Indices of its neighbours among the places, -1 where its passage begins or ends. */
  readonly before: number
  readonly after: number
  /** 0 for the first sentence of its passage. */
  readonly position: number
}

/** What is measured of a sentence, in the order of the weights. All are about 0 … 1 but `length`, a logarithm. */
export const FEATURES = [
  'grams',
  'terms',
  'kindred',
  'withBefore',
  'withAfter',
  'pairs',
  'firm',
  'gramsBefore',
  'gramsAfter',
  'relativeGrams',
  'relativeTerms',
  'rarest',
  'window',
  'density',
  'count',
  'sought',
  'unsought',
  'nearness',
  'reason',
  'names',
  'first',
  'position',
  'length',
  'lead',
  'interrogative',
  'briefFirst',
  'briefLead',
  'briefLength',
  'soughtDate',
  'soughtNumber',
  'soughtName',
  'soughtPlace',
  'lastTerm',
  'order',
] as const

export interface Measures {
  /** One row of `FEATURES` for each place. */
  readonly rows: readonly Float64Array[]
  /** For each term of the question how near its closest relative in any of the places is, 0 … 1. */
  readonly found: Float64Array
}

/** Measures every place against a question, which must have been read in the language of the places. */
export function measurePlaces(question: ReadQuestion, places: readonly Place[]): Measures {
  const count = places.length
  const { terms, grams, pairs } = question
  const indices = new Map(terms.map((term, index) => [term.stem, index]))
  const meetings: Meeting[] = places.map(({ sentence }) => {
    const matches = sentence.words.map((word) => indices.get(word.stem) ?? -1)
    return { matches, terms: new Set(matches.filter((match) => match >= 0)) }
  })
  const has = (term: number, place: number) => meetings[place]?.terms.has(term) === true
  const own = (term: number) => terms[term]?.weight ?? 1
  const exact = cover(terms.length, count, (term, place) => (has(term, place) ? 1 : 0), own)
  const kins = places.map((place) => kinsOf(question, place.sentence))
  const kindred = cover(terms.length, count, (term, place) => kins[place]?.[term] ?? 0, own)
  const inGrams = cover(grams.length, count, (gram, place) =>
    places[place]?.sentence.folded.includes(grams[gram] ?? '') ? 1 : 0,
  )
  const withNeighbour = (side: 'before' | 'after') =>
    cover(
      terms.length,
      count,
      (term, place) => (has(term, place) || has(term, places[place]?.[side] ?? -1) ? 1 : 0),
      own,
    )
  const withBefore = withNeighbour('before')
  const withAfter = withNeighbour('after')
  const inPairs = cover(pairs.length, count, (pair, place) => (adjoins(pairs[pair], meetings[place]) ? 1 : 0))
  const firmTerms = terms.flatMap((term, index) => (term.firm ? [index] : []))
  const firm = cover(firmTerms.length, count, (firmTerm, place) => (has(firmTerms[firmTerm] ?? -1, place) ? 1 : 0))
  const mostGrams = greatest(inGrams.share)
  const mostTerms = greatest(exact.share)
  const rarest = rarestFound(exact, meetings)
  const rows = places.map((place, index) => {
    const meeting = meetings[index] ?? { matches: [], terms: new Set<number>() }
    const { words } = place.sentence
    const content = words.filter((word) => !word.stopword)
    const sought = soughtIn(question, place)
    const leadAt = content.findIndex((word) => indices.has(word.stem))
    const length = Math.log(1 + words.length)
    const first = place.position === 0 ? 1 : 0
    const lead = leadAt < 0 ? 0 : 1 / (1 + leadAt)
    const bulk = content.reduce((sum, word) => sum + (exact.weights[indices.get(word.stem) ?? -1] ?? 1), 1)
    const names = Math.min(1, words.filter((word) => word.capital && !question.stems.has(word.stem)).length / 4)
    const density = ((exact.share[index] ?? 0) * exact.total) / Math.sqrt(bulk)
    const count = meeting.terms.size / Math.max(1, terms.length)
    const values: Record<(typeof FEATURES)[number], number> = {
      grams: inGrams.share[index] ?? 0,
      terms: exact.share[index] ?? 0,
      kindred: kindred.share[index] ?? 0,
      withBefore: withBefore.share[index] ?? 0,
      withAfter: withAfter.share[index] ?? 0,
      pairs: inPairs.share[index] ?? 0,
      firm: firm.share[index] ?? 0,
      gramsBefore: inGrams.share[place.before] ?? 0,
      gramsAfter: inGrams.share[place.after] ?? 0,
      relativeGrams: (inGrams.share[index] ?? 0) / mostGrams,
      relativeTerms: (exact.share[index] ?? 0) / mostTerms,
      rarest: rarest.some((term) => meeting.terms.has(term)) ? 1 : 0,
      window: bestWindow(meeting.matches, exact),
      density,
      count,
      sought: sought === true ? 1 : 0,
      unsought: sought === false ? 1 : 0,
      nearness: sought === true ? nearness(question, place, meeting) : 0,
      reason: question.asked === 'reason' && givesReason(place.sentence.text, place.language) ? 1 : 0,
      names,
      first,
      position: 1 / (1 + place.position),
      length,
      lead,
      interrogative: /[?？؟]\P{L}*$/u.test(place.sentence.text) ? 1 : 0,
      briefFirst: question.brief ? first : 0,
      briefLead: question.brief ? lead : 0,
      briefLength: question.brief ? length : 0,
      soughtDate: sought === true && question.asked === 'date' ? 1 : 0,
      soughtNumber: sought === true && question.asked === 'number' ? 1 : 0,
      soughtName: sought === true && question.asked === 'name' ? 1 : 0,
      soughtPlace: sought === true && question.asked === 'place' ? 1 : 0,
      lastTerm: meeting.terms.has(terms.length - 1) ? 1 : 0,
      order: inOrder(meeting.matches, exact),
    }
    return Float64Array.from(FEATURES, (name) => values[name])
  })
  const found = Float64Array.from(terms, (_, term) => kins.reduce((most, kin) => Math.max(most, kin[term] ?? 0), 0))
  return { rows, found }
}

/** The greatest value, at least a little above 0 so that it can divide. Spreading into `Math.max` fails on long texts. */
function greatest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), 1e-9)
}

/** Whether the sentence holds a new thing of the kind asked for; undefined where that cannot be told. */
function soughtIn(question: ReadQuestion, { sentence, language }: Place): boolean | undefined {
  const fresh = sentence.words.filter((word) => !question.stems.has(word.stem))
  switch (question.asked) {
    case 'date':
      return fresh.some((word) => word.date)
    case 'number':
      return fresh.some((word) => word.number)
    case 'name':
    case 'place':
      return CASELESS.has(language) ? undefined : fresh.some((word) => word.capital)
    default:
      return undefined
  }
}

const CASELESS: ReadonlySet<Language> = new Set(['hi', 'ar', 'zh'])

/** 1 / distance in words between a thing of the kind asked for and the nearest word of the question. */
function nearness(question: ReadQuestion, { sentence }: Place, { matches }: Meeting): number {
  let nearest = Number.POSITIVE_INFINITY
  let lastMatch = Number.NEGATIVE_INFINITY
  let lastThing = Number.NEGATIVE_INFINITY
  sentence.words.forEach((word, at) => {
    const kind = question.asked === 'date' ? word.date : question.asked === 'number' ? word.number : word.capital
    if ((matches[at] ?? -1) >= 0) {
      lastMatch = at
      nearest = Math.min(nearest, at - lastThing)
    } else if (kind && !question.stems.has(word.stem)) {
      lastThing = at
      nearest = Math.min(nearest, at - lastMatch)
    }
  })
  return 1 / nearest
}
