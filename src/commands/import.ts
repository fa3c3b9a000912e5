import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { openDatabase, openLog } from '../app.ts'
import { type Environment, readEnvironment } from '../config/environment.ts'
import { createStandingFiles } from '../config/standing-files.ts'
import { InputError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { StandingOrders } from '../core/ports.ts'
import type { Store } from '../core/store-ports.ts'
import { slugify } from '../core/topic.ts'
import type { Runtime } from '../runtime.ts'
import type { Tally } from './tally.ts'

export interface ImportOptions {
  readonly topic?: string
}

/** What every import of old documents works with. */
export interface ImportTools {
  readonly runtime: Runtime
  readonly environment: Environment
  readonly store: Store
  readonly orders: StandingOrders
  readonly log: Log
}

/**
 * `attache import DIR | URL | OPML | FILE`: what is given decides. Old documents are taken in as background, beside a desk that may be
 * running. Gives the exit code: 1 if something could not be read, or it was broken off.
 */
export async function importWhat(what: string, options: ImportOptions, runtime: Runtime): Promise<number> {
  const topic = slugOf(options.topic)
  const stats = await stat(what).catch((cause: Error) => {
    throw new InputError(`${what} cannot be read: ${cause.message}`, { cause })
  })
  if (stats.isDirectory()) {
    const { importFolder } = await import('./import-folder.ts')
    return await importWith(runtime, (tools) => importFolder(resolve(what), topic, tools))
  }
  if (topic !== undefined) throw new InputError(`--topic is for folders and web addresses; ${what} is neither.`)
  await (await import('./transfer.ts')).importFrom(what, runtime)
  return 0
}

const BROKEN_OFF = 'Broken off. The same command goes on from here; nothing is taken in twice.\n'

/** Opens what an import needs, and says what came of it. */
async function importWith(runtime: Runtime, work: (tools: ImportTools) => Promise<Tally>): Promise<number> {
  const environment = readEnvironment(runtime.env)
  const log = openLog(environment, runtime)
  const store = await openDatabase(environment, 'guest')
  try {
    const orders = await createStandingFiles(environment.briefs, { zone: environment.zone }).read()
    const tally = await work({ runtime, environment, store, orders, log })
    runtime.out(`${tally.summary()}\n`)
    if (tally.taken > 0) runtime.out('Nothing is posted for them. Briefs are written anew while attache start runs.\n')
    if (runtime.stop.aborted) runtime.out(BROKEN_OFF)
    return runtime.stop.aborted || tally.failures > 0 ? 1 : 0
  } finally {
    await store.close()
  }
}

function slugOf(topic: string | undefined): string | undefined {
  if (topic === undefined) return undefined
  const slug = slugify(topic)
  if (slug === '') throw new InputError(`“${topic}” holds no letter or digit, so it cannot be a topic’s name.`)
  return slug
}
