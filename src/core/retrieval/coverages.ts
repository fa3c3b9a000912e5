import { type Coverage, cover } from './coverage.ts'
import { KINDRED, type Meeting } from './matching.ts'
import type { Place } from './place.ts'
import type { ReadQuestion } from './question.ts'

/** What a sentence that leans on the one before it takes over from it. */
const CHAINED = 0.8

/** Shares of the question that each place has, alone or with what stands around it. */
export function coverPlaces(question: ReadQuestion, places: readonly Place[], meetings: readonly Meeting[]) {
  const count = places.length
  const { terms, grams, shortGrams } = question
  const own = (term: number) => terms[term]?.weight ?? 1
  const has = (term: number, place: number) => (meetings[place]?.terms.has(term) === true ? 1 : 0)
  const kin = (term: number, place: number) => meetings[place]?.kin[term] ?? 0
  const related = (term: number, place: number) => meetings[place]?.related[term] ?? 0
  const before = (place: number) => places[place]?.before ?? -1
  /** How nearly what opens the passage, its title and first sentence, has the term: later sentences seldom say it again. */
  const inOpening = (term: number, place: number) =>
    (places[place]?.opening ?? []).reduce((most, opening) => Math.max(most, kin(term, opening)), 0)
  const ofTerms = (degree: (term: number, place: number) => number) => cover(terms.length, count, degree, own)
  const ofGrams = (some: readonly string[]) =>
    cover(some.length, count, (gram, place) => (places[place]?.sentence.folded.includes(some[gram] ?? '') ? 1 : 0))
  const exact = ofTerms(has)
  return {
    exact,
    kindred: ofTerms(kin),
    withBefore: ofTerms((term, place) => Math.max(has(term, place), has(term, before(place)))),
    relatedBefore: ofTerms((term, place) => Math.max(related(term, place), related(term, before(place)))),
    related: ofTerms(related),
    chained: ofTerms((term, place) =>
      places[place]?.sentence.leans === true
        ? Math.max(related(term, place), CHAINED * related(term, before(place)))
        : related(term, place),
    ),
    withOpening: ofTerms((term, place) => Math.max(related(term, place), inOpening(term, place))),
    beyondOpening: beyond(exact, count, inOpening, related),
    grams: ofGrams(grams),
    shortGrams: ofGrams(shortGrams),
  }
}

/** Of the terms that what opens the passage lacks, the share that each place has: what is asked about the subject. */
function beyond(
  { weights }: Coverage,
  places: number,
  inOpening: (term: number, place: number) => number,
  related: (term: number, place: number) => number,
): Float64Array {
  const share = new Float64Array(places)
  for (let place = 0; place < places; place++) {
    let total = 0
    let found = 0
    weights.forEach((weight, term) => {
      if (inOpening(term, place) >= KINDRED) return
      total += weight
      found += weight * related(term, place)
    })
    share[place] = total > 0 ? found / total : 0
  }
  return share
}
