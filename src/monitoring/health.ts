import type { ConnectionState } from '../core/connections.ts'
import type { Observe } from '../core/happening.ts'

/** Beats come once a second; a machine that is busy may skip some. */
const SILENT_MS = 30_000

/** What `/healthz` and `/readyz` say. */
export interface HealthReport {
  readonly ok: boolean
  /** What is wrong, in plain words; empty where it is ok. */
  readonly problems: readonly string[]
  /** How long ago the last beat ended; absent before the first. */
  readonly secondsSinceTick?: number
  /** What became of connecting to each platform; of no matter for whether the process lives. */
  readonly platforms?: Readonly<Record<string, string>>
}

/** Whether the process does its work. */
export interface Health {
  readonly observe: Observe
  /** Ok while beats come. What restarting the process may mend. */
  alive(): HealthReport
  /**
   * Ok while beats come, once the first is over (the store is open, the documents are read) and unless the last one failed, where each
   * platform is connected to or has been refused for a reason that only people can mend.
   */
  ready(): HealthReport
}

/** `elapsed` gives milliseconds and never goes back, unlike the time of day. */
export function createHealth(elapsed: () => number): Health {
  const began = elapsed()
  let last: { readonly at: number; readonly failed: boolean } | undefined
  const connections = new Map<string, { readonly state: ConnectionState; readonly words: string }>()

  const sinceTick = () => (last === undefined ? {} : { secondsSinceTick: seconds(elapsed() - last.at) })

  function silence(): string[] {
    const silent = elapsed() - (last?.at ?? began)
    const words = last === undefined ? 'the first beat has not ended' : 'no beat has ended'
    return silent < SILENT_MS ? [] : [`${words} for ${Math.round(silent / 1_000)} seconds`]
  }

  return {
    observe(happening) {
      if (happening.kind === 'tick') last = { at: elapsed(), failed: happening.failed }
      if (happening.kind === 'connection')
        connections.set(happening.platform, { state: happening.state, words: happening.words ?? '' })
    },
    alive() {
      const problems = silence()
      return { ok: problems.length === 0, problems, ...sinceTick() }
    },
    ready() {
      const problems = silence()
      if (last === undefined) problems.push('the documents are being read for the first time')
      if (last?.failed) problems.push('the last beat failed; the log says why')
      for (const [platform, { state }] of connections) {
        if (state === 'connecting') problems.push(`${platform} is being connected to`)
        if (state === 'waiting') problems.push(`${platform} does not answer and is tried again; the log says why`)
      }
      const platforms = [...connections].map(([name, { state, words }]) => [
        name,
        // Words of a refusal are written for people; those of other errors may hold an address with a secret in it.
        state === 'refused' ? `refused: ${words}` : state,
      ])
      return { ok: problems.length === 0, problems, ...sinceTick(), platforms: Object.fromEntries(platforms) }
    },
  }
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1_000
}
