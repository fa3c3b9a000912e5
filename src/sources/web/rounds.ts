import { type FetchRecord, type FetchStore, watchKey } from '../../core/fetching.ts'
import { optional } from '../../core/optional.ts'
import type { Problem } from '../../core/ports.ts'
import type { WebAnswer, WebRequest } from './client.ts'
import { forStrangers } from './failure.ts'
import { afterAnswer, afterFailure, newsOf, type Rhythm, shownError } from './rhythm.ts'

/** An address that is asked again and again. */
export interface WatchedAddress {
  /** As the operator wrote it, unless it is foreign. */
  readonly address: string
  /** Slug of the topic that it is watched for, if for one. */
  readonly topic?: string
  /** A stranger gave the address: hosts that are not public are none of theirs. */
  readonly isForeign?: true
}

/** All addresses of a source. */
export interface WatchOrders<Watched extends WatchedAddress> {
  /** The same array is taken to hold the same addresses. */
  readonly watched: readonly Watched[]
  /**
   * Slugs of topics of which it is not known what they watch: they keep what they have, and nothing is fetched for them. With the empty slug
   * addresses without a topic keep what is known of them.
   */
  readonly unknown: ReadonlySet<string>
}

/** An address that is due. */
export interface Visit<Watched extends WatchedAddress, Tools> {
  readonly watched: Watched
  readonly record: FetchRecord
  readonly tools: Tools
  /** What is to be asked. Where others have moved the address to is the operator's word only while it is on the same host. */
  readonly request: Pick<WebRequest, 'address' | 'isOwn'> & { readonly signal: AbortSignal }
  /** What names the last answer. */
  readonly validators: Pick<WebRequest, 'etag' | 'lastModified'>
}

/** What a visit brought; its result is absent where nothing has changed. */
export interface Reading<Result> {
  /** As the web gave it, `freshMs` raised where what was read asks for more time. */
  readonly answer: WebAnswer
  readonly result?: Result
  /** What the address calls itself, where it said. */
  readonly title?: string
}

export interface Outcome<Result> {
  readonly record: FetchRecord
  readonly result?: Result
  readonly problems: readonly Problem[]
}

interface Visited<Result> extends Outcome<Result> {
  /** What was known of the address before the visit. */
  readonly before: FetchRecord
}

export interface RoundsOptions<Watched extends WatchedAddress, Tools, Result> {
  /** The source's name. */
  readonly name: string
  readonly store: FetchStore
  /** Opens what visits need when there is something to fetch; tried again if it fails. */
  readonly open: () => Promise<Tools>
  readonly shut: (tools: Tools) => Promise<void>
  /**
   * Whether the operator lets their own addresses lead there though it is not public. What failed there is asked at once by a desk that was
   * started: the permission may be new.
   */
  readonly isPermitted?: (address: string) => boolean
  /** What it throws is a failure of the address. */
  readonly read: (visit: Visit<Watched, Tools>) => Promise<Reading<Result>>
  /** Keeps what goes with a result, before its address counts as answered; may be called twice with the same. */
  readonly keep?: (key: string, result: Result) => Promise<void>
  readonly rhythm: Rhythm
  /** So many visits go on at once, at most half of them to foreign addresses. */
  readonly atOnce: number
  readonly now: () => Date
  readonly random: () => number
}

/** Goes round addresses, each by a rhythm of its own, and hands over what came of it. */
export interface Rounds<Watched extends WatchedAddress, Result> {
  /**
   * Takes what the last call gave for kept, begins what is due and gives what has come since; waits for no visit. Without `orders` those
   * of before hold. If it throws, the next call gives what this one would have given. What is told of an address is told once, whatever
   * becomes of this process after the call.
   */
  poll(orders: WatchOrders<Watched> | undefined): Promise<readonly Outcome<Result>[]>
  /** Breaks off what goes on. */
  close(): void
}

/** Polls come every second; what is due can wait so long. */
const LOOK_EVERY_MS = 5_000
/** A poll takes what is ready, once a second; until then so much of it may gather before no more is fetched. */
const MOST_READY = 64
/** Longer than a visit takes with all the pages that belong to it; then another process may try. */
const LEASE_MS = 10 * 60_000
/** What a claim can leave out (`FetchStore`). Of strangers' addresses beyond it, only those that run are counted. */
const MOST_LEFT_OUT = 30_000

export function createRounds<Watched extends WatchedAddress, Tools, Result>(
  options: RoundsOptions<Watched, Tools, Result>,
): Rounds<Watched, Result> {
  const { name, store, now, random, rhythm } = options
  const stopped = new AbortController()
  const running = new Set<Promise<void>>()
  const mostForeign = Math.ceil(options.atOnce / 2)
  let foreign: readonly string[] = []
  let foreignRunning = 0
  let ready: Visited<Result>[] = []
  // What was handed over is only certain to be kept when more is asked for.
  let handed: readonly Outcome<Result>[] = []
  let active: ReadonlyMap<string, Watched> = new Map()
  let ordered: string | undefined
  let listed: { readonly watched: readonly Watched[]; readonly held: string } | undefined
  let lookAt = 0
  let opened: Promise<Tools> | undefined
  let beginning: Promise<void> = Promise.resolve()

  async function settle(): Promise<void> {
    for (const { record, result } of handed) {
      if (result !== undefined) await options.keep?.(record.address, result)
      await store.settleFetch(name, record)
    }
    handed = []
  }

  /** Whoever hears of an address by a call must not hear it again: what brought nothing counts at once, and what was told of the rest. */
  async function tell({ before, record, result, problems }: Visited<Result>): Promise<void> {
    if (result === undefined) await store.settleFetch(name, record)
    else if (problems.length > 0) {
      const { etag: _etag, lastModified: _modified, answeredAt: _answered, ...told } = record
      const known = { ...validatorsOf(before), ...optional('answeredAt', before.answeredAt) }
      await store.settleFetch(name, { ...told, ...known })
    }
  }

  /** A host of the operator's that was refused may be permitted by now. */
  async function retry(all: ReadonlyMap<string, Watched>): Promise<void> {
    for (const record of await store.fetchesOf(name)) {
      const watched = all.get(record.address)
      if (record.failures === 0 || watched === undefined || watched.isForeign === true) continue
      if (options.isPermitted?.(watched.address) === true)
        await store.settleFetch(name, { ...record, nextAt: now().toISOString() })
    }
  }

  async function update({ watched, unknown }: WatchOrders<Watched>): Promise<void> {
    const held = [...unknown].sort().join(' ')
    // Thousands of addresses are compared only when somebody lists them anew.
    if (watched === listed?.watched && held === listed.held) return
    const all = new Map(watched.map((each) => [keyOf(each), each]))
    const named = [...all].map(([key, { isForeign = false }]) => `${key} ${isForeign}`)
    const shape = JSON.stringify([named.sort(), [...unknown].sort()])
    if (shape !== ordered) await change(all, unknown)
    ordered = shape
    listed = { watched, held }
  }

  async function change(all: ReadonlyMap<string, Watched>, unknown: ReadonlySet<string>): Promise<void> {
    const kept = unknown.size === 0 ? [] : await store.fetchesOf(name)
    const keys = kept.map(({ address }) => address).filter((key) => unknown.has(topicOf(key) ?? ''))
    await store.watchAddresses(name, [...new Set([...all.keys(), ...keys])], now().toISOString())
    if (ordered === undefined && options.isPermitted !== undefined) await retry(all)
    active = new Map([...all].filter(([, { topic }]) => !isOfAny(unknown, topic)))
    foreign = [...active].flatMap(([key, { isForeign }]) => (isForeign === true ? [key] : [])).slice(0, MOST_LEFT_OUT)
    lookAt = 0
  }

  /** One after the other, so that no two take the same free hands. */
  function begin(): Promise<void> {
    beginning = beginning.catch(() => {}).then(beginDue)
    return beginning
  }

  async function beginDue(): Promise<void> {
    const at = now().getTime()
    const free = options.atOnce - running.size
    if (stopped.signal.aborted || active.size === 0 || free <= 0 || at < lookAt) return
    for (const record of await claimDue(at, free)) {
      const watched = active.get(record.address)
      if (watched === undefined) continue
      const share = watched.isForeign === true ? 1 : 0
      foreignRunning += share
      const work = visit(watched, record).then((outcome) => {
        running.delete(work)
        foreignRunning -= share
        if (stopped.signal.aborted) return
        ready.push(outcome)
        // What is due meanwhile need not wait for a poll. Where the store fails, the next one says so.
        if (ready.length < MOST_READY) begin().catch(() => {})
      })
      running.add(work)
    }
  }

  /** The operator's come first. Strangers' never have more than half of the places, however many are due and however slow they are. */
  async function claimDue(at: number, free: number): Promise<readonly FetchRecord[]> {
    const claim = async (limit: number, except?: readonly string[]) =>
      await store.claimFetches(name, toInstant(at), toInstant(at + LEASE_MS), limit, except)
    const own = await claim(free, foreign)
    const places = foreign.length === 0 ? 0 : Math.min(free - own.length, mostForeign - foreignRunning)
    const others = places > 0 ? await claim(places) : []
    // A full hand means that there is more, and so may one that had to stay empty.
    const isMore = own.length === free || (foreign.length > 0 && others.length >= places)
    lookAt = isMore ? at : at + LOOK_EVERY_MS
    return [...own, ...others]
  }

  async function visit(watched: Watched, record: FetchRecord): Promise<Visited<Result>> {
    try {
      const tools = await openTools()
      const request = { ...placeOf(watched, record), signal: stopped.signal }
      const { answer, result, title } = await options.read({
        watched,
        record,
        tools,
        request,
        validators: validatorsOf(record),
      })
      const named = { ...record, ...optional('title', title) }
      const after = afterAnswer(named, answer, rhythm, { now: now(), random })
      return { before: record, record: after, ...optional('result', result), problems: problemsOf(record, after) }
    } catch (error) {
      // What is wrong with a stranger's address is shown where they added it.
      const shown = shownError(watched.isForeign === true ? forStrangers(error) : error)
      const after = afterFailure(record, shown, rhythm, { now: now(), random })
      return { before: record, record: after, problems: problemsOf(record, after) }
    }
  }

  function openTools(): Promise<Tools> {
    opened ??= options.open().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }

  return {
    async poll(orders) {
      await settle()
      if (orders !== undefined) await update(orders)
      await begin()
      // What came for a topic that is not known any more is left: its lease runs out, and it is fetched again.
      const come = [...ready]
      const wanted = come.filter(({ record }) => active.has(record.address))
      for (const visited of wanted) await tell(visited)
      ready = ready.slice(come.length)
      handed = wanted.filter(({ result }) => result !== undefined)
      return wanted
    },
    close() {
      stopped.abort()
      // Whoever closes wants nothing more of what did not open, or does not close.
      opened?.then(options.shut).catch(() => {})
    },
  }
}

/** Its `watchKey`. */
export function keyOf({ address, topic }: WatchedAddress): string {
  return watchKey(address, topic)
}

/** The slug of the topic in a key, if there is one. */
export function topicOf(key: string): string | undefined {
  const at = key.indexOf('#')
  return at === -1 ? undefined : key.slice(at + 1)
}

function isOfAny(topics: ReadonlySet<string>, topic: string | undefined): boolean {
  return topic !== undefined && topics.has(topic)
}

function placeOf(
  { address, isForeign }: WatchedAddress,
  { movedTo }: FetchRecord,
): Pick<WebRequest, 'address' | 'isOwn'> {
  const isOperators = isForeign !== true
  if (movedTo === undefined) return { address, isOwn: isOperators }
  return { address: movedTo, isOwn: isOperators && URL.parse(movedTo)?.hostname === URL.parse(address)?.hostname }
}

function toInstant(time: number): string {
  return new Date(time).toISOString()
}

function validatorsOf({ etag, lastModified }: FetchRecord): Pick<WebRequest, 'etag' | 'lastModified'> {
  return { ...optional('etag', etag), ...optional('lastModified', lastModified) }
}

function problemsOf(before: FetchRecord, after: FetchRecord): Problem[] {
  const what = newsOf(before, after)
  return what === undefined ? [] : [{ where: after.address.replace(/#.*$/u, ''), what }]
}
