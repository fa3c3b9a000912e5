import type { BackfillOutcome } from '../core/backfill.ts'
import type { Problem } from '../core/ports.ts'
import { wording } from '../core/wording.ts'
import { format } from './progress.ts'
import { problemLine } from './telling.ts'

/** Counts what came of an import's documents. */
export interface Tally {
  count(outcome: BackfillOutcome): void
  /** What could not be taken in is said at once. */
  fail(problem: Problem): void
  /** Of what only a first part could be taken in is said at once, too. */
  cut(notice: Problem): void
  /** So many had been taken in before. */
  skip(count: number): void
  /** So many stay forgotten. */
  leave(count: number): void
  /** So many feeds had been done before. */
  pass(feeds: number): void
  /** How many documents are new or changed. */
  readonly taken: number
  readonly failures: number
  /** A sentence. */
  summary(): string
}

export function createTally(say: (line: string) => void): Tally {
  const counts = { new: 0, revised: 0, same: 0, forgotten: 0, skipped: 0, feeds: 0, cut: 0, failed: 0 }
  const name = (problem: Problem) => say(problemLine(problem))
  const fail = (problem: Problem) => {
    counts.failed += 1
    name(problem)
  }
  return {
    count(outcome) {
      if (typeof outcome === 'string') counts[outcome] += 1
      else fail(outcome)
    },
    fail,
    cut(notice) {
      counts.cut += 1
      name(notice)
    },
    skip(count) {
      counts.skipped += count
    },
    leave(count) {
      counts.forgotten += count
    },
    pass(feeds) {
      counts.feeds += feeds
    },
    get taken() {
      return counts.new + counts.revised
    },
    get failures() {
      return counts.failed
    },
    summary() {
      const parts = [`${wording.documentCount(counts.new)} taken in`]
      if (counts.revised > 0) parts.push(`${format(counts.revised)} changed`)
      if (counts.same > 0) parts.push(`${format(counts.same)} that the desk had already`)
      if (counts.skipped > 0) parts.push(`${format(counts.skipped)} done before`)
      if (counts.feeds > 0)
        parts.push(`${format(counts.feeds)} ${counts.feeds === 1 ? 'feed' : 'feeds'} done within a day before`)
      if (counts.forgotten > 0)
        parts.push(`${format(counts.forgotten)} left out as forgotten (add --forgotten to take them in again)`)
      if (counts.cut > 0) parts.push(`${format(counts.cut)} read in part, as named above`)
      if (counts.failed > 0) parts.push(`${format(counts.failed)} not read, as named above`)
      return `${parts.join(', ')}.`
    },
  }
}
