import type { ClaimedDelivery, MessageReference, Settlement } from './delivery.ts'
import { stopDigest } from './digest-pause.ts'
import { ClosedError, GoneError, LaterError, RefusedError } from './errors.ts'
import type { Observe } from './happening.ts'
import type { Log } from './log.ts'
import { passageOfTopic } from './passage.ts'
import type { Platform } from './ports.ts'
import { topicsOf } from './reply.ts'
import type { DigestStore, OutboxStore, TopicStore } from './store-ports.ts'
import { isVisible } from './topic.ts'
import { wording } from './wording.ts'

/** A process that does not settle within this time is taken for dead, and what it was sending for ambiguous. */
const LEASE_MS = 120_000
/**
 * Nobody begins to post with less of its lease left, for the next process looks for the message as soon as the lease is over, and must
 * find what this one has sent. The longest post is Discord's into a thread that is not there yet: four calls of at most 10 s each. What
 * the last of them sends may show 10 s later (DESIGN.md), and the rest is for what a busy process takes between this check and the call.
 */
const LEAST_LEASE_MS = 65_000
/** A message that was stored after its sender gave up shows in the platform's history within this time (DESIGN.md). */
const LOOK_AFTER_MS = 10_000
const FIRST_BACKOFF_MS = 2_000
const LONGEST_BACKOFF_MS = 15 * 60_000
/** After a day of tries the news is stale. Not after so many: a platform whose pace is exhausted may put off a message every second. */
const GIVE_UP_AFTER_MS = 24 * 60 * 60_000
/** So often a closed history is tried (somebody may open it); a platform that only does not answer is asked for as long as any other. */
const MOST_LOOKS = 8
const MOST_UNDER_WAY = 20
/**
 * So many attempts in a row that were told to wait are no matter of their channels any more: the pace of the whole workspace or bot is
 * exhausted, and to go on would be thousands of calls in vain, for which Discord shuts a bot out (10,000 in ten minutes).
 */
const MOST_PUT_OFF = 5

export interface OutboxOptions {
  readonly store: OutboxStore & Pick<DigestStore, 'pauseDigest'> & Pick<TopicStore, 'topicBySlug'>
  readonly platforms: readonly Platform[]
  readonly now: () => Date
  readonly log: Log
  /** 0 … 1, spreads retries; handed in so that tests are exact. */
  readonly random: () => number
  readonly observe: Observe
  /** Once false nothing more is begun. */
  readonly goesOn: () => boolean
}

/**
 * Sends what is owed and due, at most one message a channel at a time, until nothing is left that can be sent now, or the platforms' pace
 * is exhausted, or it is to end. Gives how many attempts it made. A platform's failure is settled, never thrown; only the store's own failure is thrown.
 */
export async function deliverOwed(options: OutboxOptions): Promise<number> {
  const names = options.platforms.map(({ name }) => name)
  const underWay = new Set<Promise<void>>()
  let attempts = 0
  let putOff = 0
  for (;;) {
    const now = options.now()
    const free = options.goesOn() && putOff < MOST_PUT_OFF ? MOST_UNDER_WAY - underWay.size : 0
    const leaseEnds = now.getTime() + LEASE_MS
    const leaseUntil = new Date(leaseEnds).toISOString()
    const claimed = free > 0 ? await options.store.claimDeliveries(names, now.toISOString(), leaseUntil, free) : []
    attempts += claimed.length
    for (const delivery of claimed) {
      const work = attempt(delivery, leaseEnds, options)
        .then((isPutOff) => {
          putOff = isPutOff ? putOff + 1 : 0
        })
        .finally(() => underWay.delete(work))
      underWay.add(work)
    }
    if (underWay.size === 0) return attempts
    // A channel that takes long holds up its own messages only: as soon as one attempt is over, the next is claimed.
    if (claimed.length === 0) await Promise.race(underWay)
  }
}

/** True if the platform asked to wait before it takes more. */
async function attempt(delivery: ClaimedDelivery, leaseEnds: number, options: OutboxOptions): Promise<boolean> {
  const platform = options.platforms.find(({ name }) => name === delivery.target.platform)
  if (platform === undefined) throw new Error(`claimed ${delivery.key} for a platform that is not there`)
  const sent = await send(delivery, leaseEnds, platform, options)
  // Too late: whoever has it by now, or takes it next, looks for the message first.
  if (sent === undefined) return false
  const { settlement, stops, isPutOff } = sent
  const at = options.now()
  const isOwn = await options.store.settleDelivery(delivery, settlement, at.toISOString())
  if (!isOwn) {
    options.log.warn(
      'an attempt has no say any more: it took longer than its lease, or its channel was left meanwhile',
      { key: delivery.key },
    )
    return isPutOff
  }
  options.observe({ kind: 'attempt', delivery, settlement, at })
  if (stops && delivery.digest !== undefined && 'reason' in settlement) {
    await stopDigest(delivery.digest, settlement.reason, options)
  }
  return isPutOff
}

interface Attempt {
  readonly settlement: Settlement
  /** The digest has no channel to go to any more. */
  readonly stops: boolean
  /** The platform asked to wait. */
  readonly isPutOff: boolean
}

/** Undefined, and nothing posted, if too little of the lease was left: this process slept, or looked for too long. */
async function send(
  delivery: ClaimedDelivery,
  leaseEnds: number,
  platform: Platform,
  options: OutboxOptions,
): Promise<Attempt | undefined> {
  // An edit that may have arrived is made again, which changes nothing.
  let unclear = delivery.ambiguous && delivery.edits === undefined
  try {
    if (delivery.edits !== undefined) {
      await platform.edit(delivery.edits, delivery.reply)
      return { settlement: { state: 'sent', message: delivery.edits }, stops: false, isPutOff: false }
    }
    let message: MessageReference | undefined
    if (unclear)
      message = await platform.find(delivery.target, delivery.key, delivery.firstTriedAt ?? options.now().toISOString())
    unclear = false
    message ??= await postInTime(delivery, leaseEnds, platform, options)
    return message && { settlement: { state: 'sent', message }, stops: false, isPutOff: false }
  } catch (error) {
    const settlement = settlementOf(error, delivery, unclear, options)
    options.log.warn('a delivery did not go out', { key: delivery.key, state: settlement.state, error })
    const isPutOff = error instanceof LaterError && error.afterMs !== undefined
    return { settlement, stops: error instanceof GoneError, isPutOff }
  }
}

/** Undefined, and nothing posted, if too little of the lease was left. That is looked at last: the store may have kept this process waiting. */
async function postInTime(
  delivery: ClaimedDelivery,
  leaseEnds: number,
  platform: Platform,
  options: OutboxOptions,
): Promise<MessageReference | undefined> {
  if (!(await mayStillBeSeen(delivery, options))) throw new RefusedError(wording.limitedSince)
  if (options.now().getTime() > leaseEnds - LEAST_LEASE_MS) return undefined
  return await platform.post(delivery.target, delivery.reply, delivery.key)
}

/** A topic may have been limited since a message about it was owed; what waited must not slip out. */
async function mayStillBeSeen(
  { target, workspace, reply }: ClaimedDelivery,
  { store }: OutboxOptions,
): Promise<boolean> {
  const { platform, channel } = target
  const place = { platform, channel, ...(workspace === undefined ? {} : { workspace }) }
  for (const slug of topicsOf(reply)) {
    const topic = await store.topicBySlug(slug).catch((cause: unknown) => {
      // Nothing was posted, so this must not count as an attempt that may have been.
      throw new LaterError('it could not be told who may see it', undefined, { cause })
    })
    // A topic that is gone was forgotten: no reason to post about it. A passage is none.
    if (topic === undefined ? passageOfTopic(slug) === undefined : !isVisible(topic, place)) return false
  }
  return true
}

/**
 * What follows from a failed attempt. An error that nobody foresaw counts as ambiguous: nothing is known of the message. `looking` says
 * that the attempt failed while an earlier one was looked for, so that even a plain refusal leaves the earlier one unclear. Looks are
 * counted for themselves: a message that was late or interrupted a hundred times may still be found at the second look. One that was
 * put off does not count.
 */
export function settlementOf(
  error: unknown,
  { attempts, looks = 0, firstTriedAt }: Pick<ClaimedDelivery, 'attempts' | 'looks' | 'firstTriedAt'>,
  looking: boolean,
  { now, random }: Pick<OutboxOptions, 'now' | 'random'>,
): Settlement {
  const reason = error instanceof Error ? error.message : String(error)
  const final = error instanceof GoneError || error instanceof RefusedError
  if (final) return { state: looking ? 'unsure' : 'failed', reason }
  const ambiguous = looking || !(error instanceof LaterError)
  const looked = looks + (looking && !(error instanceof LaterError) ? 1 : 0)
  const triedFor = firstTriedAt === undefined ? 0 : now().getTime() - Date.parse(firstTriedAt)
  const isClosed = error instanceof ClosedError && looked >= MOST_LOOKS
  if (isClosed || triedFor >= GIVE_UP_AFTER_MS) return { state: ambiguous ? 'unsure' : 'failed', reason }
  const backoff = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(looking ? looks : attempts, 12))
  const jittered = backoff * (0.75 + random() / 2)
  const wait = error instanceof LaterError && error.afterMs !== undefined ? error.afterMs : jittered
  const notBefore = new Date(now().getTime() + (ambiguous ? Math.max(LOOK_AFTER_MS, wait) : wait))
  const counted = looking && looked > 0 ? { looks: looked } : {}
  return { state: 'pending', notBefore: notBefore.toISOString(), ambiguous, ...counted, reason }
}
