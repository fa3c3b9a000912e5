import { createBriefing } from './briefing.ts'
import { createCleanUp } from './clean-up.ts'
import { createConnections } from './connections.ts'
import { USUAL_ANSWERING } from './conversation/answering.ts'
import { createDesk } from './desk.ts'
import { type DigestPolicy, STANDARD_POLICY } from './digest-command.ts'
import type { Ear } from './ear.ts'
import { writeDueEditions } from './edition.ts'
import type { FeedKnowledge } from './feeds.ts'
import { tellFollowers } from './following/following.ts'
import { type Pace, STANDARD_PACE } from './following/pace.ts'
import type { Observe } from './happening.ts'
import { createHearing } from './hearing.ts'
import { tryInTurn } from './in-turn.ts'
import { createIntake } from './intake.ts'
import type { Log } from './log.ts'
import { deliverOwed } from './outbox.ts'
import type { Reading } from './pointing.ts'
import type { BriefKeeper, Desk, OrderBook, Platform, Source, StandingOrders, Writer } from './ports.ts'
import { createSlotRepair } from './slot-repair.ts'
import { applyOrders, type Clash, findUnknownTopics, problemsOf, withClashes } from './standing.ts'
import type { Store } from './store-ports.ts'
import { timeWriter } from './timed-writer.ts'
import type { ModelTerms } from './usage-lines.ts'

/** Of many digests that are due at once, so much is written before documents are looked at again. */
const EDITIONS_A_BEAT_MS = 5_000
/** So long editions gather before they are sent: to look for each alone costs as much as to write it. */
const GATHERING_MS = 500

/** Everything a desk is made of, already built. */
export interface DeskParts {
  readonly store: Store
  readonly sources: readonly Source[]
  readonly orders: OrderBook
  readonly writer: Writer
  /** What reads pages and files that people point at; none if absent. */
  readonly reading?: Reading
  /** As in `DeskOptions`. */
  readonly feeds?: FeedKnowledge
  readonly platforms: readonly Platform[]
  /** What one process at a time may listen with; none if absent. */
  readonly ears?: readonly Ear[]
  /** Names this process among those on one database; absent where it is alone on it. */
  readonly holder?: string
  readonly keepers: readonly BriefKeeper[]
  readonly now: () => Date
  readonly random: () => number
  readonly log: Log
  readonly observe: Observe
  /** That the writer asks; absent where it asks none. */
  readonly model?: ModelTerms
  /** `STANDARD_POLICY` if absent. */
  readonly policy?: DigestPolicy
  /** Documents found longer ago are forgotten; for ever if absent. */
  readonly keepDays?: number
  /** How long updates wait for more documents, whatever the orders say. */
  readonly pace?: Pace
}

/** A running desk. */
export interface RunningDesk {
  readonly desk: Desk
  /** Orders and documents are read and topics that changed are briefed; nothing is sent. False once there is nothing more to read. */
  takeIn(): Promise<boolean>
  /**
   * One beat: orders and documents are read, due editions written, and sending begun. What a platform takes long over holds up no
   * later beat. Throws only if the store fails; the next beat tries again.
   */
  tick(): Promise<void>
  /** To be called every second, however long a tick takes: leases are taken and renewed, and what was lost is let go. */
  pulse(): void
  /** Resolves once nothing is being sent and every attempt to connect is over. */
  settled(): Promise<void>
  /** Waits for what is being sent, then disconnects and closes the store. */
  stop(): Promise<void>
}

interface SendingLoop {
  /** Something more was owed while it ran. */
  again: boolean
  done: Promise<void>
}

/** Puts the parts together. Nothing happens until the first `tick`. */
export function createRunningDesk(parts: DeskParts): RunningDesk {
  const { store, now, log, observe } = parts
  const writer = timeWriter(parts.writer, now, observe)
  const intake = createIntake({ ...parts, briefing: createBriefing({ ...parts, writer }) })
  const { forgetWhatIsOver } = createCleanUp(parts)
  const repairSlots = createSlotRepair(parts)
  let stopped = false
  const sending = new Map<Platform, SendingLoop>()
  // Orders that the store could not take at one beat are applied at the next.
  let ordersApplied = true
  let answering = USUAL_ANSWERING
  let pace = STANDARD_PACE
  let justStarted = true
  let clashes: readonly Clash[] = []
  // Topics that the digests name: whether they are known can be told once all documents are read.
  let unchecked: StandingOrders['namedTopics']

  const whole = createDesk({ policy: STANDARD_POLICY, ...parts, writer, hurry: send, answering: () => answering })
  const desk: Desk = {
    ...whole,
    async left(place, channels) {
      await whole.left(place, channels)
      // What the files order there is ordered still: the bot may be invited again.
      ordersApplied = false
    },
  }
  const connections = createConnections(parts.platforms, {
    desk,
    log,
    now,
    onChange(platform, state, words) {
      observe({ kind: 'connection', platform, state, ...(words === undefined ? {} : { words }) })
      if (state !== 'up') return
      send()
      hearing.beat()
    },
  })
  const hearing = createHearing({
    ears: parts.ears ?? [],
    store,
    holder: parts.holder,
    desk,
    log,
    now,
    isUp: (platform) => connections.stateOf(platform) === 'up',
    onChange: (ear, state, words) =>
      observe({ kind: 'connection', platform: ear, state, ...(words === undefined ? {} : { words }) }),
  })

  /** Each platform for itself, so that one which takes long over its messages keeps no other waiting. */
  function send(): void {
    for (const platform of connections.up()) {
      const loop = sending.get(platform)
      if (loop !== undefined) loop.again = true
      else if (!stopped) startSending(platform)
    }
  }

  function startSending(platform: Platform): void {
    const loop: SendingLoop = { again: true, done: Promise.resolve() }
    sending.set(platform, loop)
    loop.done = sendAll(platform, loop).finally(() => sending.delete(platform))
  }

  async function sendAll(platform: Platform, loop: SendingLoop): Promise<void> {
    while (loop.again && !stopped) {
      loop.again = false
      await deliverOwed({ ...parts, platforms: [platform], goesOn: () => !stopped }).catch((error: unknown) => {
        log.error('sending stopped; it is tried again at the next tick', { platform: platform.name, error })
      })
    }
  }

  async function sent(): Promise<void> {
    await Promise.all([...sending.values()].map(({ done }) => done))
  }

  async function apply(orders: StandingOrders): Promise<void> {
    // A place that is left meanwhile has them applied once more.
    ordersApplied = true
    try {
      clashes = await applyOrders(orders, store, now(), { resume: justStarted })
    } catch (error) {
      ordersApplied = false
      throw error
    }
    if (clashes.length > 0) observe({ kind: 'problems', problems: problemsOf(clashes) })
  }

  async function takeIn(): Promise<boolean> {
    const orders = await parts.orders.read()
    answering = orders.answering ?? USUAL_ANSWERING
    pace = orders.pace ?? STANDARD_PACE
    if (orders.problems.length > 0) observe({ kind: 'problems', problems: orders.problems })
    ordersApplied &&= !orders.changed
    if (!ordersApplied) await apply(orders)
    justStarted &&= !orders.changed || orders.digestsUnknown === true
    if (orders.changed) unchecked = orders.namedTopics
    const report = await intake.round({ ...orders, held: withClashes(orders.held, clashes) })
    if (report.seen === 0 && unchecked !== undefined) {
      const problems = await findUnknownTopics(unchecked, store)
      unchecked = undefined
      if (problems.length > 0) observe({ kind: 'problems', problems })
    }
    if (report.problems.length > 0) observe({ kind: 'problems', problems: report.problems })
    if (report.added + report.revised + report.withdrawn + report.briefs.length > 0) observe({ kind: 'intake', report })
    return report.seen + report.briefs.length > 0
  }

  async function writeEditions(): Promise<void> {
    const until = new Date(now().getTime() + EDITIONS_A_BEAT_MS)
    let sendAt = now()
    for await (const edition of writeDueEditions({ store, writer, now, log }, until)) {
      observe({ kind: 'edition', edition })
      if (stopped) return
      if (now() < sendAt) continue
      send()
      sendAt = new Date(now().getTime() + GATHERING_MS)
    }
  }

  async function tellThreads(): Promise<void> {
    await tellFollowers({ store, writer, now, log, pace: parts.pace ?? pace })
  }

  async function beat(): Promise<void> {
    connections.attempt()
    await tryInTurn([takeIn, repairSlots, writeEditions, tellThreads, forgetWhatIsOver]).finally(send)
  }

  return {
    desk,
    takeIn,
    async tick() {
      const began = now().getTime()
      let failed = true
      try {
        await beat()
        failed = false
      } finally {
        observe({ kind: 'tick', seconds: (now().getTime() - began) / 1_000, failed })
      }
    },
    pulse: () => hearing.beat(),
    async settled() {
      await connections.settled()
      await hearing.settled()
      while (sending.size > 0) await sent()
    },
    async stop() {
      stopped = true
      for (const source of parts.sources) source.close()
      parts.reading?.close()
      await hearing.stop()
      await sent()
      await connections.stop()
      await store.close()
    },
  }
}
