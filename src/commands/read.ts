import { basename } from 'node:path'
import { InputError } from '../core/errors.ts'
import { cutNotice } from '../core/extent.ts'
import { identifyDocument } from '../core/intake.ts'
import { cleanLine } from '../core/one-line.ts'
import { readableDay } from '../core/wording.ts'
import type { Runtime } from '../runtime.ts'
import { createFeedReader } from '../sources/feeds/reader.ts'
import { formatOfName } from '../sources/file/format.ts'
import { createReaders, type Readers } from '../sources/file/readers.ts'
import { NO_SUCH_FILE, readDocument } from '../sources/folder/reading.ts'
import type { ReadOptions } from './command-line.ts'
import { addressHint } from './likely-address.ts'
import { describeFeed, looksLikeFeed, readFeedFile } from './read-feed.ts'

/**
 * `attache read FILE…`: how each file is read, a document or a feed. A file that cannot be read, or only in part, is said, and the others go on;
 * gives the exit code.
 */
export async function read(files: readonly string[], options: ReadOptions, runtime: Runtime): Promise<number> {
  let code = 0
  const readers = createReaders()
  const feeds = createFeedReader()
  const readAny = async (file: string) => {
    if (looksLikeFeed(file)) return await readFeedFile(file, feeds, options.address)
    const document = await readOne(file, readers, runtime)
    if (!('error' in document) || formatOfName(basename(file)) !== undefined) return document
    // Servers give feeds whatever name they like.
    const feed = await readFeedFile(file, feeds, options.address)
    return 'error' in feed ? document : feed
  }
  for (const file of files) {
    const result = await readAny(file)
    if ('error' in result && result.error !== undefined) {
      code = 1
      const hint = result.error === NO_SUCH_FILE ? addressHint(file) : ''
      if (options.json !== true) runtime.err(`${cleanLine(`${file}: ${result.error}${hint}`)}\n`)
    }
    if (options.json === true) runtime.out(`${JSON.stringify(result)}\n`)
    else if ('entries' in result) runtime.out(`${describeFeed(result)}\n\n`)
    else if ('text' in result)
      runtime.out(
        `${result.title || cleanLine(file)}\n${readableDay(result.date)} · ${result.language}\n\n${result.text}\n\n`,
      )
  }
  readers.close()
  feeds.close()
  return code
}

async function readOne(file: string, readers: Readers, runtime: Runtime) {
  const found = await readDocument(file, readers)
  if ('what' in found) return { file, error: found.what }
  const document = identifyDocument({ ...found, topic: 'unfiled' }, 'file', runtime.now())
  if (document instanceof InputError) return { file, error: document.message }
  const { title, date, language, text } = document
  const notice = cutNotice(found)
  if (notice !== undefined) runtime.err(`${cleanLine(`${file}: ${notice}`)}\n`)
  const byline = found.byline === undefined ? {} : { byline: found.byline }
  const cut = notice === undefined ? {} : { cut: true }
  return { file, title, ...byline, ...(date === undefined ? {} : { date }), language, text, ...cut }
}
