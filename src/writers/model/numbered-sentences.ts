import { type Claim, type Evidence, evidenceOf } from '../../core/brief.ts'
import { type Document, stableId } from '../../core/document.ts'
import { splitSentences } from '../../core/language/sentences.ts'

/** A sentence that a model may rest a claim on: it names the number, and the words are the document's own. */
export interface NumberedSentence {
  readonly number: number
  readonly document: Document
  readonly text: string
  readonly evidence: Evidence
}

/** Longer ones are cut up by nobody and tell a model little: lists without a stop, tables run together. */
const LONGEST = 1_200
const SHORTEST = 8

/**
 * Sentences that speak to a language model rather than to a reader. They are not sent, so that nothing can rest on them; what else their
 * document says is.
 */
const TO_A_MODEL =
  /\b(?:ignore|disregard|forget|override)\b[^.!?]{0,40}\b(?:instructions?|prompts?|rules|above|previous)\b|\b(?:system prompt|as an? (?:ai|language model)|you are (?:now )?(?:an? )?(?:ai|assistant|chatgpt|language model)|<\/?(?:system|assistant|user)>|\[\/?INST\])|\bignorier\p{L}*\b[^.!?]{0,40}\banweisung|\bignorez?\b[^.!?]{0,40}\binstructions?\b|\bignora\b[^.!?]{0,40}\binstrucciones\b|игнориру\p{L}*[^.!?]{0,40}инструкц|忽略[^。！？]{0,20}(?:指令|指示|说明)/iu

/** All sentences of documents, numbered from 1 in reading order. */
export function numberSentences(documents: readonly Document[]): NumberedSentence[] {
  const sentences: NumberedSentence[] = []
  for (const document of documents) {
    for (const { start, end } of stretchesOf(document)) {
      for (const span of splitSentences(document.text.slice(start, end), document.language)) {
        const evidence = evidenceOf(document, start + span.start, start + span.end)
        const text = evidence.quote.replace(/\s+/gu, ' ').trim()
        if (text.length < SHORTEST || text.length > LONGEST || TO_A_MODEL.test(text)) continue
        sentences.push({ number: sentences.length + 1, document, text, evidence })
      }
    }
  }
  return sentences
}

/** Prose and items; a document whose paragraphs nobody marked is read whole. */
function stretchesOf({ paragraphs, text }: Document): readonly { start: number; end: number }[] {
  const read = paragraphs.filter(({ kind }) => kind === 'prose' || kind === 'item')
  return read.length > 0 || paragraphs.length > 0 ? read : [{ start: 0, end: text.length }]
}

/**
 * The sentences as a model reads them, between two lines with a mark that no document can know: it is made of all of them. Angle brackets
 * are replaced, since some models take them for borders.
 */
export function fence(sentences: readonly NumberedSentence[]): { readonly mark: string; readonly text: string } {
  const mark = stableId(...sentences.map(({ text }) => text))
  const lines = [`documents ${mark} begin`]
  let current: Document | undefined
  for (const { document, number, text } of sentences) {
    if (document !== current) {
      const date = document.date === undefined ? 'not dated' : document.date.slice(0, 10)
      lines.push('', `Document, ${date}: ${titleOf(document)}`)
    }
    current = document
    lines.push(`[${number}] ${plain(text)}`)
  }
  return { mark, text: [...lines, '', `documents ${mark} end`].join('\n') }
}

/** What readers know already, likewise between two lines, and without numbers: nothing can rest on it. */
export function fenceKnown(known: readonly Claim[], mark: string): string {
  const lines = known.filter(({ text }) => !TO_A_MODEL.test(text)).map(({ text }) => `- ${plain(text)}`)
  return [`known ${mark} begin`, ...(lines.length === 0 ? ['- nothing'] : lines), `known ${mark} end`].join('\n')
}

/** A title that speaks to the model is not shown to it either. */
function titleOf({ title }: Document): string {
  return TO_A_MODEL.test(title) || plain(title) === '' ? 'without a title' : plain(title)
}

function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').replaceAll('<', '‹').replaceAll('>', '›').trim()
}
