import { type ConnectionState, pauseAfter } from './connections.ts'
import type { Ear } from './ear.ts'
import { InputError, LaterError } from './errors.ts'
import type { Log } from './log.ts'
import type { Desk } from './ports.ts'
import type { LeaseStore } from './store-ports.ts'

/** How long a process that has died still keeps the others from listening. */
const LEASE_MS = 8_000
/** Early enough that two renewals may fail before the process has to stop listening. */
const RENEW_AFTER_MS = 2_000
/** A process that could not renew its lease stops listening so long before another may begin: an ear may take this long to close. */
const SPARE_MS = 2_500

/** The ears of a desk, each open in one process at a time. */
export interface Hearing {
  /** One beat: takes or renews leases, opens what is held and closes what was lost. Waits for none of it. */
  beat(): void
  /** Resolves once nothing that has begun is under way. */
  settled(): Promise<void>
  /** Closes the ears and gives the leases back, so that another process takes over at once. */
  stop(): Promise<void>
}

export interface HearingOptions {
  readonly ears: readonly Ear[]
  readonly store: LeaseStore
  /** Names this process among those on one database; undefined where it is alone and needs no leases. */
  readonly holder: string | undefined
  readonly desk: Desk
  /** Whether a platform has started. */
  readonly isUp: (platform: string) => boolean
  readonly log: Log
  readonly now: () => Date
  /** As that of `createConnections`. */
  readonly onChange: (ear: string, state: ConnectionState, words?: string) => void
}

interface Held {
  readonly ear: Ear
  state: ConnectionState
  /** Milliseconds since 1970; in the past where the lease is not held. */
  until: number
  askedAt: number
  failures: number
  tryAt: number
  /** Openings and closings that are not over. */
  readonly underWay: Set<Promise<void>>
  asking: Promise<void> | undefined
}

export function createHearing(options: HearingOptions): Hearing {
  const { store, holder, desk, log, onChange } = options
  const time = () => options.now().getTime()
  let isStopped = false
  const all = options.ears.map((ear): Held => {
    const never = Number.NEGATIVE_INFINITY
    const until = holder === undefined ? Number.POSITIVE_INFINITY : never
    const none = { failures: 0, tryAt: never, askedAt: never, underWay: new Set<Promise<void>>(), asking: undefined }
    return { ear, state: 'waiting', until, ...none }
  })

  const isHeld = (held: Held) => time() < held.until - SPARE_MS
  const isOpen = ({ state }: Held) => state === 'up' || state === 'connecting'
  /** Whether it may be tried to open it, were the lease held. */
  const isWanted = ({ ear, state, tryAt }: Held) => state !== 'refused' && tryAt <= time() && options.isUp(ear.platform)

  function change(held: Held, state: ConnectionState, words?: string): void {
    if (held.state === state && words === undefined) return
    held.state = state
    onChange(held.ear.name, state, words)
  }

  function track(held: Held, work: Promise<void>): void {
    const tracked: Promise<void> = work.finally(() => held.underWay.delete(tracked))
    held.underWay.add(tracked)
  }

  function adjust(held: Held): void {
    if (isStopped) return
    if (isOpen(held)) {
      if (!isHeld(held)) close(held)
    } else if (isWanted(held) && isHeld(held) && held.underWay.size === 0) {
      track(held, open(held))
    }
  }

  /** A question that was never answered is asked again once the answer could not help any more. */
  function isDue(held: Held): boolean {
    if (!isOpen(held) && !isWanted(held)) return false
    const pause = held.asking !== undefined ? LEASE_MS : isHeld(held) ? RENEW_AFTER_MS : 0
    return time() >= held.askedAt + pause
  }

  async function ask(held: Held, holder: string): Promise<void> {
    const asked = time()
    const until = asked + LEASE_MS
    held.askedAt = asked
    try {
      const isOurs = await store.holdLease(held.ear.name, holder, iso(asked), iso(until))
      if (held.askedAt !== asked) return
      held.until = isOurs ? until : Number.NEGATIVE_INFINITY
      if (!isOurs && !isOpen(held)) change(held, 'standby')
    } catch (error) {
      log.warn('it could not be told which process listens', { ear: held.ear.name, error })
    } finally {
      if (held.askedAt === asked) held.asking = undefined
    }
    adjust(held)
  }

  async function open(held: Held): Promise<void> {
    let isEnded = false
    const onEnd = (reason: unknown) => {
      if (isEnded) return
      isEnded = true
      // Closed on our own account meanwhile: whatever it has to say of that is no news.
      if (isOpen(held)) fail(held, reason)
    }
    change(held, 'connecting')
    try {
      await held.ear.open(desk, onEnd)
      if (isEnded || !isOpen(held)) return
      held.failures = 0
      change(held, 'up')
    } catch (error) {
      onEnd(error)
    }
  }

  /** Another process may do better, so it need not wait for this one. */
  function fail(held: Held, reason: unknown): void {
    const words = reason instanceof Error ? reason.message : String(reason)
    const state = reason instanceof InputError ? 'refused' : 'waiting'
    const told = reason instanceof LaterError ? reason.afterMs : undefined
    held.tryAt = time() + Math.max(told ?? 0, pauseAfter(held.failures))
    held.failures += 1
    log.error('nobody is heard', { ear: held.ear.name, state, error: reason })
    change(held, state, words)
    track(held, shut(held.ear))
    giveBack(held)
  }

  function close(held: Held): void {
    log.warn('another process may listen now, so this one does not', { ear: held.ear.name })
    change(held, 'standby')
    track(held, shut(held.ear))
  }

  async function shut(ear: Ear): Promise<void> {
    await ear.close().catch((error: unknown) => log.warn('an ear did not close in order', { ear: ear.name, error }))
  }

  function giveBack(held: Held): void {
    if (holder === undefined) return
    held.until = Number.NEGATIVE_INFINITY
    track(
      held,
      store.releaseLease(held.ear.name, holder).catch((error: unknown) => {
        log.warn('a lease could not be given back; it ends of itself', { ear: held.ear.name, error })
      }),
    )
  }

  async function settle(held: Held): Promise<void> {
    while (held.asking !== undefined || held.underWay.size > 0) await Promise.all([held.asking, ...held.underWay])
  }

  return {
    beat() {
      for (const held of all) {
        adjust(held)
        if (!isStopped && holder !== undefined && isDue(held)) held.asking = ask(held, holder)
      }
    },
    async settled() {
      await Promise.all(all.map(settle))
    },
    async stop() {
      isStopped = true
      const stopOne = async (held: Held) => {
        held.state = 'standby'
        await shut(held.ear)
        await held.asking
        if (isHeld(held)) giveBack(held)
        await Promise.all(held.underWay)
      }
      await Promise.all(all.map(stopOne))
    },
  }
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
