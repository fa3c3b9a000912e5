import { ABBREVIATIONS } from './abbreviations.ts'
import type { Language } from './language.ts'
import { normaliseWord } from './normalise.ts'
import { isStopword } from './stopwords.ts'

/** A stretch of a text: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

const LINE = /[^\n\r\u2028\u2029\v\f\u0085]+/g

/** One or more sentence-final marks of any script, together with an ellipsis. */
const STOP = /[\p{Sentence_Terminal}…]+/gu

/** Marks that end a sentence wherever they stand, since nothing is abbreviated with them and no space follows. */
const FULL_STOP = /[。！？｡।॥؟۔։።။៕]/u

const CLOSER = /['"”’»›)\]}」』）】》〉“‘«]/
const FULL_WIDTH_CLOSER = /["'”’」』）】》〉»)]/
const DETACHED_CLOSER = /^[\s\u00a0\u202f](?:''|["”»)\]])(?=\s|$)/u
const OPENER = /^[\s'"“”„‘’«»‹›([{「『（【¿¡`*_–—―•·-]*/u

/**
 * The sentences of a text in reading order, trimmed; each is `text.slice(start, end)` verbatim and none crosses a line break.
 * Every character but white space belongs to exactly one sentence. Time is linear in the length of the text.
 */
export function splitSentences(text: string, language: Language): Span[] {
  const spans: Span[] = []
  for (const line of text.matchAll(LINE)) splitLine(line[0], line.index, language, spans)
  return spans
}

function splitLine(line: string, offset: number, language: Language, spans: Span[]): void {
  let start = 0
  for (const match of line.matchAll(STOP)) {
    if (match.index < start) continue
    const end = endOfSentence(line, start, match.index, match.index + match[0].length, language)
    if (end === undefined) continue
    addSpan(line, start, end, offset, spans)
    start = end
  }
  addSpan(line, start, line.length, offset, spans)
}

function addSpan(line: string, start: number, end: number, offset: number, spans: Span[]): void {
  const piece = line.slice(start, end)
  const trimmed = piece.trim()
  if (trimmed === '') return
  const from = offset + start + piece.indexOf(trimmed)
  spans.push({ start: from, end: from + trimmed.length })
}

/** Where the sentence begun at `start` ends if the marks at `stop`..`after` close it, else undefined. */
function endOfSentence(
  line: string,
  start: number,
  stop: number,
  after: number,
  language: Language,
): number | undefined {
  const marks = line.slice(stop, after)
  if (FULL_STOP.test(marks)) return takeClosers(line, after, FULL_WIDTH_CLOSER)
  const spaced = stop > start && /\s/.test(line[stop - 1] ?? '') && /^(?:\s|$)/.test(line.slice(after, after + 1))
  const closed = takeClosers(line, after, CLOSER)
  const detached = DETACHED_CLOSER.exec(line.slice(closed, closed + 4))?.[0] ?? ''
  const end =
    detached !== '' && opensEarlier(line.slice(start, stop), detached.trim()) ? closed + detached.length : closed
  if (end >= line.length) return line.length
  if (spaced) return end
  if (!/\s/.test(line[end] ?? '')) return undefined
  const window = line.slice(end, end + 40)
  const next = window.slice(OPENER.exec(window)?.[0].length ?? 0)
  if (/^\p{Ll}/u.test(next)) return undefined
  if (!marks.endsWith('.') || marks.length > 1 || closed > after) return end
  return isAbbreviated(line.slice(Math.max(start, stop - 24), stop), stop - start, next, language) ? undefined : end
}

function takeClosers(line: string, from: number, closer: RegExp): number {
  let end = from
  while (end < line.length && closer.test(line[end] ?? '')) end += 1
  return end
}

/** Whether a closing mark that stands apart belongs to the sentence before it: it is a pure closer or an odd straight quote. */
function opensEarlier(sentence: string, closer: string): boolean {
  if (closer !== '"') return true
  return (sentence.split('"').length - 1) % 2 === 1
}

/** Whether the full stop after `before` marks an abbreviation, initial or ordinal rather than the end of a sentence. */
function isAbbreviated(before: string, distance: number, next: string, language: Language): boolean {
  const token = /[\p{L}\p{M}\p{N}.'’-]+$/u.exec(before)?.[0] ?? ''
  if (token === '') return false
  const nextWord = /^[\p{L}\p{M}]+/u.exec(next)?.[0] ?? ''
  const opensSentence = nextWord.length > 1 && isStopword(normaliseWord(nextWord), language)
  if (/^\d+$/.test(token)) {
    if (token.length === distance) return true
    return language === 'de' && token.length <= 2 && !opensSentence
  }
  const known = ABBREVIATIONS.get(language) ?? ABBREVIATIONS.get('en')
  const key = token.toLowerCase()
  if (known?.before.has(key)) return true
  if (known?.beforeNumber.has(key) && /^\d/.test(next)) return true
  if (opensSentence) return false
  return known?.within.has(key) === true || /^(?:.*[.'’-])?\p{L}\p{M}*$/u.test(token)
}
