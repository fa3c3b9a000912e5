import { schedule } from 'node-cron'

/** node-cron writes to the console on its own, e.g. at every beat that finds the last one still running. */
const quiet = { info() {}, warn() {}, error() {}, debug() {} }

export interface TickSchedule {
  /** No tick begins after this resolves; one that runs is waited for. */
  stop(): Promise<void>
}

/**
 * Calls `tick` once a second, never two at a time: node-cron gives only this beat, and what is due at it is decided by the store
 * (DESIGN.md, "Time and delivery"). A tick that throws is reported and the next one comes all the same.
 */
export function scheduleTicks(tick: () => Promise<void>, onError: (error: unknown) => void): TickSchedule {
  let running: Promise<void> = Promise.resolve()
  const task = schedule(
    '* * * * * *',
    () => {
      running = tick().catch(onError)
      return running
    },
    // A stall of the process loses beats, not slots: the next tick finds what is due.
    { name: 'attache', noOverlap: true, suppressMissedWarning: true, logger: quiet },
  )
  return {
    async stop() {
      await task.destroy()
      await running
    },
  }
}
