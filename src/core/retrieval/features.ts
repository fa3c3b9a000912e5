import type { Language } from '../language/language.ts'
import { answerSigns } from './answer-signs.ts'
import { cover } from './coverage.ts'
import { coverPlaces } from './coverages.ts'
import { adjoins, bestWindow, inOrder, KINDRED, longestRun, type Meeting, meet } from './matching.ts'
import type { Place } from './place.ts'
import type { ReadQuestion } from './question.ts'
import { givesReason } from './signs.ts'

/** What is measured of a sentence, in the order of the weights. All are about 0 … 1 but `length`, `fresh` and `unique`. */
export const FEATURES = [
  // How much of the question it has: of its words, of their relatives, of their letters; alone and with what stands around it.
  'terms',
  'kindred',
  'withBefore',
  'relatedBefore',
  'related',
  'chained',
  'withOpening',
  'beyondOpening',
  'grams',
  'gramsBefore',
  'gramsAfter',
  'relatedAfter',
  'firm',
  'firmAround',
  'topical',
  'focus',
  'unique',
  // The same, as shares of what the best sentence has.
  'relativeTerms',
  'relativeKindred',
  'relativeChained',
  'relativeOpening',
  'relativeBeyond',
  'relativeGrams',
  'relativeShortGrams',
  // How closely the words stand together.
  'pairs',
  'window',
  'density',
  'order',
  // What it holds of the kind that is asked for.
  'sought',
  'unsought',
  'soughtDate',
  'reason',
  'plainNumber',
  'counted',
  'measured',
  'year',
  'share',
  'fullName',
  'agent',
  'placed',
  'situated',
  'naming',
  'definition',
  // What it is like, whatever is asked.
  'first',
  'second',
  'position',
  'depth',
  'length',
  'briefLength',
  'definingPosition',
  'phrase',
  'fresh',
  'lead',
  'leans',
  'leansBefore',
  'interrogative',
  'parenthesis',
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
  const { terms, pairs } = question
  const indices = new Map(terms.map((term, index) => [term.stem, index]))
  const meetings = places.map(({ sentence, language }) => meet(question, indices, sentence, language))
  const covers = coverPlaces(question, places, meetings)
  const { exact, kindred, related, chained, withOpening, beyondOpening, grams, shortGrams } = covers
  const inPairs = cover(pairs.length, count, (pair, place) => (adjoins(pairs[pair], meetings[place]) ? 1 : 0))
  const { firm, firmAround } = coverFirm(question, places, meetings)
  const holders = terms.map((_, term) =>
    meetings.reduce((sum, { kin }) => sum + ((kin[term] ?? 0) >= KINDRED ? 1 : 0), 0),
  )
  const most = {
    terms: greatest(exact.share),
    kindred: greatest(kindred.share),
    chained: greatest(chained.share),
    opening: greatest(withOpening.share),
    beyond: greatest(beyondOpening),
    grams: greatest(grams.share),
    shortGrams: greatest(shortGrams.share),
  }
  const rows = places.map((place, index) => {
    const meeting = meetings[index] ?? NO_MEETING
    const { words, text, leans } = place.sentence
    const content = words.filter((word) => !word.stopword)
    const signs = answerSigns(question, place.sentence, meeting.matches, place.language)
    const sought = soughtIn(question, place)
    const leadAt = content.findIndex((word) => indices.has(word.stem))
    const length = Math.log(1 + words.length)
    const bulk = content.reduce((sum, word) => sum + (exact.weights[indices.get(word.stem) ?? -1] ?? 1), 1)
    const relatedBefore = covers.relatedBefore.share[index] ?? 0
    const values: Record<(typeof FEATURES)[number], number> = {
      terms: exact.share[index] ?? 0,
      kindred: kindred.share[index] ?? 0,
      withBefore: covers.withBefore.share[index] ?? 0,
      relatedBefore,
      related: related.share[index] ?? 0,
      chained: chained.share[index] ?? 0,
      withOpening: withOpening.share[index] ?? 0,
      beyondOpening: beyondOpening[index] ?? 0,
      grams: grams.share[index] ?? 0,
      gramsBefore: grams.share[place.before] ?? 0,
      gramsAfter: grams.share[place.after] ?? 0,
      relatedAfter: related.share[place.after] ?? 0,
      firm: firm[index] ?? 0,
      firmAround: firmAround[index] ?? 0,
      topical: topicalShare(question, meeting),
      focus: question.focus < 0 ? 0.5 : (meeting.related[question.focus] ?? 0),
      unique: Math.min(
        3,
        terms.filter(({ weight }, term) => weight === 1 && holders[term] === 1 && (meeting.kin[term] ?? 0) >= KINDRED)
          .length,
      ),
      relativeTerms: (exact.share[index] ?? 0) / most.terms,
      relativeKindred: (kindred.share[index] ?? 0) / most.kindred,
      relativeChained: (chained.share[index] ?? 0) / most.chained,
      relativeOpening: (withOpening.share[index] ?? 0) / most.opening,
      relativeBeyond: (beyondOpening[index] ?? 0) / most.beyond,
      relativeGrams: (grams.share[index] ?? 0) / most.grams,
      relativeShortGrams: (shortGrams.share[index] ?? 0) / most.shortGrams,
      pairs: inPairs.share[index] ?? 0,
      window: bestWindow(meeting.matches, exact),
      density: ((exact.share[index] ?? 0) * exact.total) / Math.sqrt(bulk),
      order: inOrder(meeting.matches, exact),
      sought: sought === true ? 1 : 0,
      unsought: sought === false ? 1 : 0,
      soughtDate: sought === true && question.asked === 'date' ? 1 : 0,
      reason: question.asked === 'reason' && givesReason(text, place.language) ? 1 : 0,
      plainNumber: signs.plainNumber,
      counted: signs.counted,
      measured: signs.measured,
      year: signs.year,
      share: signs.share,
      fullName: signs.fullName,
      agent: signs.agent,
      placed: signs.placed,
      situated: signs.situated,
      naming: signs.naming,
      definition: signs.definition,
      first: place.position === 0 ? 1 : 0,
      second: place.position === 1 ? 1 : 0,
      position: 1 / (1 + place.position),
      depth: Math.min(3, place.position / 10),
      length,
      definingPosition: question.defining ? 1 / (1 + place.position) : 0,
      phrase: longestRun(meeting.matches) / Math.max(1, terms.length),
      briefLength: question.brief ? length : 0,
      fresh: Math.log(1 + signs.fresh),
      lead: leadAt < 0 ? 0 : 1 / (1 + leadAt),
      leans: leans ? 1 : 0,
      leansBefore: leans ? relatedBefore : 0,
      interrogative: /[?？؟]\P{L}*$/u.test(text) ? 1 : 0,
      parenthesis: /[(（]/u.test(text) ? 1 : 0,
    }
    return Float64Array.from(FEATURES, (name) => values[name])
  })
  const found = Float64Array.from(terms, (_, term) =>
    meetings.reduce((nearest, { kin }) => Math.max(nearest, kin[term] ?? 0), 0),
  )
  return { rows, found }
}

const NO_MEETING: Meeting = {
  matches: [],
  terms: new Set(),
  kin: new Float64Array(0),
  related: new Float64Array(0),
}

/** How many of the words that name what is asked about the sentence has, itself or by a relative, rare or not. */
function topicalShare({ terms }: ReadQuestion, { related }: Meeting): number {
  let total = 0
  let found = 0
  terms.forEach(({ weight }, term) => {
    if (weight < 1) return
    total++
    if ((related[term] ?? 0) >= KINDRED) found++
  })
  return total > 0 ? found / total : 0
}

/** Shares of the names and numbers of a question: in the sentence itself, and in it, its neighbours or the title. */
function coverFirm({ terms }: ReadQuestion, places: readonly Place[], meetings: readonly Meeting[]) {
  const firmTerms = terms.flatMap((term, index) => (term.firm ? [index] : []))
  const has = (key: number, place: number) => (meetings[place]?.kin[firmTerms[key] ?? -1] ?? 0) >= KINDRED
  const around = (key: number, index: number) => {
    const place = places[index]
    if (place === undefined) return false
    return [index, place.before, place.after, place.opening[0] ?? -1].some((at) => has(key, at))
  }
  const share = (degree: (key: number, place: number) => boolean) =>
    cover(firmTerms.length, places.length, (key, place) => (degree(key, place) ? 1 : 0)).share
  return { firm: share(has), firmAround: share(around) }
}

/** The greatest value, at least a little above 0 so that it can divide. Spreading into `Math.max` fails on long texts. */
function greatest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), 1e-9)
}

const CASELESS: ReadonlySet<Language> = new Set(['hi', 'ar', 'zh'])

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
