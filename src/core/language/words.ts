import type { Language } from './language.ts'
import { normaliseWord } from './normalise.ts'

/** A word in its text: UTF-16 offsets, end exclusive, and the form under which spellings compare equal. */
export interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly norm: string
}

/** Scripts written without spaces between words. */
export const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'

const LETTER = `[[\\p{L}\\p{M}]--[${UNSPACED}]]`

/**
 * In this order: a dotted acronym (U.N.), a number with its separators and per cent sign, a run of an unspaced script, a word.
 * A word may hold digits (MH17), joiners, and an apostrophe between letters (don't).
 */
const WORD = new RegExp(
  [
    `(?<!${LETTER})(?:\\p{L}\\.){2,}`,
    `\\p{Nd}+(?:[.,:٫٬]\\p{Nd}+)*(?:\\s?[%٪])?(?!${LETTER})`,
    `[${UNSPACED}ー]+`,
    `[[\\p{L}\\p{M}\\p{N}]--[${UNSPACED}]]+(?:['’\u200c\u200d]${LETTER}+)*`,
  ].join('|'),
  'gv',
)

const UNSPACED_RUN = new RegExp(`^[${UNSPACED}ー]`, 'v')

/** In English "India's" is the word India; in French and Italian "l'homme" is two words; elsewhere too these part cleanly. */
const POSSESSIVE = /['’]s$/i
const ELISION = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|dall|nell|sull|all|un|quest)['’](?=.{2})/i

/** The dictionaries of Intl.Segmenter look ahead without limit, so long runs are cut to keep the time linear. */
const LONGEST_RUN = 256

const segmenters = new Map<Language, Intl.Segmenter>()

/**
 * The words of a text in reading order, without punctuation. Numbers such as 1,234.5 and 3.5% are one word, as is U.N.;
 * hyphenated words, French elisions (l' + homme) and the English possessive 's are split. Chinese, Japanese, Thai, Lao, Khmer
 * and Burmese are split by the dictionaries of Intl.Segmenter. `norm` is `normaliseWord` of the text, without dots in acronyms.
 */
export function splitWords(text: string, language: Language): Word[] {
  return collectWords(text, language, true)
}

/** As `splitWords`, without the words of scripts that put no space between words, whose dictionaries take most of the time. */
export function splitSpacedWords(text: string, language: Language): Word[] {
  return collectWords(text, language, false)
}

function collectWords(text: string, language: Language, withUnspaced: boolean): Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(WORD)) {
    const run = match[0]
    const start = match.index
    if (UNSPACED_RUN.test(run)) {
      for (let offset = 0; withUnspaced && offset < run.length; offset += LONGEST_RUN) {
        splitRun(run.slice(offset, offset + LONGEST_RUN), start + offset, language, words)
      }
      continue
    }
    const cut = partLength(run, language)
    if (cut === 0) {
      addWord(run, start, words)
      continue
    }
    addWord(run.slice(0, cut).replace(/['’]$/, ''), start, words)
    const rest = run.slice(cut).replace(/^['’]/, '')
    addWord(rest, start + run.length - rest.length, words)
  }
  return words
}

/** How much of a run with an apostrophe is its first word; 0 if the run is one word. */
function partLength(run: string, language: Language): number {
  if (language === 'en' || language === 'und') {
    if (POSSESSIVE.test(run)) return run.length - 2
    if (language === 'en') return 0
  }
  return ELISION.exec(run)?.[0].length ?? 0
}

function splitRun(run: string, start: number, language: Language, words: Word[]): void {
  let segmenter = segmenters.get(language)
  if (!segmenter) {
    segmenter = createSegmenter(language)
    segmenters.set(language, segmenter)
  }
  for (const { segment, index, isWordLike } of segmenter.segment(run)) {
    if (isWordLike || /[\p{L}\p{N}]/u.test(segment)) addWord(segment, start + index, words)
  }
}

function createSegmenter(language: Language): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'word' })
  } catch {
    return new Intl.Segmenter('und', { granularity: 'word' })
  }
}

function addWord(text: string, start: number, words: Word[]): void {
  const norm = normaliseWord(text.includes('.') && !/\d/.test(text) ? text.replaceAll('.', '') : text).replace(/\s/, '')
  if (norm !== '') words.push({ text, start, end: start + text.length, norm })
}
