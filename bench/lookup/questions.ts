import { queryTokens } from '../../src/core/language/search-tokens.ts'
import type { Command } from '../../src/core/ports.ts'
import type { Place } from '../../src/core/topic.ts'
import type { Corpus } from './corpus.ts'
import { type Random, seededRandom } from './random.ts'

/** What people ask of a desk, in the kinds that are measured. */
export const KINDS = [
  'brief: slug',
  'brief: list',
  'brief: two words',
  'brief: one typo',
  'brief: unknown',
  'full text, 1 word',
  'full text, 2 words',
  'full text, 3 words',
  'suggest',
  'suggest: one typo',
  'ask: one topic',
  'ask: all topics',
] as const
export type Kind = (typeof KINDS)[number]

/** One call of the desk. */
export type Asked =
  | { readonly kind: Kind; readonly prefix: string }
  | { readonly kind: Kind; readonly command: CommandWords }

type CommandWords = Command extends infer One ? (One extends Command ? Omit<One, 'place' | 'event'> : never) : never

/** As many questions of each kind, in an order that mixes the kinds, about topics drawn evenly from the first `size`. */
export function questionsOf(corpus: Corpus, size: number, each: number, seed: number): Asked[] {
  const random = seededRandom(seed)
  return Array.from({ length: each }, () => KINDS.map((kind) => questionOf(kind, corpus, size, random))).flat()
}

function questionOf(kind: Kind, corpus: Corpus, size: number, random: Random): Asked {
  const { topic, document } = corpus.topicAt(random.below(size))
  const [first = '', , own = ''] = topic.slug.split('-')
  const words = () => random.one(document.text.toLowerCase().match(/[a-z]+/gu) ?? [])
  const brief = (name: string): Asked => ({ kind, command: { name: 'brief', topic: name } })
  switch (kind) {
    case 'brief: slug':
      return brief(topic.slug)
    case 'brief: list':
      return brief('')
    case 'brief: two words':
      return brief(`${own} ${first}`)
    case 'brief: one typo':
      return brief(withSlip(topic.slug, random))
    case 'brief: unknown':
      return brief(`${withSlip(withSlip(own, random), random)}xy`)
    case 'full text, 1 word':
      return brief(words())
    case 'full text, 2 words':
      return brief(`${words()} ${words()}`)
    case 'full text, 3 words':
      return brief(`${words()} ${words()} ${words()}`)
    case 'suggest':
      return { kind, prefix: beginningOf(random.one([topic.slug, own, aliasIn(corpus, size, random)]), random) }
    case 'suggest: one typo':
      return { kind, prefix: withSlip(own, random) }
    case 'ask: one topic':
      return { kind, command: { name: 'ask', topic: topic.slug, question: question(words) } }
    case 'ask: all topics':
      return { kind, command: { name: 'ask', question: question(words) } }
  }
}

function aliasIn(corpus: Corpus, size: number, random: Random): string {
  return random.one(corpus.topicAt(random.one(corpus.described(size))).topic.aliases)
}

function question(words: () => string): string {
  return `Who said that ${words()} and ${words()} will ${words()} the ${words()}?`
}

/** From nothing to eight letters of a name, as a person types it. */
function beginningOf(name: string, random: Random): string {
  return [...name].slice(0, random.below(9)).join('')
}

/** Two neighbouring letters swapped. */
function withSlip(name: string, random: Random): string {
  const letters = [...name]
  const at = random.below(letters.length - 1)
  const [left = '', right = ''] = letters.slice(at, at + 2)
  return [...letters.slice(0, at), right, left, ...letters.slice(at + 2)].join('')
}

/** The same calls answered by reading everything there is, held in memory: what the desk's indices have to beat. */
export interface Scan {
  suggest(prefix: string): number
  fullText(words: string): number
}

/** Topics and texts in memory, in lower case. `size` of them. */
export function createScan(corpus: Corpus, size: number): Scan {
  const topics = Array.from({ length: size }, (_, index) => {
    const { topic, document } = corpus.topicAt(index)
    const names = [topic.slug, topic.title, ...topic.aliases].map((name) => name.toLowerCase())
    return { names, text: `${document.title} ${document.text}`.toLowerCase(), foundAt: document.foundAt }
  })
  return {
    suggest(prefix) {
      const typed = prefix.toLowerCase()
      const found = topics.filter(({ names }) =>
        names.some((name) => name.startsWith(typed) || name.includes(` ${typed}`)),
      )
      return found.sort((a, b) => (a.foundAt < b.foundAt ? 1 : -1)).slice(0, 25).length
    },
    fullText(words) {
      const wanted = queryTokens(words, 'en').map(([word = '']) => word)
      return topics.filter(({ text }) => wanted.every((word) => text.includes(word))).slice(0, 25).length
    },
  }
}

/** Somebody in a channel, who sees what is open to all. */
export const ASKER: Place = { platform: 'slack', workspace: 'T1', channel: 'C1' }
