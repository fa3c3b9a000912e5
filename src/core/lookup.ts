import type { TopicRecord } from './ports.ts'
import { slugify } from './topic.ts'

/** How well a topic fits what somebody typed: 1 is the slug, an alias or the title itself. */
export interface Match {
  readonly topic: TopicRecord
  readonly score: number
}

/** From here on a topic is what was meant, if no other comes near. */
const MEANT = 0.75
/** From here on a topic is worth offering. */
const NEAR = 0.34

/** Topics that fit what somebody typed, best first; equal ones keep the order they came in. */
export function matchTopics(typed: string, topics: readonly TopicRecord[]): Match[] {
  const query = spelling(typed)
  if (query === '') return []
  return topics
    .map((topic) => ({ topic, score: Math.max(...namesOf(topic).map((name) => likeness(query, name))) }))
    .filter(({ score }) => score >= NEAR)
    .sort((a, b) => b.score - a.score)
}

/** What a list of matches comes to: one topic that was meant, a choice, or only what is nearest. */
export function decide(
  matches: readonly Match[],
):
  | { readonly kind: 'one'; readonly topic: TopicRecord }
  | { readonly kind: 'several' | 'near'; readonly topics: readonly TopicRecord[] } {
  const [best, second] = matches
  if (best !== undefined && best.score >= MEANT && (second === undefined || second.score < best.score)) {
    return { kind: 'one', topic: best.topic }
  }
  const meant = matches.filter(({ score }) => score >= MEANT)
  if (meant.length > 0) return { kind: 'several', topics: meant.slice(0, 5).map(({ topic }) => topic) }
  return { kind: 'near', topics: matches.slice(0, 5).map(({ topic }) => topic) }
}

/** Topics whose names begin with a prefix, or have a word that does, or come near it; all of them for an empty one. */
export function suggestTopics(prefix: string, topics: readonly TopicRecord[], limit: number): TopicRecord[] {
  const query = spelling(prefix)
  if (query === '') return topics.slice(0, limit)
  return topics
    .map((topic) => ({ topic, score: Math.max(...namesOf(topic).map((name) => completion(query, name))) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ topic }) => topic)
}

function namesOf(topic: TopicRecord): string[] {
  return [topic.slug, topic.title, ...topic.aliases].map(spelling).filter((name) => name !== '')
}

/** One spelling for what people type: lower case, no accents, words joined by single hyphens. */
export function spelling(text: string): string {
  return slugify(text.normalize('NFKD').replace(/\p{Diacritic}/gu, ''))
}

function completion(query: string, name: string): number {
  if (name === query) return 4
  if (name.startsWith(query)) return 3
  if (name.includes(`-${query}`)) return 2
  const near = likeness(query, name)
  return near >= 0.5 ? near : 0
}

/** 0 … 1: the same; the same words in another order; some of the words; the same but for a slip of the fingers. */
function likeness(query: string, name: string): number {
  if (query === name) return 1
  const asked = new Set(query.split('-'))
  const has = new Set(name.split('-'))
  const common = [...asked].filter((word) => has.has(word)).length
  if (common === asked.size && common === has.size) return 0.98
  // Every word that was typed is there: `belarus` means `india-belarus` if nothing else has it.
  if (common === asked.size) return 0.8 + 0.1 * (common / has.size)
  return Math.max(0.7 * (common / Math.max(asked.size, has.size)), slipScore(query, name))
}

/** Typing slips: one edit in five letters is close, more is not (measured as Damerau–Levenshtein over letters). */
function slipScore(query: string, name: string): number {
  const longest = Math.max(query.length, name.length)
  if (Math.abs(query.length - name.length) > longest / 3) return 0
  const distance = editDistance([...query], [...name])
  const share = 1 - distance / longest
  return share >= 0.8 ? 0.75 + (share - 0.8) : Math.max(0, share - 0.3)
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours (Damerau–Levenshtein, restricted). */
function editDistance(a: readonly string[], b: readonly string[]): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    before = previous
    previous = row
  }
  return previous[b.length] ?? 0
}
