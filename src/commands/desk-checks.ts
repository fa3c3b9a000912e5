import { access, constants, mkdtemp, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { openDatabase } from '../app.ts'
import { type Environment, examineEnvironment } from '../config/environment.ts'
import { nearestName } from '../config/nearest.ts'
import { createStandingFiles } from '../config/standing-files.ts'
import { type Check, good, mend, note } from '../core/check.ts'
import type { Digest } from '../core/digest.ts'
import { digestWording } from '../core/digest-wording.ts'
import type { FoundDocument } from '../core/document.ts'
import { InputError, InUseError, StoreError } from '../core/errors.ts'
import { faultOfPath } from '../core/file-fault.ts'
import { identifyDocument } from '../core/intake.ts'
import type { Found, OrderedDigest, Problem, StandingOrders } from '../core/ports.ts'
import type { Store } from '../core/store-ports.ts'
import { wording } from '../core/wording.ts'
import type { Runtime } from '../runtime.ts'
import { createFolderSource } from '../sources/folder/folder-source.ts'
import { checkWatched } from './watch-checks.ts'

const NODE_MAJOR = 24
/** Of what is wrong in the briefs folder; whoever has more begins with these. */
const MOST_PROBLEMS = 20

/** A digest that stands in the files, with what the desk knows of it once it has run. */
export type KnownDigest = OrderedDigest & Partial<Pick<Digest, 'paused' | 'nextRunAt'>>

export function checkNode(version: string): Check {
  const isNew = Number(version.split('.')[0]) >= NODE_MAJOR
  return isNew
    ? good('Node', version)
    : mend('Node', `${version} is too old; run npm ci, which brings Node ${NODE_MAJOR}`)
}

/** Each wrong setting for itself, and the environment without them. */
export function checkSettings(env: Runtime['env']): { readonly checks: Check[]; readonly environment: Environment } {
  const { environment, wrong } = examineEnvironment(env)
  const checks = [...wrong, ...environment.problems].map(({ where, what }) => mend('Settings', `${where} ${what}`))
  return { checks: checks.length === 0 ? [good('Settings', 'all are understood')] : checks, environment }
}

/** Whether the files of the briefs folder can be read, and the digests that stand in them. */
export async function checkBriefs(
  { briefs, zone, briefFiles }: Environment,
  now: Date,
): Promise<{ readonly checks: Check[]; readonly digests: readonly OrderedDigest[] }> {
  const orders = await createStandingFiles(briefs, { zone }).read()
  const { documents, problems: unread } = await readAll(briefs, briefFiles, now)
  const problems: Problem[] = [...orders.problems, ...unread]
  const topics = new Set<string>()
  let loose = 0
  for (const item of documents) {
    const document = identifyDocument({ ...item, topic: item.topic ?? 'unfiled' }, 'folder', now)
    if (document instanceof InputError) problems.push({ where: item.location, what: document.message })
    else if (item.topic === undefined) loose += 1
    else topics.add(document.topic)
  }
  const checks = problems.slice(0, MOST_PROBLEMS).map(({ where, what }) => {
    return where === briefs
      ? mend('Briefs folder', `${where}: ${what}`)
      : mend('Briefs', `${join(briefs, where)}: ${what}`)
  })
  if (problems.length > MOST_PROBLEMS)
    checks.push(mend('Briefs', `and ${problems.length - MOST_PROBLEMS} more problems`))
  checks.push(...checkNamedTopics(orders, topics, briefs))
  if (!problems.some(({ where }) => where === briefs)) {
    const count = `${wording.documentCount(documents.length - loose)} in ${topics.size} ${topics.size === 1 ? 'topic' : 'topics'}`
    checks.unshift(
      documents.length === 0
        ? note('Briefs folder', `${briefs}/ holds no documents yet; put some into ${briefs}/<topic>/`)
        : good('Briefs folder', `${briefs}/: ${count}${looseCount(loose)}`),
    )
  }
  return { checks, digests: orders.digests }
}

/** Of documents that lie in no topic's folder. Their topics depend on what the desk knows, which is not looked up here. */
function looseCount(loose: number): string {
  if (loose === 0) return ''
  return `, and ${loose} in no folder: the desk finds ${loose === 1 ? 'its topic' : 'their topics'}`
}

/** Topics that digests name and nobody has heard of: no faults, since they may still come, and not only from the folder. */
function checkNamedTopics(
  { topics, namedTopics = new Map() }: StandingOrders,
  withDocuments: Set<string>,
  briefs: string,
) {
  const known = [...withDocuments, ...topics.map(({ slug }) => slug)]
  const unknown = [...namedTopics].filter(([slug]) => !known.includes(slug))
  return unknown.map(([slug, where]) => {
    const near = nearestName(slug, known)
    const words = digestWording.topicNotYet(slug, near === undefined ? [] : [near])
    return note('Briefs', `${join(briefs, where)}: ${words}`)
  })
}

/** A large folder comes in batches. */
async function readAll(root: string, keepsBriefs: boolean, now: Date): Promise<Pick<Found, 'documents' | 'problems'>> {
  const source = createFolderSource({ root, now: () => now.getTime(), keepsBriefs })
  const documents: FoundDocument[] = []
  const problems: Problem[] = []
  try {
    for (;;) {
      const found = await source.poll(async () => new Set())
      if (found.documents.length + found.problems.length === 0) return { documents, problems }
      documents.push(...found.documents)
      problems.push(...found.problems)
    }
  } finally {
    source.close()
  }
}

/** Where the desk keeps what it knows, and what is kept there. */
export interface Keeping {
  readonly checks: readonly Check[]
  /** Absent where no desk has run yet, or what it keeps cannot be read. */
  readonly digests?: readonly Digest[]
  /** Another process runs the desk. */
  readonly isRunning: boolean
}

export async function checkKeeping(environment: Environment): Promise<Keeping> {
  const isShared = environment.databaseUrl !== undefined
  const folder = isShared ? [] : [await checkFolder(environment.data)]
  const isUsable = folder.every(({ state }) => state !== 'mend')
  // Looking must not make a database where no desk has been yet.
  if (!isUsable || (!isShared && !(await exists(join(environment.data, 'attache.db'))))) {
    return { checks: folder, isRunning: false }
  }
  try {
    const { store, holder } = await openBeside(environment)
    const [digests, watched] = await Promise.all([store.digests(), checkWatched(environment, store)]).finally(() =>
      store.close(),
    )
    const what = isShared ? 'PostgreSQL' : 'Desk'
    const words = isShared ? 'it answers' : (holder ?? 'none runs at the moment on this data folder')
    return { checks: [...folder, good(what, words), ...watched], digests, isRunning: holder !== undefined }
  } catch (error) {
    if (!(error instanceof InputError || error instanceof StoreError)) throw error
    return { checks: [...folder, mend(isShared ? 'PostgreSQL' : 'Database', error.message)], isRunning: false }
  }
}

/** Opens the database, beside the desk where one runs; `holder` then says which. */
async function openBeside(environment: Environment): Promise<{ readonly store: Store; readonly holder?: string }> {
  try {
    return { store: await openDatabase(environment, 'owner') }
  } catch (error) {
    if (!(error instanceof InUseError)) throw error
    const store = await openDatabase(environment, 'guest')
    const process = /\(process \d+\)/u.exec(error.message)?.[0] ?? ''
    return { store, holder: `one runs on this data folder ${process}`.trim() }
  }
}

async function checkFolder(path: string): Promise<Check> {
  const what = 'Data folder'
  try {
    if (!(await exists(path))) {
      await access(await nearestFolder(path), constants.W_OK)
      return good(what, `${path}/ is made at the first start`)
    }
    const probe = await mkdtemp(join(path, 'probe-'))
    await rm(probe, { recursive: true })
    return good(what, `${path}/ can be written to`)
  } catch (error) {
    return mend(
      what,
      `${path}/ cannot be written to: ${faultOfPath(error)}. The database goes into another if ATTACHE_DATA names one`,
    )
  }
}

/** The folder that a missing one would be made in. */
async function nearestFolder(path: string): Promise<string> {
  const above = dirname(resolve(path))
  return (await exists(above)) || above === dirname(above) ? above : await nearestFolder(above)
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

/** What the desk knows of the digests in its files, and those that were set up in channels. */
export function joinDigests(ordered: readonly OrderedDigest[], kept: readonly Digest[] = []): KnownDigest[] {
  const news = ordered.filter(({ id }) => !kept.some((digest) => digest.id === id))
  const standing = kept.filter(({ id, origin }) => origin === 'channel' || ordered.some((digest) => digest.id === id))
  return [...standing, ...news]
}

/** Whether a digest runs, and where to. */
export function checkDigest(digest: KnownDigest, { slack, discord }: Environment): Check {
  const { platform, channel } = digest.target
  const what = `Digest for ${platform === 'terminal' ? 'this terminal' : `${platform} ${channel}`}`
  if (digest.paused !== undefined) {
    const next = digest.origin === 'code' ? 'start the desk again' : '/digest resume in that channel lets it go on'
    return mend(what, `it is paused: ${digest.paused}. Mend that, then ${next}`)
  }
  if ((platform === 'slack' && slack === undefined) || (platform === 'discord' && discord === undefined)) {
    return mend(what, `it goes nowhere, since ${platform} is not set up; run npx attache setup`)
  }
  const when =
    digest.nextRunAt === undefined ? `at ${digest.cron}` : wording.editionTime(new Date(digest.nextRunAt), digest.zone)
  return good(what, `next ${when} (${digest.zone})`)
}
