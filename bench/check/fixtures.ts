import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { identifyLanguage } from '../../src/core/language/language.ts'
import { readDocument } from '../../src/sources/folder/reading.ts'
import type { SourceText } from '../../test/corruption/source-text.ts'

const FOLDERS = ['test/fixtures/documents', 'briefs']

/** The documents of the repository, by their paths. */
export async function readFixtures(): Promise<SourceText[]> {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  const texts: SourceText[] = []
  for (const file of files.sort()) {
    if (!/\.(?:md|txt)$/u.test(file) || file.endsWith('brief.md')) continue
    const found = await readDocument(file)
    if ('what' in found) continue
    const text = [found.title ?? '', ...found.blocks.map((block) => block.text)].join('\n\n')
    texts.push({
      id: file,
      language: found.language ?? identifyLanguage(text),
      text,
      ...(found.date === undefined ? {} : { date: found.date }),
    })
  }
  return texts
}

/** More documents from a file of JSON lines with `id` and `text`, gzipped or not; English. */
export function readLines(file: string): SourceText[] {
  const bytes = readFileSync(file)
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n').filter(Boolean)
  return lines.map((line): SourceText => {
    const { id, text }: { id: string | number; text: string } = JSON.parse(line)
    return { id: String(id), language: 'en', text }
  })
}
