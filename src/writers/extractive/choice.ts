import type { Document } from '../../core/document.ts'
import { chooseFromMany } from '../../core/summary/choose-many.ts'
import { chooseFromOne } from '../../core/summary/choose-one.ts'
import { prepareText, type SummaryText } from '../../core/summary/text.ts'

/** A sentence of a document, UTF-16 offsets in its text. */
export interface Sentence {
  readonly document: Document
  readonly start: number
  readonly end: number
}

/** A bottom line and two to five points. */
const MOST_SENTENCES = 6
/** A brief is read on a phone; a text that is hardly longer than its brief is not one. */
const SHARE_OF_TEXT = 0.5

/**
 * The sentences of a brief, the bottom line first: it is the first that was chosen from the newest document that has one. The others follow
 * with the newest document first, each document in reading order. Empty if no document has a sentence to show.
 */
export function chooseSentences(documents: readonly Document[]): Sentence[] {
  const texts = documents.map(prepare)
  const usable = texts.reduce((sum, text) => sum + text.sentences.filter((sentence) => sentence.usable).length, 0)
  const wanted = Math.max(3, Math.min(MOST_SENTENCES, Math.ceil(usable * SHARE_OF_TEXT)))
  const [only] = texts
  const chosen =
    texts.length === 1 && only !== undefined
      ? chooseFromOne(only, { sentences: wanted }).map((sentence) => ({ text: 0, sentence }))
      : chooseFromMany(texts, { sentences: wanted })
  const picked = chosen.length > 0 ? chosen : firstUsable(texts)
  return [...picked]
    .sort((a, b) => a.text - b.text || a.sentence - b.sentence)
    .flatMap(({ text, sentence }) => {
      const document = documents[text]
      const span = texts[text]?.sentences[sentence]
      return document === undefined || span === undefined ? [] : [{ document, start: span.start, end: span.end }]
    })
}

function prepare({ text, language, title, date, paragraphs }: Document): SummaryText {
  return prepareText(text, language, { title, paragraphs, ...(date === undefined ? {} : { date }) })
}

/** Texts of a few words have nothing to choose from: what stands first is the brief. */
function firstUsable(texts: readonly SummaryText[]) {
  for (const [text, { sentences }] of texts.entries()) {
    const usable = sentences.findIndex((sentence) => sentence.usable)
    const sentence = usable >= 0 ? usable : sentences.length > 0 ? 0 : -1
    if (sentence >= 0) return [{ text, sentence }]
  }
  return []
}
