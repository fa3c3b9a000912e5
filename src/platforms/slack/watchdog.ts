/** Slack's client gives a peer that is gone half a minute to say goodbye; a third of that is enough. */
const LOOK_EVERY_MS = 10_000
/** Slack warns about ten seconds before it closes a socket (docs.slack.dev/apis/events-api/using-socket-mode). */
const LIFETIME_MARGIN_MS = 60_000

/** Looks after one connection at a time. */
export interface Watchdog {
  /** Begins anew with a connection that has just been greeted. `lifetimeMs` is what Slack announced; undefined for nothing. */
  watch(lifetimeMs: number | undefined): void
  rest(): void
}

/**
 * The last resort against a socket that looks open and brings nothing: pings find a peer that is gone, but not a socket whose end Slack's
 * client missed, nor one that Slack has long forgotten and something on the way still answers for (slackapi/bolt-js#1061, #2496).
 * `bark` is called once for a connection, with the reason in words.
 */
export function createWatchdog(isOpen: () => boolean, bark: (reason: string) => void): Watchdog {
  let timer: NodeJS.Timeout | undefined

  function look(leftMs: number): void {
    timer = setTimeout(() => {
      const stillLeftMs = leftMs - LOOK_EVERY_MS
      if (!isOpen()) bark('it is open no longer')
      else if (stillLeftMs < 0) bark('it is older than Slack said it would get')
      else look(stillLeftMs)
    }, LOOK_EVERY_MS)
  }

  return {
    watch(lifetimeMs = Number.POSITIVE_INFINITY) {
      clearTimeout(timer)
      look(lifetimeMs + LIFETIME_MARGIN_MS)
    },
    rest() {
      clearTimeout(timer)
    },
  }
}
