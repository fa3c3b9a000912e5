import { openApp, openDatabase, openLog } from '../app.ts'
import { type Environment, readEnvironment } from '../config/environment.ts'
import type { Store } from '../core/store-ports.ts'
import { wording } from '../core/wording.ts'
import { openMonitor } from '../monitoring/monitor.ts'
import type { Runtime } from '../runtime.ts'
import { scheduleTicks } from '../schedule.ts'
import { capital, tellPeople } from './telling.ts'

/** How long what is being sent may take to end in order before the process goes. */
const STOP_WITHIN_MS = 10_000

/** `attache start`: the desk, until it is asked to stop. */
export async function start(runtime: Runtime): Promise<number> {
  const environment = readEnvironment(runtime.env)
  const log = openLog(environment, runtime)
  // Of a platform's library, most likely: one that stumbles must not take down the others, nor what is being sent.
  runtime.onStray((error) => log.error('something failed that nobody waited for; the desk goes on', { error }))
  const store = await openDatabase(environment, 'owner')
  const say = (text: string) => runtime.out(`${text}\n`)
  say(`Attaché reads the documents in ${environment.briefs}/ and keeps what it knows in ${placeOf(environment)}.\n`)
  const monitor = await openMonitor({
    address: environment.http,
    store,
    now: runtime.now,
    log,
    tell: tellPeople(say),
  })
  const app = await openApp({ environment, runtime, store, log, observe: monitor.observe, attended: true })
  const onFailure = (error: unknown) => log.error('a tick failed; the next one tries again', { error })
  // Of its own, since a tick that briefs many topics takes longer than a lease.
  const pulse = scheduleTicks(async () => {
    runtime.onBeat()
    app.pulse()
  }, onFailure)
  await app.tick().catch(onFailure)
  const schedule = scheduleTicks(app.tick, onFailure)
  const stopped = untilAborted(runtime.stop)
  // A platform that does not answer keeps nobody waiting: documents are read meanwhile, and Ctrl+C works.
  await Promise.race([app.settled(), stopped])
  if (!runtime.stop.aborted) await sayStanding(environment, store, say).catch(onFailure)
  await stopped
  say('Stopping …')
  const beatless = Promise.all([schedule.stop(), pulse.stop()])
  await withinTime(beatless.then(monitor.close).then(app.stop), log.warn)
  return 0
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

/** What there is, what is due next, and what is lacking and how to get it. */
async function sayStanding(environment: Environment, store: Store, say: (text: string) => void): Promise<void> {
  const { topics, documents } = await store.countTopics()
  say(`${topics} ${topics === 1 ? 'topic' : 'topics'}, ${wording.documentCount(documents)}.`)
  for (const digest of await store.digests()) {
    const { platform, channel } = digest.target
    const where = platform === 'terminal' ? 'this terminal' : `${capital(platform)} ${channel}`
    const when = digest.paused ?? wording.editionTime(new Date(digest.nextRunAt), digest.zone)
    say(`Next digest for ${where}: ${when}${digest.paused === undefined ? ` (${digest.zone})` : ''}`)
  }
  for (const { where, what } of environment.problems) say(`! ${where}: ${what}`)
  if (environment.slack === undefined)
    say('Slack is not connected: npx attache setup does that with you, step by step.')
  if (environment.discord === undefined)
    say('Discord is not connected: npx attache setup does that with you, step by step.')
  say(`\nPut a document into ${environment.briefs}/<topic>/ and it is briefed here. Ctrl+C stops.`)
  say('In another terminal: npx attache ask "Which country ratified the memorandum first?"\n')
}

function placeOf({ databaseUrl, data }: Environment): string {
  return databaseUrl === undefined ? `${data}/` : 'PostgreSQL'
}

async function withinTime(work: Promise<void>, warn: (words: string) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      warn('stopped before everything had ended in order; nothing owed is lost')
      resolve()
    }, STOP_WITHIN_MS)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
