import { InputError } from '../core/errors.ts'
import { identifyDocument } from '../core/intake.ts'
import { readableDay } from '../core/wording.ts'
import type { Runtime } from '../runtime.ts'
import { createReaders, type Readers } from '../sources/file/readers.ts'
import { readDocument } from '../sources/folder/reading.ts'
import type { JsonOption } from './command-line.ts'

/** `attache read FILE…`: how each file is read. A file that cannot be read is said, and the others go on; gives the exit code. */
export async function read(files: readonly string[], options: JsonOption, runtime: Runtime): Promise<number> {
  let code = 0
  const readers = createReaders()
  for (const file of files) {
    const result = await readOne(file, readers, runtime)
    if ('error' in result) code = 1
    if (options.json === true) runtime.out(`${JSON.stringify(result)}\n`)
    else if ('error' in result) runtime.err(`${file}: ${result.error}\n`)
    else runtime.out(`${result.title || file}\n${readableDay(result.date)} · ${result.language}\n\n${result.text}\n\n`)
  }
  readers.close()
  return code
}

async function readOne(file: string, readers: Readers, runtime: Runtime) {
  const found = await readDocument(file, readers)
  if ('what' in found) return { file, error: found.what }
  const document = identifyDocument({ ...found, topic: 'unfiled' }, 'file', runtime.now())
  if (document instanceof InputError) return { file, error: document.message }
  const { title, date, language, text } = document
  const byline = found.byline === undefined ? {} : { byline: found.byline }
  return { file, title, ...byline, ...(date === undefined ? {} : { date }), language, text }
}
