import type { Language } from '../language/language.ts'
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

const WINDOW = 12

/** Which of `keys` each place has, and how much of their weight: rare keys weigh more. */
interface Coverage {
  readonly share: Float64Array
  readonly weights: Float64Array
  readonly total: number
}

/** `degree(key, place)` in 0 … 1. Inverse document frequency over the places themselves, times a weight of the key's own. */
function cover(
  keys: number,
  places: number,
  degree: (key: number, place: number) => number,
  own?: (key: number) => number,
): Coverage {
  const share = new Float64Array(places)
  const weights = new Float64Array(keys)
  const degrees = new Float64Array(places)
  let total = 0
  for (let key = 0; key < keys; key++) {
    let frequency = 0
    for (let place = 0; place < places; place++) {
      const value = degree(key, place)
      degrees[place] = value
      frequency += value
    }
    const weight = Math.log((places + 1) / (frequency + 0.5)) * (own?.(key) ?? 1)
    weights[key] = weight
    total += weight
    for (let place = 0; place < places; place++) share[place] = (share[place] ?? 0) + weight * (degrees[place] ?? 0)
  }
  if (total > 0) for (let place = 0; place < places; place++) share[place] = (share[place] ?? 0) / total
  return { share, weights, total }
}

/** Where a sentence's words meet the question: for each word the index of the term it matches, or -1. */
interface Meeting {
  readonly matches: readonly number[]
  readonly terms: ReadonlySet<number>
}

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
  const kins = places.map((place) => kinsOf(question, place))
  const kindred = cover(terms.length, count, (term, place) => kins[place]?.[term] ?? 0, own)
  const inGrams = cover(grams.length, count, (gram, place) =>
    places[place]?.sentence.folded.includes(grams[gram] ?? '') ? 1 : 0,
  )
  const withBefore = cover(
    terms.length,
    count,
    (term, place) => (has(term, place) || has(term, places[place]?.before ?? -1) ? 1 : 0),
    own,
  )
  const withAfter = cover(
    terms.length,
    count,
    (term, place) => (has(term, place) || has(term, places[place]?.after ?? -1) ? 1 : 0),
    own,
  )
  const inPairs = cover(pairs.length, count, (pair, place) => (adjoins(pairs[pair], meetings[place]) ? 1 : 0))
  const firmTerms = terms.flatMap((term, index) => (term.firm ? [index] : []))
  const firm = cover(firmTerms.length, count, (firmTerm, place) => (has(firmTerms[firmTerm] ?? -1, place) ? 1 : 0))
  const mostGrams = Math.max(1e-9, ...inGrams.share)
  const mostTerms = Math.max(1e-9, ...exact.share)
  const rarest = rarestFound(exact, meetings)
  const rows = places.map((place, index) => {
    const meeting = meetings[index] ?? { matches: [], terms: new Set<number>() }
    const { words } = place.sentence
    const content = words.filter((word) => !word.stopword)
    const sought = soughtIn(question, place)
    const lead = 1 / (1 + content.findIndex((word) => indices.has(word.stem)))
    const length = Math.log(1 + words.length)
    const first = place.position === 0 ? 1 : 0
    const leads = Number.isFinite(lead) ? lead : 0
    const bulk = content.reduce((sum, word) => sum + (exact.weights[indices.get(word.stem) ?? -1] ?? 1), 1)
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
      density: ((exact.share[index] ?? 0) * exact.total) / Math.sqrt(bulk),
      count: meeting.terms.size / Math.max(1, terms.length),
      sought: sought === true ? 1 : 0,
      unsought: sought === false ? 1 : 0,
      nearness: sought === true ? nearness(question, place, meeting) : 0,
      reason: question.asked === 'reason' && givesReason(place.sentence.text, place.language) ? 1 : 0,
      names: Math.min(1, words.filter((word) => word.capital && !question.stems.has(word.stem)).length / 4),
      first,
      position: 1 / (1 + place.position),
      length,
      lead: leads,
      interrogative: /[?？؟]\P{L}*$/u.test(place.sentence.text) ? 1 : 0,
      briefFirst: question.brief ? first : 0,
      briefLead: question.brief ? leads : 0,
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
  const found = new Float64Array(terms.length)
  for (const kin of kins)
    kin.forEach((degree, term) => {
      found[term] = Math.max(found[term] ?? 0, degree)
    })
  return { rows, found }
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

/** How near each term's closest relative in the sentence is: 1 the same stem, else by common beginning or containment. */
function kinsOf({ terms }: ReadQuestion, { sentence }: Place): Float64Array {
  const kin = new Float64Array(terms.length)
  for (const word of sentence.words) {
    if (word.stopword) continue
    for (let index = 0; index < terms.length; index++) {
      const stem = terms[index]?.stem ?? ''
      if ((kin[index] ?? 0) < 1) kin[index] = Math.max(kin[index] ?? 0, kinship(stem, word.stem))
    }
  }
  return kin
}

function kinship(left: string, right: string): number {
  if (left === right) return 1
  const shorter = Math.min(left.length, right.length)
  let common = 0
  while (common < shorter && left.charCodeAt(common) === right.charCodeAt(common)) common++
  const prefix = common >= 4 ? common / Math.max(left.length, right.length) : 0
  // Parts of compounds: Bevölkerungszahl and Bevölkerung, Zahl.
  return shorter >= 5 && prefix < 0.6 && (left.includes(right) || right.includes(left)) ? 0.6 : prefix
}

/** Whether two terms that are neighbours in the question are at most three words apart in the sentence. */
function adjoins(pair: readonly [number, number] | undefined, meeting: Meeting | undefined): boolean {
  if (pair === undefined || meeting === undefined || !meeting.terms.has(pair[0]) || !meeting.terms.has(pair[1]))
    return false
  return meeting.matches.some(
    (match, at) => match === pair[0] && [1, 2, 3].some((step) => meeting.matches[at + step] === pair[1]),
  )
}

/** The terms, all of the same weight, that are rarest among those that some place has. */
function rarestFound({ weights }: Coverage, meetings: readonly Meeting[]): number[] {
  const found = new Set(meetings.flatMap((meeting) => [...meeting.terms]))
  const heaviest = Math.max(...[...found].map((term) => weights[term] ?? 0), 0)
  return [...found].filter((term) => weights[term] === heaviest)
}

/** The greatest share of the question's weight within any twelve words on end. */
function bestWindow(matches: readonly number[], { weights, total }: Coverage): number {
  let best = 0
  for (let start = 0; start < matches.length; start += 3) {
    const seen = new Set<number>()
    let sum = 0
    for (let at = start; at < Math.min(matches.length, start + WINDOW); at++) {
      const match = matches[at] ?? -1
      if (match < 0 || seen.has(match)) continue
      seen.add(match)
      sum += weights[match] ?? 0
    }
    best = Math.max(best, sum)
  }
  return total > 0 ? best / total : 0
}

/** The share of the question's weight that the sentence has in the question's own order: heaviest increasing subsequence. */
function inOrder(matches: readonly number[], { weights, total }: Coverage): number {
  const best = new Float64Array(weights.length)
  for (const match of matches) {
    if (match < 0) continue
    let before = 0
    for (let term = 0; term < match; term++) before = Math.max(before, best[term] ?? 0)
    best[match] = Math.max(best[match] ?? 0, before + (weights[match] ?? 0))
  }
  return total > 0 ? Math.max(0, ...best) / total : 0
}
