import { digitsOf, isShortSlip, isSlip, sameLetters } from './slips.ts'
import { isUnspaced, joined, namesOf, spelling, wordsOf } from './spelling.ts'
import type { TopicRecord } from './store-ports.ts'

/** How well a topic fits what somebody typed. */
export interface Match {
  readonly topic: TopicRecord
  /** 0 … 1, in bands: the name itself, all words of it, the same but for a slip, near, nothing like it. */
  readonly score: number
}

/** From here on it is the name itself, in whatever order and spacing. */
const SAME = 0.98
/** From here on every word that was typed is a word of the name. */
const WORDS = 0.8
/** From here on a topic is what was meant, if no other fits as well. Up to `WORDS` there are slips of the fingers. */
const MEANT = 0.75
/** Slips that are this much worse than the best are not what was meant. */
const SLIP_MARGIN = 0.02
/** From here on a topic is worth offering. */
const NEAR = 0.34
/** Near, but not so that it is suggested while somebody types. */
const SHORT_SLIP = 0.45
const OFFERED = 5

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
  const [best] = matches
  if (best === undefined || best.score < MEANT) return { kind: 'near', topics: offer(matches) }
  const fitting = matches.filter(({ score }) => score >= leastBeside(best.score))
  return fitting.length === 1 ? { kind: 'one', topic: best.topic } : { kind: 'several', topics: offer(fitting) }
}

/** How well another topic must fit to be as likely as the best one: `india` is no more one topic than another with that word. */
function leastBeside(best: number): number {
  if (best >= SAME) return best
  return best >= WORDS ? WORDS : Math.max(MEANT, best - SLIP_MARGIN)
}

function offer(matches: readonly Match[]): TopicRecord[] {
  return matches.slice(0, OFFERED).map(({ topic }) => topic)
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

function completion(query: string, name: string): number {
  if (name === query) return 5
  if (name.startsWith(query)) return 4
  if (name.includes(`-${query}`)) return 3
  if (joined(name).startsWith(joined(query)) || beginsWords(query, name)) return 2
  const near = likeness(query, name)
  return near >= 0.5 ? near : 0
}

/** 0 … 1: the same; the same words in another order; some of the words; the same but for a slip of the fingers. */
function likeness(query: string, name: string): number {
  if (query === name) return 1
  if (joined(query) === joined(name)) return 0.99
  const [asked, has] = [wordsOf(query), wordsOf(name)]
  const common = asked.filter((word) => holds(has, word)).length
  const share = Math.min(1, common / has.length)
  if (common === asked.length)
    return common === has.length && has.every((word) => holds(asked, word)) ? SAME : WORDS + 0.1 * share
  const fits = (isLike: (word: string, other: string) => boolean) =>
    asked.every((word) => holds(has, word) || has.some((other) => isSlip(word, other) || isLike(word, other)))
  return Math.max(
    fits(() => false) ? MEANT + 0.03 * Math.min(1, asked.length / has.length) : 0,
    fits((word, other) => isShortSlip(word, other) === 'swapped') ? MEANT : 0,
    fits((word, other) => isShortSlip(word, other) !== undefined) ? SHORT_SLIP : 0,
    slipScore(query, name),
    beginsWords(query, name) ? 0.6 : 0,
    0.7 * (common / Math.max(asked.length, has.length)),
  )
}

/** Whether a name has a word; where no spaces are written, a part of two characters is one. */
function holds(words: readonly string[], word: string): boolean {
  if (words.includes(word)) return true
  return isUnspaced(word) && [...word].length > 1 && words.some((other) => other.includes(word))
}

/** Whether every word that was typed begins a word of the name. */
function beginsWords(query: string, name: string): boolean {
  const has = wordsOf(name)
  return wordsOf(query).every((word) =>
    has.some((other) => other.startsWith(word) || (isUnspaced(word) && other.includes(word))),
  )
}

/** A whole name with slips in it: one edit in five letters is meant, more is near. A number that differs is never meant. */
function slipScore(query: string, name: string): number {
  const share = sameLetters(query, name, 2 / 3)
  const meant = share >= 0.8 && digitsOf(query) === digitsOf(name)
  return meant ? MEANT + (share - 0.8) * ((WORDS - MEANT) / 0.2) : Math.max(0, share - 0.3)
}
