import { Postings } from './postings.ts'
import { StoryVectors, type TermVector } from './story-vectors.ts'
import { type StoryDocument, storyTerms } from './terms.ts'
import { Vocabulary } from './vocabulary.ts'

/** Decides for documents in the order they arrive which story each belongs to. */
export interface Grouping {
  /** How many stories there are. */
  readonly size: number
  /** The number of the document's story, 0 for the first; the next number if it opens one. */
  place(document: StoryDocument): number
  /** The number of the story that a document would join, and nothing is changed; undefined if it would open one. */
  nearest(document: StoryDocument): number | undefined
  /** Adds a document to a story, or, without one, to a story of its own. Gives its number. */
  add(document: StoryDocument, story: number | undefined): number
}

export interface GroupingSettings {
  /** Cosine from which on a document joins the nearest story. */
  readonly join: number
}

/** Chosen on ECB+ and DUC-2004 among unrelated news: lower joins two elections of one country, higher splits long stories. */
const SETTINGS: GroupingSettings = { join: 0.22 }

/** The heaviest terms of a document under which its story is found later, and with which earlier stories are looked up. */
const INDEXED_TERMS = 30
const QUERY_TERMS = 30
/** Entries of a term that are looked at, newest first: who comes late to a story of a very common word finds it by others. */
const POSTINGS_SEEN = 500
/** Stories whose cosine is computed in full. */
const CANDIDATES = 12
/** Added to document frequencies: words are never certain to be rare. */
const SMOOTHING = 0.5

/**
 * Single-pass clustering: a document joins the story whose summed vector is nearest by tf-idf cosine, if near enough, else it opens a
 * new one. Document frequencies are those of the stream so far. Candidates come from an inverted index over the heaviest terms, so that
 * time hardly grows with the number of stories; all state is in typed arrays (about 1 kB a story).
 */
export function createGrouping(settings: GroupingSettings = SETTINGS): Grouping {
  const vocabulary = new Vocabulary()
  const postings = new Postings()
  const stories = new StoryVectors()
  let documents = 0
  let scores = new Float32Array(1 << 10)

  const idf = (term: number) => Math.log((documents + 1) / (vocabulary.frequency(term) + SMOOTHING))

  function read(document: StoryDocument): TermVector {
    return new Map([...storyTerms(document)].map(([term, weight]) => [vocabulary.idOf(term), weight]))
  }

  function count(vector: TermVector): void {
    documents++
    for (const term of vector.keys()) vocabulary.count(term)
  }

  function nearestOf(vector: TermVector): number | undefined {
    let nearest: number | undefined
    let likeness = settings.join
    for (const story of candidates(vector, heaviest(vector))) {
      const cosine = stories.cosine(story, vector, idf)
      if (cosine < likeness) continue
      likeness = cosine
      nearest = story
    }
    return nearest
  }

  function addTo(given: number | undefined, vector: TermVector): number {
    const story = given ?? stories.open()
    const known = stories.terms(story)
    stories.add(story, vector, idf)
    for (const term of heaviest(vector)) if (!known.has(term)) postings.add(term, story)
    return story
  }

  function heaviest(vector: TermVector): number[] {
    const weighed = [...vector].map(([term, weight]) => ({ term, weight: weight * idf(term) }))
    weighed.sort((left, right) => right.weight - left.weight || left.term - right.term)
    return weighed.slice(0, INDEXED_TERMS).map(({ term }) => term)
  }

  function candidates(vector: TermVector, terms: readonly number[]): number[] {
    if (scores.length < stories.size) scores = new Float32Array(scores.length * 2)
    const touched: number[] = []
    for (const term of terms.slice(0, QUERY_TERMS)) {
      const worth = (vector.get(term) ?? 0) * idf(term) ** 2
      postings.visit(term, POSTINGS_SEEN, (story) => {
        if (scores[story] === 0) touched.push(story)
        scores[story] = (scores[story] ?? 0) + worth
      })
    }
    const best: number[] = []
    for (const story of touched) {
      let at = best.length
      while (at > 0 && (scores[best[at - 1] ?? 0] ?? 0) < (scores[story] ?? 0)) at--
      if (at < CANDIDATES) best.splice(at, 0, story)
      if (best.length > CANDIDATES) best.pop()
    }
    for (const story of touched) scores[story] = 0
    return best
  }

  return {
    get size() {
      return stories.size
    },
    place(document) {
      const vector = read(document)
      count(vector)
      return addTo(nearestOf(vector), vector)
    },
    nearest: (document) => nearestOf(read(document)),
    add(document, story) {
      const vector = read(document)
      count(vector)
      return addTo(story, vector)
    },
  }
}
