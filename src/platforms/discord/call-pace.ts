import { LaterError } from '../../core/errors.ts'

export interface CallPaceOptions {
  /** Calls in a window. */
  readonly limit: number
  readonly windowMs: number
}

/** Lets no more calls through than are allowed in any window of time, wherever the other side's windows begin. */
export interface CallPace {
  /** Makes a call when its turn has come, those that wait in the order in which they came. Throws `LaterError` if `signal` is aborted before. */
  inTurn<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T>
}

/**
 * The other side counts a call at some moment between its sending and its answer. Of calls that are paced by their sending, the last of a
 * window come before that is over where the first was long on its way, and are refused. So a call's place is free again a window after its
 * answer: whatever takes it cannot be counted sooner than that.
 */
export function createCallPace({ limit, windowMs }: CallPaceOptions): CallPace {
  const waiting = new Set<() => void>()
  /** Of places that will be free again. They keep the process up only while somebody waits for one. */
  const timers = new Set<NodeJS.Timeout>()
  let free = limit

  async function turn(signal: AbortSignal | undefined): Promise<void> {
    if (free > 0) {
      free -= 1
      return
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const giveUp = () => {
      waiting.delete(resolve)
      reject(new LaterError('so many calls were waiting that this one was not made in time'))
    }
    waiting.add(resolve)
    for (const timer of timers) timer.ref()
    signal?.addEventListener('abort', giveUp, { once: true })
    await promise
    signal?.removeEventListener('abort', giveUp)
  }

  /** A timer may be a millisecond early. */
  function rest(): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      giveBack()
    }, windowMs + 1)
    timers.add(timer)
    if (waiting.size === 0) timer.unref()
  }

  function giveBack(): void {
    const [next] = waiting
    if (next === undefined) free += 1
    else {
      waiting.delete(next)
      next()
    }
  }

  return {
    async inTurn(call, signal) {
      await turn(signal)
      try {
        return await call()
      } finally {
        rest()
      }
    },
  }
}
