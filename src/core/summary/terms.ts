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

const inner = /[^\p{L}\p{M}\p{N}]+/u

/** "beckham's" counts as two words, as ROUGE counts it; so texts spaced as in treebanks give the same words. */
function partsOf(norm: string): readonly string[] {
  return inner.test(norm) ? norm.split(inner).filter((part) => part !== '') : [norm]
}

function isCapital(source: string, at: number): boolean {
  const letter = source.charAt(at)
  return letter !== letter.toLowerCase()
}
