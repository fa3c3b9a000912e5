import { randomUUID } from 'node:crypto'
import { openApp, openDatabase, openLog } from '../app.ts'
import { type Environment, readEnvironment } from '../config/environment.ts'
import { InUseError } from '../core/errors.ts'
import type { Observe } from '../core/happening.ts'
import type { Command, Desk } from '../core/ports.ts'
import type { Reply } from '../core/reply.ts'
import type { Store } from '../core/store-ports.ts'
import { OPERATOR } from '../core/topic.ts'
import type { Runtime } from '../runtime.ts'
import { problemLine } from './telling.ts'

/** Puts one command to the desk as its operator. */
export async function askDesk(words: CommandWords, runtime: Runtime): Promise<Reply> {
  return await visitDesk(runtime, async (desk) => {
    const reply = await desk.command({ ...words, place: OPERATOR, event: `operator:${randomUUID()}` })
    if (reply === undefined) throw new Error('the desk took a new command for a repeated one')
    return reply
  })
}

type CommandWords = Command extends infer One ? (One extends Command ? Omit<One, 'place' | 'event'> : never) : never

/**
 * Opens the desk for one visit from the command line. Where no desk is running, the documents are read first, so that the visit finds
 * what is there now; where one is, that one has read them. A PostgreSQL database is shared: the folder here need not be the desk's, so
 * nothing is read into it.
 */
export async function visitDesk<Result>(runtime: Runtime, visit: (desk: Desk) => Promise<Result>): Promise<Result> {
  const environment = readEnvironment(runtime.env)
  const log = openLog(environment, runtime)
  const { store, running } = await openForVisit(environment)
  const observe: Observe = (happening) => {
    if (happening.kind !== 'problems') return
    for (const problem of happening.problems) runtime.err(`${problemLine(problem)}\n`)
  }
  const app = await openApp({ environment, runtime, store, log, observe, attended: false })
  try {
    while (!running && (await app.takeIn()));
    return await visit(app.desk)
  } finally {
    await app.stop()
  }
}

async function openForVisit(environment: Environment): Promise<{ store: Store; running: boolean }> {
  if (environment.databaseUrl !== undefined) return { store: await openDatabase(environment, 'guest'), running: true }
  try {
    return { store: await openDatabase(environment, 'owner'), running: false }
  } catch (error) {
    if (!(error instanceof InUseError)) throw error
    return { store: await openDatabase(environment, 'guest'), running: true }
  }
}
