import { stat } from 'node:fs/promises'
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
import { readDocument } from '../sources/folder/reading.ts'
import { createExtractiveWriter } from '../writers/extractive/writer.ts'
import type { JsonOption } from './command-line.ts'
import { askDesk } from './visit.ts'

/** A topic's name has neither slashes nor a file's ending. */
const LIKE_A_PATH = /[/\\]|\.[a-z]{2,5}$/iu

/**
 * `attache brief [TOPIC | FILE | ADDRESS]`: the topics, a topic's brief, or the brief of a file or page that is filed nowhere. Gives the exit
 * code: 1 for a name that is not one topic's, with the topics that come near it.
 */
export async function brief(what: string | undefined, options: JsonOption, runtime: Runtime): Promise<number> {
  const isFile = what !== undefined && (await isReadableFile(what))
  const isPage = what !== undefined && addressesTyped(what).length > 0
  if (!isFile && !isPage && what !== undefined && LIKE_A_PATH.test(what))
    throw new InputError(`${what}: there is no such file`)
  const reply = isFile ? await briefFile(what, runtime) : await askDesk({ name: 'brief', topic: what ?? '' }, runtime)
  // A page that cannot be read is an error, as a file is that is not there.
  if (isPage && reply.kind === 'notice') throw new InputError(reply.text)
  const isFound = what === undefined || reply.kind === 'brief'
  // Whoever reads the output of a script must not take a list of other topics for a brief.
  printReply(reply, options, isFound || options.json === true ? runtime : { ...runtime, out: runtime.err })
  return isFound ? 0 : 1
}

/** Prints a reply as text, or as one JSON object. */
export function printReply(reply: Reply, options: JsonOption, runtime: Runtime): void {
  const text = options.json === true ? JSON.stringify(reply) : renderReply(reply, runtime.terminal)
  runtime.out(`${text}\n`)
}

async function isReadableFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() === true
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
