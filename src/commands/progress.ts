import type { Runtime } from '../runtime.ts'

/** A terminal's line is drawn anew at most so often. */
const DRAW_EVERY_MS = 100
/** Where nobody watches a line move, a log is not to be filled. */
const LINE_EVERY_MS = 10_000
/** Before that a rate says little. */
const RATE_AFTER_MS = 2_000

/** Shows how far many things of one kind are. */
export interface Progress {
  /** So many more are done; `skipped` if they had been done before, and cost nothing now. */
  advance(count: number, how?: 'skipped'): void
  /** So many more turn out to be there. */
  expect(count: number): void
  /** A line that stays, above the one that moves. */
  say(line: string): void
  /** Takes the moving line away. */
  end(): void
}

export interface ProgressOptions {
  readonly of: number
  /** What is counted, in the plural: `files`. */
  readonly things: string
  /** What else is to be said of it by now. */
  readonly detail?: () => string
}

/** On a terminal one line that moves, else a line every ten seconds: how many of how many, how many a second, how long it will take yet. */
export function createProgress(
  { of: first, things, detail = () => '' }: ProgressOptions,
  { err, now, terminal }: Pick<Runtime, 'err' | 'now' | 'terminal'>,
): Progress {
  const began = now().getTime()
  const [erase, every] = terminal.interactive ? ['\r\u001B[K', DRAW_EVERY_MS] : ['', LINE_EVERY_MS]
  let of = first
  let shownAt = began
  let done = 0
  let skipped = 0

  function show(): void {
    const text = `${format(done)} of ${format(of)} ${things}${detail()}${paceOf(now().getTime() - began)}`
    err(terminal.interactive ? erase + text.slice(0, terminal.width - 1) : `${text}\n`)
  }

  function paceOf(elapsedMs: number): string {
    const worked = done - skipped
    if (elapsedMs < RATE_AFTER_MS || worked === 0) return ''
    const perSecond = (worked * 1_000) / elapsedMs
    const rate = perSecond >= 10 ? format(Math.round(perSecond)) : perSecond.toFixed(1)
    return `, ${rate} a second, ${durationOf((of - done) / perSecond)} left`
  }

  return {
    advance(count, how) {
      done += count
      if (how === 'skipped') skipped += count
      const at = now().getTime()
      if (at - shownAt < every) return
      shownAt = at
      show()
    },
    expect(count) {
      of += count
    },
    say(line) {
      err(`${erase}${line}\n`)
    },
    end() {
      if (terminal.interactive) err(erase)
    },
  }
}

/** `40 s`, `12 min`, `3 h 5 min`. */
function durationOf(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** With commas between thousands. */
export function format(count: number): string {
  return count.toLocaleString('en')
}
