import type { Paragraph } from '../document.ts'
import { isBoilerplate, isHeading, leadIn } from '../language/clean.ts'
import type { Language } from '../language/language.ts'
import { splitSentences } from '../language/sentences.ts'

/** A sentence of a text: UTF-16 offsets, end exclusive, a dateline or other lead-in left out. */
export interface SummarySentence {
  readonly start: number
  readonly end: number
  /** Number of its paragraph, from 0. */
  readonly paragraph: number
  /** Whether a summary may show it: not a heading, not boilerplate, not a part of a table. */
  readonly usable: boolean
}

/** A text made ready to be summarised. */
export interface SummaryText {
  readonly text: string
  readonly language: Language
  readonly title?: string
  /** ISO 8601 day or instant. */
  readonly date?: string
  readonly sentences: readonly SummarySentence[]
}

/** What else is known of a text. `paragraphs` tells headings and tables from prose; without it each line is a paragraph. */
export interface AboutText {
  readonly title?: string
  readonly date?: string
  readonly paragraphs?: readonly Paragraph[]
}

/** Splits a text into sentences and says which of them a summary may show. Never throws, whatever the text. */
export function prepareText(text: string, language: Language, about: AboutText = {}): SummaryText {
  return {
    text,
    language,
    ...(about.title !== undefined && { title: about.title }),
    ...(about.date !== undefined && { date: about.date }),
    sentences: sentencesOf(text, language, about.paragraphs),
  }
}

function sentencesOf(text: string, language: Language, paragraphs: readonly Paragraph[] = lineParagraphs(text)) {
  return paragraphs.flatMap((paragraph, number) => {
    const source = text.slice(paragraph.start, paragraph.end)
    const prose = paragraph.kind === 'prose' || paragraph.kind === 'item'
    return splitSentences(source, language).flatMap((span): SummarySentence[] => {
      const raw = source.slice(span.start, span.end)
      const start = span.start + leadIn(raw, language)
      if (start >= span.end) return []
      const sentence = source.slice(start, span.end)
      // A list item may lack a final stop; a line of prose without one is a heading.
      const title = paragraph.kind === 'prose' && isHeading(sentence, language)
      const usable = prose && !title && !isBoilerplate(sentence, language)
      return [{ start: paragraph.start + start, end: paragraph.start + span.end, paragraph: number, usable }]
    })
  })
}

/** Where nothing is known of paragraphs, every line is one. */
function lineParagraphs(text: string): Paragraph[] {
  return Array.from(text.matchAll(/[^\n]+/g), (line) => ({
    kind: 'prose',
    start: line.index,
    end: line.index + line[0].length,
  }))
}
