import { type ScheduledTask, schedule } from 'node-cron'

/** node-cron writes to the console on its own. */
const quiet = { info() {}, warn() {}, error() {}, debug() {} }
/** Less than the year after which a pattern of month, day and time matches again: a beat may be as late as it likes, but not doubled. */
const TOLERANCE_MS = 300 * 24 * 60 * 60_000

/** How often it is looked whether the clock was set back, and how far ahead a beat may then be. */
const LOOK_EVERY_MS = 5_000
const FARTHEST_AHEAD_MS = 2_000

export interface TickSchedule {
  /** No tick begins after this is called; it resolves when one that is running has ended. */
  stop(): Promise<void>
}

/**
 * Calls `tick` every second, the next only after the last has ended: node-cron gives only this beat, and what is due at it is decided
 * by the store (DESIGN.md, "Time and delivery"). A tick that throws is reported and the next one comes all the same.
 *
 * Each beat is a pattern of its own that names the coming second. One task of `* * * * * *` would walk through every second that a
 * machine slept, and be deaf meanwhile: after a day asleep for 24 s (measured with node-cron 4.6.0). Named seconds wake up at once. A clock
 * that is set back leaves node-cron waiting for the second it was armed for: it is armed anew.
 */
export function scheduleTicks(tick: () => Promise<void>, onError: (error: unknown) => void): TickSchedule {
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  let task: ScheduledTask | undefined
  let armedFor = 0
  let look: NodeJS.Timeout | undefined

  async function beat(): Promise<void> {
    await task?.destroy()
    if (stopped) return
    running = tick().catch(onError)
    await running
    arm()
  }

  function arm(): void {
    if (stopped) return
    const options = {
      timezone: 'UTC',
      missedExecutionTolerance: TOLERANCE_MS,
      suppressMissedWarning: true,
      logger: quiet,
    }
    const second = comingSecond()
    armedFor = second.getTime()
    task = schedule(patternOf(second), beat, { name: 'attache', ...options })
    // A task that begins when its second is there already waits for the same second of next year.
    if (Date.now() < second.getTime()) return
    task.destroy()
    arm()
  }

  function watchClock(): void {
    look = setTimeout(() => {
      if (armedFor - Date.now() > FARTHEST_AHEAD_MS) {
        task?.destroy()
        arm()
      }
      watchClock()
    }, LOOK_EVERY_MS)
    look.unref()
  }

  arm()
  watchClock()
  return {
    async stop() {
      stopped = true
      clearTimeout(look)
      await task?.destroy()
      await running
    },
  }
}

function comingSecond(): Date {
  return new Date(Math.floor(Date.now() / 1_000) * 1_000 + 1_000)
}

/** Second, minute, hour, day, month: one instant in a year. */
function patternOf(instant: Date): string {
  const [second, minute, hour] = [instant.getUTCSeconds(), instant.getUTCMinutes(), instant.getUTCHours()]
  return `${second} ${minute} ${hour} ${instant.getUTCDate()} ${instant.getUTCMonth() + 1} *`
}
