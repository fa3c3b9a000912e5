import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../lookup/random.ts'
import { type FastClock, realSpan, shownAt } from './clock.ts'
import type { CommitLock } from './commit-lock.ts'
import { type Call, serverError } from './door.ts'

/** When a process is killed. */
export type Moment =
  | 'at any time'
  | 'before the send'
  | 'stored, before the answer'
  | 'answered, before the commit'
  | 'in flight, stored after the kill'

export const CHOSEN_MOMENTS: readonly Moment[] = [
  'before the send',
  'stored, before the answer',
  'answered, before the commit',
  'in flight, stored after the kill',
]

/** How long a desk waits for an answer to one call. */
const CALL_TIMEOUT_MS = 10_000
/** The longest that a message may take to show after its sender gave up: what the desk relies on before it looks (10 s), less a margin. */
const LATEST_MS = 6_000
/** Long enough for a process to read an answer and begin its commit, in milliseconds of the machine's clock. */
const READS_WITHIN_MS = 25
/** Shares of calls that go wrong without any kill. */
const SEND_FAULTS = { storedLate: 0.03, answerLost: 0.02, broken: 0.02, error: 0.02, unsent: 0.02 }
const LOOK_FAULTS = 0.02

/** Kills a desk at a moment of its work. */
export interface Trap {
  readonly moment: Moment
  /** Resolves, once the process is dead, with the desk that was caught; never if none was. */
  readonly sprung: Promise<string>
  /** False if it is too late: a desk is caught, and will be dead in a moment. */
  disarm(): boolean
}

export interface Mishaps {
  /** The next send of any desk meets its death. */
  arm(moment: Moment, kill: (desk: string) => Promise<void>): Trap
  /** Says what becomes of a call of this desk. */
  decide(desk: string, call: Call): Promise<void>
  /** From now on nothing goes wrong. */
  end(): void
  /** How many calls went wrong without a kill, by what it was. */
  readonly counts: ReadonlyMap<string, number>
  readonly sends: number
  readonly looks: number
}

interface Armed {
  readonly moment: Moment
  spring(desk: string, call: Call): Promise<void>
}

export function createMishaps(clock: FastClock, random: Random, lock: CommitLock): Mishaps {
  const counts = new Map<string, number>()
  let armed: Armed | undefined
  let isOver = false
  let sends = 0
  let looks = 0

  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1)
  const pass = async (call: Call) => call.reply(await call.forward())
  const now = () => shownAt(clock, Date.now())
  /** Messages on their way to the platform, and when they show there. */
  const onTheirWay = new Set<{ readonly due: number; readonly stored: Promise<unknown> }>()

  /** The platform stores it some time after `from`. */
  async function storeLate(call: Call, from: number): Promise<void> {
    const due = from + random.share() * LATEST_MS
    const stored = wait(Math.max(0, realSpan(clock, due - now()))).then(() => call.forward())
    const message = { due, stored }
    onTheirWay.add(message)
    await stored.finally(() => onTheirWay.delete(message))
  }

  /** A busy machine stores late what is due, but nobody may look past it for that. */
  async function storeWhatIsDue(): Promise<void> {
    const due = [...onTheirWay].filter((message) => message.due <= now())
    await Promise.allSettled(due.map(({ stored }) => stored))
  }

  async function strike(moment: Moment, call: Call, kill: () => Promise<void>): Promise<void> {
    switch (moment) {
      case 'before the send':
        await kill()
        return
      case 'stored, before the answer':
        await call.forward()
        await kill()
        return
      case 'answered, before the commit': {
        const answer = await call.forward()
        const release = await lock.hold()
        call.reply(answer)
        await wait(READS_WITHIN_MS)
        await kill()
        await release()
        return
      }
      case 'in flight, stored after the kill':
        await kill()
        await storeLate(call, now())
        return
      case 'at any time':
        throw new Error('no trap springs at any time')
    }
  }

  async function send(call: Call): Promise<void> {
    const faults: readonly [string, number, () => Promise<void>][] = [
      [
        'stored after the client’s timeout',
        SEND_FAULTS.storedLate,
        async () => {
          // Begun before it is over: the call may be heard of late here, and given up soon.
          const stored = storeLate(call, call.sentAt + CALL_TIMEOUT_MS)
          await call.over
          await stored
        },
      ],
      ['stored, never answered', SEND_FAULTS.answerLost, async () => void (await call.forward())],
      [
        'stored, connection broken',
        SEND_FAULTS.broken,
        async () => {
          await call.forward()
          call.breakOff()
        },
      ],
      [
        'stored, answered 502',
        SEND_FAULTS.error,
        async () => {
          await call.forward()
          call.reply(serverError(502))
        },
      ],
      ['not stored, answered 503', SEND_FAULTS.unsent, async () => call.reply(serverError(503))],
    ]
    let share = random.share()
    for (const [what, part, happen] of faults) {
      share -= part
      if (share >= 0) continue
      count(what)
      return await happen()
    }
    await pass(call)
  }

  return {
    counts,
    get sends() {
      return sends
    },
    get looks() {
      return looks
    },
    arm(moment, kill) {
      const { promise: sprung, resolve, reject } = Promise.withResolvers<string>()
      const trap: Armed = {
        moment,
        async spring(desk, call) {
          const killed = () => kill(desk).then(() => resolve(desk), reject)
          await strike(moment, call, killed)
        },
      }
      armed = trap
      return {
        moment,
        sprung,
        disarm() {
          if (armed !== trap) return false
          armed = undefined
          return true
        },
      }
    },
    async decide(desk, call) {
      if (call.errand === 'send') sends += 1
      if (call.errand === 'look') {
        looks += 1
        await storeWhatIsDue()
      }
      const trap = armed
      if (call.errand === 'send' && trap !== undefined) {
        armed = undefined
        await trap.spring(desk, call)
      } else if (call.errand === 'send' && !isOver) await send(call)
      else if (call.errand === 'look' && !isOver && random.share() < LOOK_FAULTS) {
        count('a look answered 503')
        call.reply(serverError(503))
      } else await pass(call)
    },
    end() {
      isOver = true
    },
  }
}
