import { createHash } from 'node:crypto'
import type { Language } from './language/language.ts'

/** What a stretch of a document is; only `prose` and `item` can become sentences of a brief. */
export type ParagraphKind = 'heading' | 'prose' | 'item' | 'table'

/** A stretch of a document's text: UTF-16 offsets, end exclusive. */
export interface Paragraph {
  readonly kind: ParagraphKind
  readonly start: number
  readonly end: number
}

/** One piece of a document as a source read it, in reading order. */
export interface Block {
  readonly kind: ParagraphKind
  readonly text: string
}

/** One text somebody published, as the desk keeps it. */
export interface Document {
  /** Stable across revisions. */
  readonly id: string
  readonly topic: string
  /** Name of the source that found it, e.g. `folder`. */
  readonly source: string
  /** Where that source has it: a path below its root, a URL. Unique within the source. */
  readonly location: string
  readonly title: string
  /** When it was published, ISO 8601, a day (`2024-03-14`) or an instant; absent where nothing says so. */
  readonly date?: string
  readonly language: Language
  /** Address people can open; only http(s), and only one that the source itself gave. */
  readonly link?: string
  readonly text: string
  readonly paragraphs: readonly Paragraph[]
  /** SHA-256 of title and text: the same text twice is one document. */
  readonly hash: string
  /** 1 for the first text seen at this location, 2 after its first change, … */
  readonly revision: number
  /** When the desk first saw this revision, ISO 8601 instant. */
  readonly foundAt: string
  /** The current revision was taken in as background, by an import of old documents: it is news to nobody. Absent where a source found it. */
  readonly isBackground?: true
  /** Where else it stands; absent where it stands nowhere else. */
  readonly also?: readonly OtherPlace[]
}

/** A second place of a document, in the same words or nearly: a wire text on another site. */
export interface OtherPlace {
  readonly title: string
  readonly location: string
  /** As the document's. */
  readonly link?: string
}

/** A document in the revision in which it was shown or read. */
export type DocumentVersion = Pick<Document, 'id' | 'revision'>

/** A document as a source hands it over, before the desk gives it an identity. */
export interface FoundDocument {
  readonly location: string
  /** The slug of the topic it was filed under, where the source knows. */
  readonly topic?: string
  readonly title?: string
  readonly date?: string
  readonly language?: Language
  readonly link?: string
  readonly blocks: readonly Block[]
  /** The blocks are a first part: there is more text than is read. */
  readonly isCut?: true
}

/** Joins blocks with blank lines between, and says where each came to stand. Empty blocks are left out. */
export function composeText(blocks: readonly Block[]): { text: string; paragraphs: Paragraph[] } {
  const paragraphs: Paragraph[] = []
  let text = ''
  for (const block of blocks) {
    // Lone surrogates cannot be stored as UTF-8: they would come back changed, and evidence offsets with them.
    const piece = block.text.toWellFormed().replaceAll('\u0000', '\uFFFD').trim()
    if (piece === '') continue
    if (text !== '') text += '\n\n'
    paragraphs.push({ kind: block.kind, start: text.length, end: text.length + piece.length })
    text += piece
  }
  return { text, paragraphs }
}

/** Newest first by date, else by when the desk first saw it; of one day, as given. */
export function newestFirst(documents: readonly Document[]): Document[] {
  const day = ({ date, foundAt }: Document) => (date ?? foundAt).slice(0, 10)
  return [...documents].sort((a, b) => (day(a) < day(b) ? 1 : day(a) > day(b) ? -1 : 0))
}

/** A found title as the desk keeps it: in one line, without what cannot be stored. */
export function composeTitle(title = ''): string {
  return title.toWellFormed().replaceAll('\u0000', '').replace(/\s+/gu, ' ').trim()
}

/** SHA-256 (hex) of what a reader sees: title and text, white space and Unicode composition evened out. */
export function contentHash(title: string, text: string): string {
  const even = (part: string) => part.normalize('NFC').replace(/\s+/gu, ' ').trim()
  return createHash('sha256')
    .update(`${even(title)}\n${even(text)}`)
    .digest('hex')
}

/** A short stable id (16 hex digits) made of the given parts. */
export function stableId(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 16)
}
