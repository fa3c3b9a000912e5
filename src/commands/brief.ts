import { basename } from 'node:path'
import { InputError } from '../core/errors.ts'
import { cutNotice } from '../core/extent.ts'
import { identifyDocument } from '../core/intake.ts'
import { cleanLine } from '../core/one-line.ts'
import { addressesTyped } from '../core/pointing.ts'
import type { Reply } from '../core/reply.ts'
import { slugFor } from '../core/story/slug.ts'
import { titleOfSlug } from '../core/topic.ts'
import { renderReply } from '../platforms/terminal/render.ts'
import type { Runtime } from '../runtime.ts'
import { absenceOf, FOLDER, NO_SUCH_FILE, readDocument } from '../sources/folder/reading.ts'
import { createExtractiveWriter } from '../writers/extractive/writer.ts'
import type { JsonOption } from './command-line.ts'
import { addressHint } from './likely-address.ts'
import { askDesk } from './visit.ts'

/** A topic's name has neither slashes nor a file's ending. */
const LIKE_A_PATH = /[/\\]|\.[a-z]{2,5}$/iu

/**
 * `attache brief [TOPIC | FILE | ADDRESS]`: the topics, a topic's brief, or the brief of a file or page that is filed nowhere. `words` are
 * as they were typed: a topic's name may have several. Gives the exit code: 1 for a name that is not one topic's, with the topics that come
 * near it.
 */
export async function brief(words: readonly string[], options: JsonOption, runtime: Runtime): Promise<number> {
  const what = words.join(' ')
  if (words.length === 0) return await listTopics(options, runtime)
  const isPage = addressesTyped(what).length > 0
  const absence = isPage ? undefined : await absenceOf(what)
  if (!isPage && absence === undefined) {
    printReply(await briefFile(what, runtime), options, runtime)
    return 0
  }
  if (absence !== undefined && LIKE_A_PATH.test(what)) throw new InputError(await whyNoFile(words, absence))
  const reply = await askDesk({ name: 'brief', topic: what }, runtime)
  // A page that cannot be read is an error, as a file is that is not there.
  if (isPage && reply.kind === 'notice') throw new InputError(reply.text)
  const isFound = reply.kind === 'brief'
  printReply(reply, options, resultTo(runtime, isFound || options.json === true))
  if (!isFound && words.length === 1 && absence === NO_SUCH_FILE && options.json !== true)
    runtime.err(`There is no file “${cleanLine(what)}” either.\n`)
  return isFound ? 0 : 1
}

/** All topics, newest first; the exit code. */
export async function listTopics(options: JsonOption, runtime: Runtime): Promise<number> {
  const reply = await askDesk({ name: 'brief', topic: '' }, runtime)
  // For a program no topics are a list, too.
  const isNone = reply.kind === 'notice' && options.json === true
  printReply(isNone ? { kind: 'topics', intro: reply.text, topics: [] } : reply, options, runtime)
  return 0
}

/** Where a reply goes: whoever reads the output of a script must not take a list of other topics for a brief. */
export function resultTo(runtime: Runtime, isResult: boolean): Runtime {
  return isResult ? runtime : { ...runtime, out: runtime.err }
}

async function whyNoFile(words: readonly string[], absence: string): Promise<string> {
  const what = words.join(' ')
  if (absence === NO_SUCH_FILE) {
    const absences = words.length === 1 ? [absence] : await Promise.all(words.map(absenceOf))
    return absences.includes(undefined)
      ? `${what}: these are several; brief one file at a time`
      : `${what}: ${absence}${addressHint(what)}`
  }
  const topic = absence === FOLDER ? `; a topic is given by its name, as in attache brief ${basename(what)}` : ''
  return `${what}: ${absence}${topic}`
}

/** Prints a reply as text, or as one JSON object. */
export function printReply(reply: Reply, options: JsonOption, runtime: Runtime): void {
  const text = options.json === true ? JSON.stringify(reply) : renderReply(reply, runtime.terminal)
  runtime.out(`${text}\n`)
}

async function briefFile(file: string, runtime: Runtime): Promise<Reply> {
  const found = await readDocument(file)
  if ('what' in found) throw new InputError(`${found.where}: ${found.what}`)
  const document = identifyDocument({ ...found, topic: 'unfiled' }, 'file', runtime.now())
  if (document instanceof InputError) throw new InputError(`${file}: ${document.message}`)
  const notice = cutNotice(found)
  if (notice !== undefined) runtime.err(`${cleanLine(`! ${file}: ${notice}`)}\n`)
  const topic = slugFor([document])
  const written = await createExtractiveWriter().brief(topic, [{ ...document, topic }])
  return { kind: 'brief', brief: written, topicTitle: titleOfSlug(topic) }
}
