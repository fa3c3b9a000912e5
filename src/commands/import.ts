import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { openDatabase, openLog } from '../app.ts'
import { readEnvironment } from '../config/environment.ts'
import { createStandingFiles } from '../config/standing-files.ts'
import { InputError } from '../core/errors.ts'
import { faultOfPath } from '../core/file-fault.ts'
import { optional } from '../core/optional.ts'
import { slugify } from '../core/topic.ts'
import type { Runtime } from '../runtime.ts'
import { NO_ORDINARY_FILE } from '../sources/folder/reading.ts'
import type { ListImportOptions } from './import-list.ts'
import type { ImportTools } from './import-tools.ts'
import { limitTopics } from './import-topics.ts'
import { addressHint } from './likely-address.ts'
import type { Tally } from './tally.ts'
import { checkExport, importFrom, readStart } from './transfer.ts'

/** As they were typed. */
export interface ImportOptions {
  readonly topic?: string
  readonly topicsFromFolders?: boolean
  readonly pages?: number
  readonly follow?: boolean
  readonly forgotten?: boolean
}

/** RFC 5005 has no end; a weblog shows ten entries a page. */
const PAGES = 20
const BROKEN_OFF = 'Broken off. The same command goes on from here; nothing is taken in twice.\n'

/**
 * `attache import DIR | URL | OPML | FILE`: what is given decides. Old documents are taken in as background, beside a desk that may be
 * running. Gives the exit code: 1 if something could not be read, or it was broken off.
 */
export async function importWhat(what: string, typed: ImportOptions, runtime: Runtime): Promise<number> {
  const options = readOptions(typed)
  if (/^https?:\/\//iu.test(what) && URL.canParse(what)) {
    const { importAddress } = await import('./import-web.ts')
    return await importWith(typed, runtime, (tools) => importAddress(what, options, tools))
  }
  const stats = await stat(what).catch((cause: unknown) => {
    throw new InputError(`${what} cannot be read: ${faultOfPath(cause)}${addressHint(what)}`, { cause })
  })
  if (stats.isDirectory()) {
    refuse(typed, ['topic', 'forgotten'], 'a folder')
    const { importFolder } = await import('./import-folder.ts')
    return await importWith(typed, runtime, (tools) => importFolder(resolve(what), options.topic, tools))
  }
  // Whoever opens a pipe waits until somebody writes into it.
  if (!stats.isFile()) throw new InputError(`${what}: ${NO_ORDINARY_FILE}`)
  if (await isList(what)) {
    const { importListFile } = await import('./import-list.ts')
    return await importWith(typed, runtime, async (tools) => await importListFile(await readFile(what), options, tools))
  }
  await checkExport(what)
  refuse(typed, [], 'an export')
  await importFrom(what, runtime)
  return 0
}

/** Opens what an import needs, and says what came of it. */
async function importWith(
  { forgotten: recalls = false }: ImportOptions,
  runtime: Runtime,
  work: (tools: ImportTools) => Promise<Tally>,
): Promise<number> {
  const environment = readEnvironment(runtime.env)
  const log = openLog(environment, runtime)
  const store = await openDatabase(environment, 'guest')
  try {
    const orders = await createStandingFiles(environment.briefs, { zone: environment.zone }).read()
    await limitTopics(orders, store)
    const tally = await work({ runtime, environment, store, orders, log, recalls })
    runtime.out(`${tally.summary()}\n`)
    if (tally.taken > 0) runtime.out('Nothing is posted for them. Briefs are written anew while attache start runs.\n')
    if (runtime.stop.aborted) runtime.out(BROKEN_OFF)
    return runtime.stop.aborted || tally.failures > 0 ? 1 : 0
  } finally {
    await store.close()
  }
}

function readOptions({ topic, topicsFromFolders, pages, follow }: ImportOptions): ListImportOptions {
  const slug = topic === undefined ? undefined : slugify(topic)
  if (slug === '') throw new InputError(`“${topic}” holds no letter or digit, so it cannot be a topic’s name.`)
  if (slug !== undefined && topicsFromFolders === true)
    throw new InputError('--topic and --topics-from-folders say two different things: give one of them.')
  return {
    ...optional('topic', slug),
    topicsFromFolders: topicsFromFolders ?? false,
    pages: pages ?? PAGES,
    ...optional('follow', follow),
  }
}

/** An option that would do nothing is a misunderstanding. */
function refuse(typed: ImportOptions, allowed: readonly (keyof ImportOptions)[], what: string): void {
  const names = {
    topic: '--topic',
    topicsFromFolders: '--topics-from-folders',
    pages: '--pages',
    follow: '--follow',
    forgotten: '--forgotten',
  }
  for (const name of ['topic', 'topicsFromFolders', 'pages', 'follow', 'forgotten'] as const) {
    if (typed[name] !== undefined && !allowed.includes(name))
      throw new InputError(`${names[name]} says nothing for ${what}: leave it out.`)
  }
}

/** Whether a file is a list of feeds (OPML). */
async function isList(file: string): Promise<boolean> {
  const start = await readStart(file, 2_000)
  // Every other byte of UTF-16 is none.
  return /<opml[\s>]/iu.test(start.toString('latin1').replaceAll('\0', ''))
}
