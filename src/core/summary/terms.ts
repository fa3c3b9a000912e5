import { stem } from '../language/stems.ts'
import { isStopword } from '../language/stopwords.ts'
import { splitWords } from '../language/words.ts'
import type { SummaryText } from './text.ts'

/**
 * The words of some sentences of one text as numbers. A *word* is a kind of word (by stem, without accents), a *pair*
 * two kinds that stand side by side in a sentence, a *token* one place where a word stands.
 */
export interface Terms {
  /** Token t belongs to sentence s when starts[s] <= t < starts[s + 1]. */
  readonly starts: Int32Array
  /** Word number of every token. */
  readonly words: Int32Array
  /** Pair number of a token and the next one; −1 at a sentence's last token. */
  readonly pairs: Int32Array
  /** 1 where the token begins with a capital and is not its sentence's first. */
  readonly capital: Uint8Array
  /** By word number. */
  readonly keys: readonly string[]
  readonly stop: Uint8Array
  readonly digit: Uint8Array
  /** By pair number: its two words. */
  readonly left: Int32Array
  readonly right: Int32Array
}

/** Gives words the same number wherever they occur, so that several texts can be compared. */
export class Vocabulary {
  readonly keys: string[] = []
  readonly stop: number[] = []
  readonly digit: number[] = []
  readonly left: number[] = []
  readonly right: number[] = []
  readonly #words = new Map<string, number>()
  readonly #surfaces = new Map<string, number>()
  readonly #pairs = new Map<number, number>()

  word(surface: string, language: SummaryText['language']): number {
    const known = this.#surfaces.get(surface)
    if (known !== undefined) return known
    const key = stem(surface, language)
    let number = this.#words.get(key)
    if (number === undefined) {
      number = this.keys.length
      this.#words.set(key, number)
      this.keys.push(key)
      this.stop.push(isStopword(surface, language) ? 1 : 0)
      this.digit.push(/\p{N}/u.test(surface) ? 1 : 0)
    }
    this.#surfaces.set(surface, number)
    return number
  }

  pair(left: number, right: number): number {
    const key = left * 2 ** 26 + right
    let number = this.#pairs.get(key)
    if (number === undefined) {
      number = this.left.length
      this.#pairs.set(key, number)
      this.left.push(left)
      this.right.push(right)
    }
    return number
  }
}

/** One sentence of one of several texts. */
export interface Passage {
  readonly text: SummaryText
  readonly sentence: number
}

/** The given sentences of one text as passages; all of them by default. */
export function passagesOf(text: SummaryText, sentences: Iterable<number> = text.sentences.keys()): Passage[] {
  return Array.from(sentences, (sentence) => ({ text, sentence }))
}

/** Numbers the words of the given passages, in the order given. */
export function numberTerms(passages: readonly Passage[], vocabulary = new Vocabulary()): Terms {
  const starts = [0]
  const words: number[] = []
  const pairs: number[] = []
  const capital: number[] = []
  for (const { text, sentence: index } of passages) {
    const sentence = text.sentences[index]
    const first = words.length
    if (sentence !== undefined) {
      const source = text.text.slice(sentence.start, sentence.end)
      for (const word of splitWords(source, text.language)) {
        const upper = isCapital(source, word.start)
        for (const part of partsOf(word.norm)) {
          const number = vocabulary.word(part, text.language)
          if (words.length > first) pairs[words.length - 1] = vocabulary.pair(words[words.length - 1] ?? 0, number)
          capital.push(upper && words.length > first ? 1 : 0)
          words.push(number)
          pairs.push(-1)
        }
      }
    }
    starts.push(words.length)
  }
  return {
    starts: Int32Array.from(starts),
    words: Int32Array.from(words),
    pairs: Int32Array.from(pairs),
    capital: Uint8Array.from(capital),
    keys: vocabulary.keys,
    stop: Uint8Array.from(vocabulary.stop),
    digit: Uint8Array.from(vocabulary.digit),
    left: Int32Array.from(vocabulary.left),
    right: Int32Array.from(vocabulary.right),
  }
}

/** The terms of some neighbouring sentences as if nothing else had been numbered. */
export interface TermsPart {
  readonly terms: Terms
  /** The whole's number of every word and pair of the part. */
  readonly words: Int32Array
  readonly pairs: Int32Array
}

/** Sentences `from` up to but not including `to` of `whole`, numbered anew. */
export function partOf(whole: Terms, from: number, to: number): TermsPart {
  const first = whole.starts[from] ?? 0
  const last = whole.starts[to] ?? first
  const words = renumber(whole.words.subarray(first, last))
  const pairs = renumber(whole.pairs.subarray(first, last))
  const local = new Map(Array.from(words.numbers, (number, i) => [number, i]))
  const localWords = (numbers: Int32Array) => numbers.map((number) => local.get(number) ?? -1)
  return {
    terms: {
      starts: whole.starts.slice(from, to + 1).map((start) => start - first),
      words: words.ids,
      pairs: pairs.ids,
      capital: whole.capital.slice(first, last),
      keys: Array.from(words.numbers, (number) => whole.keys[number] ?? ''),
      stop: Uint8Array.from(words.numbers, (number) => whole.stop[number] ?? 0),
      digit: Uint8Array.from(words.numbers, (number) => whole.digit[number] ?? 0),
      left: localWords(pairs.numbers.map((pair) => whole.left[pair] ?? 0)),
      right: localWords(pairs.numbers.map((pair) => whole.right[pair] ?? 0)),
    },
    words: words.numbers,
    pairs: pairs.numbers,
  }
}

/** Numbers from 0 in the order of first appearance; −1 stays. */
function renumber(ids: Int32Array): { ids: Int32Array; numbers: Int32Array } {
  const local = new Map<number, number>()
  const renumbered = ids.map((id) => {
    if (id < 0) return -1
    const known = local.get(id) ?? local.size
    local.set(id, known)
    return known
  })
  return { ids: renumbered, numbers: Int32Array.from(local.keys()) }
}

const inner = /[^\p{L}\p{M}\p{N}]+/u

/** "beckham's" counts as two words, as ROUGE counts it; so texts spaced as in treebanks give the same words. */
function partsOf(norm: string): readonly string[] {
  return inner.test(norm) ? norm.split(inner).filter((part) => part !== '') : [norm]
}

function isCapital(source: string, at: number): boolean {
  const letter = source.charAt(at)
  return letter !== letter.toLowerCase()
}
