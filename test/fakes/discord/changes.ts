/** Real timers, taken before any test replaces them: a wait must fail by name even while the clocks are fake. */
const startTimer = globalThis.setTimeout
const stopTimer = globalThis.clearTimeout

/** Says when the state of the fake has changed, so that tests wait for a state and never for a time. */
export interface Changes {
  /** Tells every waiter to look again. */
  notify(): void
  /**
   * Resolves with the first truthy value of `look`, which is called now and after every change.
   * Rejects after `timeoutMs` (real milliseconds, default 3,000) with an error that names the wait.
   */
  until<T>(look: () => T, options?: WaitOptions): Promise<NonNullable<T>>
}

export interface WaitOptions {
  /** What is waited for, in the error; without it the source text of the condition. */
  what?: string
  timeoutMs?: number
}

interface Waiter {
  check(): void
}

/** `describe` gives the lines that a failed wait adds to its message: what the fake saw lately. */
export function createChanges(describe: () => string): Changes {
  const waiters = new Set<Waiter>()

  function until<T>(look: () => T, { what = String(look), timeoutMs = 3000 }: WaitOptions = {}) {
    return new Promise<NonNullable<T>>((resolve, reject) => {
      const end = () => {
        stopTimer(timer)
        waiters.delete(waiter)
      }
      const waiter: Waiter = {
        check() {
          try {
            const value = look()
            if (!value) return
            end()
            resolve(value)
          } catch (error) {
            end()
            reject(error)
          }
        },
      }
      const timer = startTimer(() => {
        end()
        reject(new Error(`Waited ${timeoutMs} ms for: ${what}\n${describe()}`))
      }, timeoutMs)
      waiters.add(waiter)
      waiter.check()
    })
  }

  return {
    notify() {
      for (const waiter of [...waiters]) waiter.check()
    },
    until,
  }
}
