// Kept from before any test can replace the clock: waiting for a real socket needs real time.
const {
  setTimeout: startTimer,
  clearTimeout: stopTimer,
  setInterval: repeat,
  clearInterval: stopRepeating,
} = globalThis

/** What the app does after its last word to Slack is announced by nothing, so a wait also looks on its own. */
const LOOK_EVERY_MS = 10

/** Lets tests wait for something to become true without sleeping: every change of the fake's state is told here. */
export class Changes {
  readonly #listeners = new Set<() => void>()

  notify(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  /**
   * Resolves when `reached` is true, looking again after each change and every few milliseconds.
   * @param what names the wait in the error
   * @param timeoutMs milliseconds until it rejects with an Error that carries `what`
   */
  until(reached: () => boolean, what: string, timeoutMs: number): Promise<void> {
    const late = new Error(`Fake Slack: after ${timeoutMs} ms still waiting for ${what}`)
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        this.#listeners.delete(look)
        stopTimer(timer)
        stopRepeating(glance)
        finish()
      }
      const look = () => {
        try {
          if (reached()) settle(resolve)
        } catch (error) {
          settle(() => reject(error))
        }
      }
      const timer = startTimer(() => settle(() => reject(late)), timeoutMs)
      const glance = repeat(look, LOOK_EVERY_MS)
      this.#listeners.add(look)
      look()
    })
  }
}
