import { openDatabase } from '../app.ts'
import { readEnvironment } from '../config/environment.ts'
import { InputError } from '../core/errors.ts'
import type { Forgotten } from '../core/forgetting.ts'
import { HISTORY_DAYS } from '../core/retention.ts'
import type { Store } from '../core/store-ports.ts'
import type { Topic } from '../core/topic.ts'
import { readableDay, wording } from '../core/wording.ts'
import type { Runtime } from '../runtime.ts'

const POSTED_LISTED = 20

/** True of every id, so that nobody who asks too late believes that a message will be edited. */
const NOT_KNOWN_ANY_MORE = `What was posted more than ${HISTORY_DAYS} days ago is not kept, and cannot be edited from here: delete the message where it stands.`

/** What is forgotten is not there any more to be taken back. */
const STILL_STANDS =
  'What was posted about it still stands in channels: delete it there. --retract, given with forget, edits it; afterwards that cannot be done.\n'

export interface ForgetOptions {
  /** Also edit what was posted. */
  readonly retract?: boolean
  /** Ask nothing. */
  readonly yes?: boolean
}

/**
 * `attache forget TOPIC|DOCUMENT`: for good. A topic is named by its slug, a document by its path below briefs/, the end of it, its address,
 * or its id.
 */
export async function forget(name: string, options: ForgetOptions, runtime: Runtime): Promise<void> {
  await withStore(runtime, async (store) => {
    const topic = await store.topicBySlug(name)
    const documents = topic === undefined ? await documentNamed(name, store) : await store.documentsIn(topic.slug)
    if (
      topic !== undefined &&
      topic.slug !== name &&
      !(await mayForget(name, topic, documents.length, options, runtime))
    )
      throw new InputError('Nothing was forgotten.')
    const edited =
      options.retract === true ? await retractAll(await store.postedBriefsOn(documents), store, runtime) : 0
    const now = runtime.now().toISOString()
    const forgotten =
      topic === undefined ? await store.forgetDocuments(documents, now) : await store.forgetTopic(topic.slug, now)
    if (forgotten === undefined) throw new InputError(`The topic “${name}” is gone already.`)
    tell(topic?.slug ?? name, forgotten, edited, runtime)
  })
}

/** An earlier name may be that of a topic which was merged into a larger one: whoever gives it perhaps means less than would go. */
async function mayForget(
  name: string,
  { slug, title }: Pick<Topic, 'slug' | 'title'>,
  documents: number,
  { yes }: ForgetOptions,
  { openPrompt, err }: Runtime,
): Promise<boolean> {
  if (yes === true) return true
  const what = `“${name}” is now the topic ${slug} (${title}): all ${wording.documentCount(documents)} of it would be forgotten for good.`
  if (openPrompt === undefined) {
    err(`${what} Say attache forget ${slug}, or add --yes.\n`)
    return false
  }
  const prompt = openPrompt()
  try {
    return /^y(?:es)?$/iu.test((await prompt.ask(`${what} Forget them? [y/N] `)) ?? '')
  } finally {
    prompt.close()
  }
}

async function documentNamed(name: string, store: Store): Promise<readonly string[]> {
  const documents = await store.documentsNamed(name)
  if (documents.length === 1) return documents
  throw new InputError(
    documents.length === 0
      ? `Nothing here is called “${name}”. Give a topic as attache topics lists it, or a document by its path, its address or its id.`
      : `“${name}” fits ${documents.length} documents: give more of its path. Nothing was forgotten.`,
  )
}

async function retractAll(briefs: readonly string[], store: Store, { now }: Runtime): Promise<number> {
  let messages = 0
  for (const brief of briefs) messages += (await store.retractBrief(brief, now().toISOString())) ?? 0
  return messages
}

function tell(name: string, { documents, posted }: Forgotten, edited: number, { out }: Runtime): void {
  out(`Forgotten: ${name}, ${documents} ${documents === 1 ? 'document' : 'documents'}. Files were left alone.\n`)
  if (edited > 0) out(willBeEdited(edited))
  else if (posted.length > 0) out(STILL_STANDS)
}

function willBeEdited(messages: number): string {
  return `${messages} ${plural(messages)} will be edited within seconds while attache start runs, else when it runs next.\n`
}

/** `attache retract BRIEF`: edits every message that shows it. Without an id: the briefs that were posted. */
export async function retractBrief(id: string | undefined, runtime: Runtime): Promise<void> {
  await withStore(runtime, async (store) => {
    if (id === undefined) {
      const posted = await store.postedBriefs(POSTED_LISTED)
      if (posted.length === 0) runtime.out('No brief has been posted.\n')
      for (const { brief, topic, headline, postedAt, messages } of posted) {
        runtime.out(`${brief}  ${readableDay(postedAt)}  ${topic}, ${messages} ${plural(messages)}: ${headline}\n`)
      }
      return
    }
    const messages = await store.retractBrief(id, runtime.now().toISOString())
    if (messages === undefined)
      throw new InputError(
        `There is no brief ${id}. attache retract lists those that were posted. ${NOT_KNOWN_ANY_MORE}`,
      )
    runtime.out(
      messages === 0
        ? `Taken back. No message that has gone out is known to show it. ${NOT_KNOWN_ANY_MORE}\n`
        : `Taken back. ${willBeEdited(messages)}`,
    )
  })
}

function plural(messages: number): string {
  return messages === 1 ? 'message' : 'messages'
}

async function withStore(runtime: Runtime, work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openDatabase(readEnvironment(runtime.env), 'guest')
  try {
    await work(store)
  } finally {
    await store.close()
  }
}
