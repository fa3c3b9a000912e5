import type { Language } from '../language/language.ts'
import { findNames } from '../language/names.ts'
import { splitWords } from '../language/words.ts'
import { saysName, saysShare } from './answer-signs.ts'
import { isAskingWord, isCountingWord } from './asking-words.ts'
import { familiesOf } from './families.ts'
import type { Asked } from './question-words.ts'
import { askedOf, isDefining } from './question-words.ts'
import { foldWords, type ReadWord, readWords } from './reading.ts'

/** A distinct word of a question. */
export interface Term {
  /** As the question spells it. */
  readonly text: string
  readonly stem: string
  readonly norm: string
  /** How much the word counts before it is known how common it is: 1, less for words that belong to the asking. */
  readonly weight: number
  /** A name or a number: what a document must mention to be about the same thing. */
  readonly firm: boolean
  /** The word families it belongs to, by `familiesOf`. */
  readonly families: readonly number[]
}

/** A question as ranking sees it. */
export interface ReadQuestion {
  readonly asked: Asked
  readonly terms: readonly Term[]
  /** Pairs of neighbouring words, as indices into `terms`. */
  readonly pairs: readonly (readonly [number, number])[]
  /** Distinct character n-grams of the words that name what is asked about. */
  readonly grams: readonly string[]
  /** The same, one character shorter. */
  readonly shortGrams: readonly string[]
  readonly stems: ReadonlySet<string>
  /** At most two words name what is asked about ("what is a glacier cave"): a definition is wanted. */
  readonly brief: boolean
  /** Index of the term that follows the question word and says what kind of thing is wanted ("which river", "how many boats"); -1 if none. */
  readonly focus: number
  /** Whether a percentage is wanted, and whether what something is called. */
  readonly asksShare: boolean
  readonly asksTerm: boolean
  /** Whether a definition is wanted, however many words name the thing. */
  readonly defining: boolean
}

/** Chinese words are one or two characters long; elsewhere four letters tell words apart and bridge most inflection. */
const GRAM_LENGTH = 4
const GRAM_LENGTH_UNSPACED = 2

/** Asking words are rarely repeated by the sentence that answers, but "name" and "year" sometimes are. */
const ASKING_WEIGHT = 0.4

/** Where the same word stands in most sentences its rarity tells so; where it does not, "after" and "between" mean something. */
const STOPWORD_WEIGHT = 0.5

/** Reads a question for passages in `language`; `spoken` is the language that it is asked in, which decides its question words. */
export function readQuestion(text: string, language: Language, spoken: Language = language): ReadQuestion {
  const words = readWords(text, language)
  const telling = words.filter((word) => !isAskingWord(word.norm, language))
  const topical = telling.filter((word) => !word.stopword)
  const isName = namesOf(text, language)
  const indices = new Map<string, number>()
  const terms: Term[] = []
  for (const word of words) {
    if (indices.has(word.stem)) continue
    indices.set(word.stem, terms.length)
    const asking = isAskingWord(word.norm, language)
    terms.push({
      text: word.text,
      stem: word.stem,
      norm: word.norm,
      weight: word.stopword ? STOPWORD_WEIGHT : asking ? ASKING_WEIGHT : 1,
      firm: !asking && !word.stopword && (isName(word) || /\d/.test(word.norm)),
      families: familiesOf(word.stem, language),
    })
  }
  const pairs: (readonly [number, number])[] = []
  for (let at = 1; at < words.length; at++) {
    const left = indices.get(words[at - 1]?.stem ?? '')
    const right = indices.get(words[at]?.stem ?? '')
    if (left !== undefined && right !== undefined && left !== right) pairs.push([left, right])
  }
  const folded = foldWords(telling.length > 0 ? telling : words, language)
  const gramLength = language === 'zh' ? GRAM_LENGTH_UNSPACED : GRAM_LENGTH
  return {
    asked: askedOf(text, spoken),
    terms,
    pairs,
    grams: charGrams(folded, gramLength),
    shortGrams: charGrams(folded, gramLength - 1),
    stems: new Set(words.map((word) => word.stem)),
    brief: topical.length <= 2,
    focus: focusOf(words, terms),
    asksShare: saysShare(text),
    asksTerm: saysName(text),
    defining: isDefining(text, spoken),
  }
}

/** Tells names by their capital; in German, where every noun has one, by what `findNames` makes of the question. */
function namesOf(text: string, language: Language): (word: ReadWord) => boolean {
  if (language !== 'de') return (word) => word.capital
  const names = new Set(
    findNames(text, language).flatMap((name) => splitWords(name.text, language).map(({ norm }) => norm)),
  )
  return (word) => names.has(word.norm)
}

function charGrams(folded: string, length: number): string[] {
  const grams = new Set<string>()
  for (let at = 0; at + length <= folded.length; at++) grams.add(folded.slice(at, at + length))
  return [...grams]
}

function focusOf(words: readonly ReadWord[], terms: readonly Term[]): number {
  const next = words[words.findIndex(({ norm }) => isCountingWord(norm)) + 1]
  if (next === undefined || next.stopword || next === words[0]) return -1
  return terms.findIndex((term) => term.stem === next.stem && term.weight === 1)
}
