import type { Language } from './language.ts'
import { splitSentences } from './sentences.ts'
import { isStopword } from './stopwords.ts'
import { splitWords, type Word } from './words.ts'

/** A proper name in its text: UTF-16 offsets, end exclusive. */
export interface Name {
  readonly text: string
  readonly start: number
  readonly end: number
}

const CONNECTORS = new Set([
  'of',
  'de',
  'del',
  'du',
  'des',
  'di',
  'da',
  'van',
  'von',
  'der',
  'den',
  'bin',
  'ibn',
  'al',
  'el',
  'la',
])

/** The proper names of a text in reading order, without overlaps. First version: runs of capitalised words in mid-sentence. */
export function findNames(text: string, language: Language): Name[] {
  const sentences = splitSentences(text, language).map(({ start, end }) => ({
    start,
    words: splitWords(text.slice(start, end), language).map((word) => ({
      ...word,
      start: word.start + start,
      end: word.end + start,
    })),
  }))
  const middle = new Set(
    sentences.flatMap(({ words }) =>
      words
        .slice(1)
        .filter(isCapitalised)
        .map((word) => word.norm),
    ),
  )
  const lower = new Set(
    sentences.flatMap(({ words }) => words.filter((word) => !isCapitalised(word)).map((word) => word.norm)),
  )
  const names: Name[] = []
  for (const { words } of sentences) {
    let run: Word[] = []
    const close = () => {
      while (run.length > 0 && !isCapitalised(run[run.length - 1])) run.pop()
      const first = run[0]
      const last = run[run.length - 1]
      if (first && last) names.push({ text: text.slice(first.start, last.end), start: first.start, end: last.end })
      run = []
    }
    for (const [index, word] of words.entries()) {
      const previous = run[run.length - 1]
      if (previous && !/^(?:\.? |-|\u00a0)$/.test(text.slice(previous.end, word.start))) close()
      const proper =
        isCapitalised(word) &&
        !isStopword(word.norm, language) &&
        (index > 0 || middle.has(word.norm) || !lower.has(word.norm))
      if (proper || (run.length > 0 && CONNECTORS.has(word.norm))) run.push(word)
      else close()
    }
    close()
  }
  return names
}

function isCapitalised(word: Word | undefined): boolean {
  return word !== undefined && /^\p{Lu}/u.test(word.text)
}
