import { type Claim, type Evidence, evidenceOf } from '../../core/brief.ts'
import type { Document } from '../../core/document.ts'
import { shortenSentence } from '../../core/language/shortening.ts'
import type { Sentence } from './reading.ts'
import { contentOf } from './weighing.ts'

/** A headline is read at a glance, and is the most that a notification shows. */
const LONGEST_HEADLINE = 110
const FEWEST_TITLE_WORDS = 4
const MOST_TITLE_WORDS = 20
/** So much of a text is looked through for the words of its title. */
const READ_CHARACTERS = 20_000

/**
 * The title of the document that the bottom line comes from where it is one; else the bottom line itself, without leading and trailing
 * phrases. At most 110 characters.
 */
export function headlineOf({ document, start, end }: Sentence): Claim {
  const evidence = titleOf(document) ?? evidenceOf(document, start, end)
  return { text: shortenSentence(evidence.quote, document.language, LONGEST_HEADLINE), evidence: [evidence] }
}

/** What a document itself puts above its text: its title, or below words such as "Press release" its first heading; undefined if nothing. */
export function titleOf(document: Document): Evidence | undefined {
  const { id, revision, title } = document
  if (isTitle(title, document))
    return { document: id, revision, part: 'title', start: 0, end: title.length, quote: title }
  return firstHeading(document)
}

/** A press release has its headline below the words "Press release". */
function firstHeading(document: Document) {
  for (const { kind, start, end } of document.paragraphs.slice(0, 3)) {
    if (kind !== 'heading') return undefined
    const evidence = evidenceOf(document, start, end)
    const words = evidence.quote.trim().split(/\s+/u).length
    if (words >= FEWEST_TITLE_WORDS && words <= MOST_TITLE_WORDS && isTitle(evidence.quote, document)) return evidence
  }
  return undefined
}

const FILE_NAME =
  /\.(?:pdf|docx?|odt|rtf|txt|md|html?|eml|pptx?|xlsx?)$|^[\p{L}\p{N}.]+(?:[_-][\p{L}\p{N}.]+)+$|_\p{L}|^\p{N}[\p{N}\s._-]*$|^(?:microsoft )?(?:word|powerpoint) - /iu
const LABEL =
  /^(?:untitled|unknown|document|dokument|documento|report|press release|news release|media release|news|newsletter|article|minutes|home|index|welcome|summary|interview|statement|pressemitteilung|bericht|communiqué(?: de presse)?|comunicado(?: de prensa)?|nota de prensa|пресс-релиз|отчёт|новости|विज्ञप्ति|समाचार|بيان صحفي|تقرير|新闻稿|报告|新闻|re|fwd?|aw|wg)\b[\s:\d.-]*$/iu

/** Whether a title says what its text is about: no file name, no label such as "Press release", nothing the text does not speak of. */
function isTitle(title: string, { text, language }: Document): boolean {
  const letters = title.match(/\p{L}/gu)?.length ?? 0
  if (letters < 4 || FILE_NAME.test(title.trim()) || LABEL.test(title.trim())) return false
  if (/^for immediate release/iu.test(title.trim())) return false
  const words = contentOf(title, language)
  if (words.size === 0) return false
  const spoken = contentOf(text.slice(0, READ_CHARACTERS), language)
  return [...words].some((word) => spoken.has(word))
}
