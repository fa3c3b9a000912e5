const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

/** Pauses between attempts to connect again. */
export interface Reconnecting {
  /** The connection closed. */
  closed(): void
  /** It stands again: the next attempt need not wait. */
  stands(): void
  /** Resolves when it may be tried again, never once it has ended. */
  turn(): Promise<void>
  end(): void
}

/**
 * The first attempt after a connection that stood is made at once, since a session can be resumed for a short time only; those after it
 * wait twice as long each.
 */
export function createReconnecting(): Reconnecting {
  let failures = 0
  let notBefore = 0
  let isEnded = false
  let timer: NodeJS.Timeout | undefined

  return {
    closed() {
      if (failures > 0) notBefore = Date.now() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1))
      failures += 1
    },
    stands() {
      failures = 0
    },
    turn() {
      if (isEnded) return new Promise(() => undefined)
      const pause = notBefore - Date.now()
      if (pause <= 0) return Promise.resolve()
      return new Promise((resolve) => {
        timer = setTimeout(resolve, pause)
      })
    },
    end() {
      isEnded = true
      clearTimeout(timer)
    },
  }
}
