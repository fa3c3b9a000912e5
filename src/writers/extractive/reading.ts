import type { Document } from '../../core/document.ts'
import { findDates } from '../../core/language/dates.ts'
import { findDayMonths } from '../../core/language/day-months.ts'
import {
  fitnessOf,
  hasSpeaker,
  isApparatusHeading,
  isEndMark,
  isSummaryHeading,
  paragraphMark,
} from '../../core/language/fitness.ts'
import { speaksOfFuture } from '../../core/language/future.ts'
import { findListNumbers } from '../../core/language/list-numbers.ts'
import { type Leaning, leaningOf, looseConnective } from '../../core/language/openers.ts'
import { stem } from '../../core/language/stems.ts'
import { splitWords } from '../../core/language/words.ts'
import { prepareText, type SummarySentence, type SummaryText } from '../../core/summary/text.ts'

import { titleOf } from './headline.ts'
import { contentOf } from './weighing.ts'

/** A sentence of a document, UTF-16 offsets in its text. */
export interface Sentence {
  readonly document: Document
  readonly start: number
  readonly end: number
}

/** A sentence that a brief may show, with what an editor wants to know of it. */
export interface Line extends Sentence {
  /** Numbers of the sentences of the text that it consists of: one, or an introduction and the items it introduces. */
  readonly numbers: readonly number[]
  readonly section: number
  readonly words: number
  readonly leaning: Leaning
  /** Opens its paragraph. */
  readonly isFirst: boolean
  /** 0 to 1: how fit it is to be shown, whatever it says. Never 0. */
  readonly fitness: number
  readonly isFuture: boolean
}

/** A part of a document under one heading. */
export interface Section {
  readonly heading?: { readonly start: number; readonly end: number }
  /** Says the whole in short. */
  readonly isSummary: boolean
  /** Numbers of its sentences, headings left out. */
  readonly numbers: readonly number[]
}

/** A document as the writer reads it. */
export interface Reading {
  readonly document: Document
  readonly text: SummaryText
  /** The words (stems) of what stands above the text as its title. */
  readonly titleWords: ReadonlySet<string>
  readonly sections: readonly Section[]
  /** In reading order. */
  readonly lines: readonly Line[]
}

/** An introduction with its items is one sentence only while it is this short. */
const LONGEST_LIST_WORDS = 50

/** Reads a document: its sections, and the sentences that may be shown. */
export function readDocument(document: Document): Reading {
  const { text, language, title, date, paragraphs } = document
  const prepared = prepareText(text, language, {
    title,
    ...(paragraphs.length === 0 ? {} : { paragraphs }),
    ...(date === undefined ? {} : { date }),
  })
  const { sections, sectionOf } = sectionsOf(document, prepared)
  const introduced = introducedStems(prepared)
  const listed = listedParagraphs(document, prepared)
  const lines: Line[] = []
  for (let number = 0; number < prepared.sentences.length; number++) {
    const line = readLine(document, prepared, number, sectionOf[number] ?? -1, introduced, listed)
    if (line !== undefined) lines.push(line)
  }
  const titleWords = contentOf(titleOf(document)?.quote ?? '', language)
  return { document, text: prepared, titleWords, sections, lines }
}

function sectionsOf({ text, paragraphs }: Document, prepared: SummaryText) {
  const sections: { heading?: { start: number; end: number }; isSummary: boolean; numbers: number[] }[] = [
    { isSummary: false, numbers: [] },
  ]
  // Sentences of parts that are for editors, lawyers and librarians belong to no section.
  const sectionOf: number[] = []
  let isApparatus = false
  let isOver = false
  let last = -1
  for (const [number, sentence] of prepared.sentences.entries()) {
    const paragraph = paragraphs[sentence.paragraph]
    const isNew = sentence.paragraph !== last
    last = sentence.paragraph
    const words = text.slice(sentence.start, sentence.end)
    if (isNew && isEndMark(words)) isOver = true
    if (isNew && paragraph?.kind === 'heading') {
      const heading = { start: paragraph.start, end: paragraph.end }
      const title = text.slice(heading.start, heading.end)
      isApparatus = isApparatusHeading(title)
      sections.push({ heading, isSummary: isSummaryHeading(title), numbers: [] })
    }
    const isHeading = paragraph?.kind === 'heading'
    sectionOf.push(isApparatus || isOver || isHeading ? -1 : sections.length - 1)
    if (!isApparatus && !isOver && !isHeading) sections.at(-1)?.numbers.push(number)
  }
  return { sections, sectionOf }
}

function readLine(
  document: Document,
  prepared: SummaryText,
  number: number,
  section: number,
  introduced: ReadonlyMap<string, number>,
  listed: ReadonlySet<number>,
): Line | undefined {
  const sentence = prepared.sentences[number]
  if (sentence === undefined || section < 0) return undefined
  const { text, language } = document
  const list = introducedList(document, prepared, number)
  if (!sentence.usable && list === undefined) return undefined
  const isFirst = prepared.sentences[number - 1]?.paragraph !== sentence.paragraph
  const isSpoken = hasSpeaker(
    text.slice(document.paragraphs[sentence.paragraph]?.start ?? sentence.start, sentence.end),
  )
  const isItem = document.paragraphs[sentence.paragraph]?.kind === 'item'
  const numbers = list ?? [number]
  const end = prepared.sentences[numbers.at(-1) ?? number]?.end ?? sentence.end
  let start = sentence.start
  if (isFirst) start += paragraphMark(text.slice(start, end), listed.has(sentence.paragraph))
  start += looseConnective(text.slice(start, end), language)
  const shown = text.slice(start, end)
  const words = splitWords(shown, language).length
  // The stop behind the last item closes the sentence; a list that has none closes with the list.
  const whole = list === undefined || /\p{Sentence_Terminal}\s*$/u.test(shown) ? shown : `${shown}.`
  const fitness = fitnessOf(whole, { language, words, isItem, hasSpeaker: isFirst && isSpoken })
  if (fitness === 0) return undefined
  return {
    document,
    start,
    end,
    numbers,
    section,
    words,
    // What somebody says is theirs only beside their name.
    leaning: isSpoken && !isFirst ? { kind: 'before' } : settle(leaningOf(shown, language), number, introduced),
    isFirst,
    fitness,
    isFuture: speaksOfFuture(shown, language) || namesDayAhead(shown, document),
  }
}

/** The paragraphs whose number is that of a list. */
function listedParagraphs({ text, paragraphs }: Document, { sentences }: SummaryText): ReadonlySet<number> {
  const spans: ({ start: number; end: number } | undefined)[] = []
  for (const { paragraph, start, end } of sentences) {
    spans[paragraph] = { start: spans[paragraph]?.start ?? start, end }
  }
  const isText = (number: number) => /^(?:prose|item)$/u.test(paragraphs[number]?.kind ?? 'prose')
  const texts = Array.from(spans, (span, number) => {
    return span !== undefined && isText(number) ? text.slice(span.start, span.end) : ''
  })
  return findListNumbers(texts)
}

/** By stem, the first sentence that has it. */
function introducedStems({ text, language, sentences }: SummaryText): Map<string, number> {
  const introduced = new Map<string, number>()
  const seen = new Set<string>()
  for (const [number, { start, end, usable }] of sentences.entries()) {
    if (!usable) continue
    for (const { norm } of splitWords(text.slice(start, end), language)) {
      if (seen.has(norm)) continue
      seen.add(norm)
      const key = stem(norm, language)
      if (!introduced.has(key)) introduced.set(key, number)
    }
  }
  return introduced
}

/** "The lamp needs …" leans on an earlier sentence about a lamp if there is one; a first mention explains itself. */
function settle(leaning: Leaning, number: number, introduced: ReadonlyMap<string, number>): Leaning {
  if (leaning.kind !== 'noun' || leaning.isSure) return leaning
  const nouns = leaning.nouns.filter((noun) => (introduced.get(noun) ?? number) < number)
  return nouns.length === 0 ? { kind: 'none' } : { ...leaning, nouns }
}

/** Whether a sentence names a day after its document's own: "The rules enter into force on 1 March". */
function namesDayAhead(sentence: string, { date, language }: Document): boolean {
  if (date === undefined || !/\p{N}/u.test(sentence)) return false
  const day = date.slice(0, 10)
  return [...findDates(sentence, language), ...findDayMonths(sentence, day)].some(({ iso }) => iso > day)
}

/** The numbers of an introduction that ends in a colon and of the items behind it, where they read as one sentence. */
function introducedList({ text, paragraphs, language }: Document, prepared: SummaryText, number: number) {
  const at = (index: number): SummarySentence | undefined => prepared.sentences[index]
  const introduction = at(number)
  if (introduction === undefined || !/[:：]\s*$/u.test(text.slice(introduction.start, introduction.end)))
    return undefined
  const numbers = [number]
  let words = splitWords(text.slice(introduction.start, introduction.end), language).length
  for (let index = number + 1; ; index++) {
    const item = at(index)
    if (item === undefined || paragraphs[item.paragraph]?.kind !== 'item') break
    const shown = text.slice(item.start, item.end)
    words += splitWords(shown, language).length
    if (words > LONGEST_LIST_WORDS) return undefined
    numbers.push(index)
    if (/[.。।]\s*$/u.test(shown)) break
    // Without its own comma or semicolon an item runs into the next one.
    const following = at(index + 1)
    const goesOn = following !== undefined && paragraphs[following.paragraph]?.kind === 'item'
    if (goesOn && !/(?:[,;،؛，；、]|(?:[,;] )?(?:and|or|und|oder|et|ou|y|o|и|или))\s*$/u.test(shown)) return undefined
  }
  return numbers.length > 2 ? numbers : undefined
}

/** Whether a noun (stem) is among the words of a title, or the last part of one of them: Ordnung in Lärmschutzordnung. */
export function isNamedIn(noun: string, words: ReadonlySet<string>): boolean {
  return words.has(noun) || (noun.length > 4 && [...words].some((word) => word.endsWith(noun)))
}
