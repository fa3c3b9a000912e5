import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Block, Document, FoundDocument } from '../../../src/core/document.ts'
import { InputError } from '../../../src/core/errors.ts'
import { identifyDocument } from '../../../src/core/intake.ts'
import { readDocument } from '../../../src/sources/folder/reading.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/documents')
const FOUND_AT = new Date('2026-01-01T00:00:00Z')

/** The names of what is briefed: files, and folders of files on one topic. */
export const fixtureNames: readonly string[] = readdirSync(FOLDER).sort()

/** The documents of a fixture, newest file name first. */
export async function readFixture(name: string): Promise<Document[]> {
  const isTopic = statSync(join(FOLDER, name)).isDirectory()
  const files = isTopic ? readdirSync(join(FOLDER, name)).sort().reverse() : [name]
  const documents: Document[] = []
  for (const file of files) {
    const found = await readDocument(join(FOLDER, isTopic ? name : '', file))
    if ('what' in found) throw new Error(`${file}: ${found.what}`)
    documents.push(documentOf({ ...found, location: file }))
  }
  return documents
}

/** A document made of blocks, as the desk would keep it. */
export function documentOf(found: Partial<FoundDocument> & { readonly blocks: readonly Block[] }): Document {
  const document = identifyDocument({ location: 'made.txt', topic: 'made', ...found }, 'folder', FOUND_AT)
  if (document instanceof InputError) throw document
  return document
}

export function prose(text: string): Block {
  return { kind: 'prose', text }
}

export function heading(text: string): Block {
  return { kind: 'heading', text }
}
