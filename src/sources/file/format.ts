import type { PaperFormat } from '../office/paper.ts'

/** How a file that holds one document is read. */
export type FileFormat = 'plain' | 'markdown' | 'html' | PaperFormat

const BY_ENDING: ReadonlyMap<string, FileFormat> = new Map([
  ['.txt', 'plain'],
  ['.md', 'markdown'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.pdf', 'pdf'],
  ['.docx', 'docx'],
  ['.eml', 'eml'],
])

const BY_TYPE: ReadonlyMap<string, FileFormat> = new Map([
  ['text/plain', 'plain'],
  ['text/markdown', 'markdown'],
  ['text/x-markdown', 'markdown'],
  ['text/html', 'html'],
  ['application/xhtml+xml', 'html'],
  ['application/pdf', 'pdf'],
  ['application/x-pdf', 'pdf'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['message/rfc822', 'eml'],
])

/** The format that a name's ending stands for; undefined if there is no reader for it. */
export function formatOfName(name: string): FileFormat | undefined {
  const lower = name.toLowerCase()
  const dot = lower.lastIndexOf('.')
  return BY_ENDING.get(dot < 0 ? '' : lower.slice(dot))
}

/** The format that a `Content-Type` stands for, whatever its parameters; undefined if there is no reader for it, or it says nothing. */
export function formatOfType(contentType: string | undefined): FileFormat | undefined {
  return BY_TYPE.get(contentType?.split(';')[0]?.trim().toLowerCase() ?? '')
}
