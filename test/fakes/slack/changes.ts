// Kept from before any test can replace the clock: waiting for a real socket needs real time.
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis

/** Lets tests wait for something to become true without sleeping: every change of the fake's state is told here. */
export class Changes {
  readonly #listeners = new Set<() => void>()

  notify(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  /**
   * Resolves when `reached` is true, looking again after each change.
   * @param what names the wait in the error
   * @param timeoutMs milliseconds until it rejects with an Error that carries `what`
   */
  until(reached: () => boolean, what: string, timeoutMs: number): Promise<void> {
    const started = new Error(`Fake Slack: after ${timeoutMs} ms still waiting for ${what}`)
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        this.#listeners.delete(look)
        stopTimer(timer)
        finish()
      }
      const look = () => {
        try {
          if (reached()) settle(resolve)
        } catch (error) {
          settle(() => reject(error))
        }
      }
      const timer = startTimer(() => settle(() => reject(started)), timeoutMs)
      this.#listeners.add(look)
      look()
    })
  }
}
