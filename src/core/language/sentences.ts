import { isAbbreviated } from './abbreviations.ts'
import type { Language } from './language.ts'
import { normaliseWord } from './normalise.ts'
import { isStopword } from './stopwords.ts'

/** A stretch of a text: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

const LINE = /[^\n\r\u2028\u2029\v\f\u0085]+/g

/** Sentence-final marks of any script and the ellipsis; marks of treebanks may stand apart (". . ."). */
const STOP = /[\p{Sentence_Terminal}…]+(?:\s[.!?](?=\s|$))*/gu

/** Marks that end a sentence wherever they stand: nothing is abbreviated with them, and no space need follow. */
const FULL_STOP = /[。！？｡।॥؟۔։።។៕]/u

const CLOSER = /['"”’»›)\]}」』）】》〉“‘«]/
/** “ and ‘ close a German quotation but open a Chinese one. */
const FULL_WIDTH_CLOSER = /["'”’」』）】》〉»)。！？]/
const DETACHED_CLOSER = /^\s(?:''|["”»)\]])(?=\s|$)/u
/** A note of the kind [12] or [citation needed]. */
const NOTE = /^(?:\s?\[[\p{Ll}\p{N}][^[\]]{0,30}\])+/u
const OPENER = /^[\s'"“”„‘’«»‹›([{「『（【¿¡`*_–—―•·-]*/u
/** What goes on with a sentence although a stop came before. */
const CONTINUATION = /^\s*["”’»)\]]?\s*[,;:，、；،]/
/** How far to look back for an abbreviation, and on for the next word. */
const LOOK_BEHIND = 24
const LOOK_AHEAD = 48

/** A sentence of more words is looked at for a neighbour it swallowed. */
const LONGEST_SENTENCE = 45
const SHORTEST_PART = 5

/**
 * The sentences of a text in reading order, trimmed; each is `text.slice(start, end)` verbatim and none crosses a line break.
 * Every character but white space belongs to exactly one sentence. Understands abbreviations, initials and ordinal numbers of
 * the eight languages, closing quotes and brackets, text spaced as in treebanks (` .`), and sentence marks of all scripts. A
 * sentence of over 45 words that swallowed a caption without a stop is parted where a function word begins with a capital. Time
 * is linear in the length of the text.
 */
export function splitSentences(text: string, language: Language): Span[] {
  const spans: Span[] = []
  for (const line of text.matchAll(LINE)) {
    for (const { start, end } of splitLine(line[0], language)) {
      for (const part of partSwallowed(line[0], start, end, language)) {
        spans.push({ start: part.start + line.index, end: part.end + line.index })
      }
    }
  }
  return spans
}

function splitLine(line: string, language: Language): Span[] {
  const spans: Span[] = []
  const quotes = new QuoteCount(line)
  let start = 0
  const close = (end: number): void => {
    const span = trimSpan(line, start, end)
    start = end
    if (!span) return
    const last = spans.at(-1)
    // A bare "..." or a stray quotation mark is no sentence.
    if (last && !/[\p{L}\p{N}]/u.test(line.slice(span.start, span.end)))
      spans[spans.length - 1] = { ...last, end: span.end }
    else spans.push(span)
  }
  for (const match of line.matchAll(STOP)) {
    if (match.index < start) continue
    const end = endOfSentence(line, start, match.index, match[0], quotes, language)
    if (end !== undefined) close(end)
  }
  close(line.length)
  return spans
}

function trimSpan(line: string, start: number, end: number): Span | undefined {
  const piece = line.slice(start, end)
  const trimmed = piece.trim()
  if (trimmed === '') return undefined
  const from = start + piece.indexOf(trimmed)
  return { start: from, end: from + trimmed.length }
}

/** Counts the straight quotes of a line as it is read, since only their number tells an opening from a closing one. */
class QuoteCount {
  readonly #line: string
  #position = 0
  #isOpen = false

  constructor(line: string) {
    this.#line = line
  }

  /** Whether a quotation is open at `position`, which must never go back. */
  isOpenAt(position: number): boolean {
    for (; this.#position < position; this.#position += 1) {
      if (this.#line[this.#position] === '"') this.#isOpen = !this.#isOpen
    }
    return this.#isOpen
  }
}

/** Where the sentence begun at `start` ends if the marks found at `stop` close it, else undefined. */
function endOfSentence(
  line: string,
  start: number,
  stop: number,
  marks: string,
  quotes: QuoteCount,
  language: Language,
): number | undefined {
  const after = stop + marks.length
  const isQuoted = quotes.isOpenAt(stop)
  const ahead = (from: number): string => line.slice(from, from + LOOK_AHEAD)
  if (FULL_STOP.test(marks)) {
    const end = takeNote(line, takeClosers(line, after, FULL_WIDTH_CLOSER))
    return CONTINUATION.test(ahead(end)) ? undefined : end
  }
  const behind = line.slice(Math.max(start, stop - LOOK_BEHIND), stop)
  const closed = takeClosers(line, after, CLOSER, isQuoted)
  if (closed < line.length && !/[\s[]/.test(line[closed] ?? '')) {
    return isRunTogether(behind, ahead(closed)) ? closed : undefined
  }
  const detached = DETACHED_CLOSER.exec(ahead(closed))?.[0] ?? ''
  const end = takeNote(
    line,
    detached !== '' && (detached.trim() !== '"' || isQuoted) ? closed + detached.length : closed,
  )
  if (end >= line.length) return end
  const rest = ahead(end)
  if (CONTINUATION.test(rest) || !/^\s/.test(rest)) return undefined
  const opening = OPENER.exec(rest)?.[0] ?? ''
  const next = rest.slice(opening.length)
  if (/\s$/.test(behind) && marks.length === 1) return isSpacedAbbreviation(behind, next, language) ? undefined : end
  if (/^\p{Ll}/u.test(next) || (/[([]$/.test(opening) && /^\p{N}/u.test(next))) return undefined
  if (marks !== '.' || /[^)\]]/.test(line.slice(after, closed))) return end
  return isAbbreviated(behind, next, opensSentence(next, language), language) ? undefined : end
}

function takeClosers(line: string, from: number, closer: RegExp, isQuoted = true): number {
  let end = from
  while (end < line.length && closer.test(line[end] ?? '')) {
    // `."Nous` opens the next quotation if none is open.
    if (line[end] === '"' && !isQuoted && /^[\p{L}\p{N}]/u.test(line.slice(end + 1, end + 3))) break
    end += 1
  }
  return end
}

function takeNote(line: string, from: number): number {
  return from + (NOTE.exec(line.slice(from, from + LOOK_AHEAD))?.[0].length ?? 0)
}

/** Whether the space between two sentences was lost, as where markup was stripped ("last week.The minister"). */
function isRunTogether(behind: string, next: string): boolean {
  return (
    /(?:^|[\s"“«'’(])[\p{L}'’-]*\p{Ll}{2}$/u.test(behind) &&
    /^["“«]?(?:\p{Lu}\p{Ll}*['’ ]|\p{Lu}\p{Ll}+[, ])/u.test(next)
  )
}

/** In treebank spacing a stop ends the sentence whatever follows, but for initials and decimals torn apart ("U . S .", "4 . 9"). */
function isSpacedAbbreviation(behind: string, next: string, language: Language): boolean {
  if (/(?:^|\s)\p{L}\s$/u.test(behind)) return !opensSentence(next, language)
  if (/\d\s$/.test(behind) && /^\d/.test(next)) return true
  // Only what never ends a sentence ("Oct . 18"): the capital of the next word tells nothing here.
  return isAbbreviated(behind.trimEnd(), next, true, language)
}

function opensSentence(next: string, language: Language): boolean {
  const word = /^\p{Lu}[\p{L}\p{M}]*(?![.\p{L}])/u.exec(next)?.[0]
  if (word?.length === 1 && /^.\s\./u.test(next)) return false
  return word !== undefined && isStopword(normaliseWord(word), language)
}

/** A capital that nothing before accounts for, on a word that is capitalised only where a sentence begins. */
const SEAM = /(?<=[\p{Ll}\p{N})”"'’])\s+(?=(\p{Lu}\p{Ll}*)\s\p{Ll})/gu
/** Longer German function words are nouns as well (waren, Waren). */
const LONGEST_SEAM_WORD = 4
/** Capitals of courtesy (German Sie, Ihnen) and the English I tell nothing. */
const COURTESY = /^(?:I|Sie|Ihr|Ihnen|Ihre[mnrs]?|Vous|Usted|Вы|Вас|Вам)$/

function partSwallowed(line: string, start: number, end: number, language: Language): Span[] {
  const sentence = line.slice(start, end)
  if (countSpaces(sentence) < LONGEST_SENTENCE) return [{ start, end }]
  const parts: Span[] = []
  let from = 0
  for (const seam of sentence.matchAll(SEAM)) {
    const word = seam[1] ?? ''
    if (COURTESY.test(word) || word.length > LONGEST_SEAM_WORD || !isStopword(normaliseWord(word), language)) continue
    if (countSpaces(sentence.slice(from, seam.index)) + 1 < SHORTEST_PART) continue
    parts.push({ start: start + from, end: start + seam.index })
    from = seam.index + seam[0].length
  }
  parts.push({ start: start + from, end })
  return parts
}

function countSpaces(text: string): number {
  return text.match(/\s+/g)?.length ?? 0
}
