import { InputError, LaterError } from '../../core/errors.ts'
import type { FetchRecord } from '../../core/fetching.ts'
import { optional } from '../../core/optional.ts'
import type { WebAnswer } from './client.ts'
import { NoSuchHostError } from './failure.ts'

/** How often an address is asked, in milliseconds. */
export interface Rhythm {
  /** Where nothing says otherwise. */
  readonly everyMs: number
  /** Bounds of what servers may wish for. */
  readonly leastMs: number
  readonly mostMs: number
}

/** Chance and clock, handed in. */
export interface Moment {
  readonly now: Date
  /** 0 to below 1. */
  readonly random: () => number
}

/** Waits grow by up to so much, so that addresses that began together do not stay together. */
const JITTER = 0.1
/** A server's bad day is no news, but whoever adds an address wants to hear at once that it does not work. */
const TELL_AFTER = 4

/** What is known of an address after it has answered: asked again as the server says, within the rhythm's bounds. */
export function afterAnswer(
  record: FetchRecord,
  answer: WebAnswer,
  rhythm: Rhythm,
  { now, random }: Moment,
): FetchRecord {
  const { failingSince: _since, trouble: _trouble, movedTo, etag, lastModified, ...kept } = record
  const validators = answer.kind === 'content' ? answer : { etag, lastModified }
  return {
    ...kept,
    ...optional('movedTo', answer.movedTo ?? movedTo),
    ...optional('etag', validators.etag),
    ...optional('lastModified', validators.lastModified),
    answeredAt: now.toISOString(),
    nextAt: later(now, Math.max(answer.freshMs ?? 0, rhythm.everyMs), rhythm, random),
    failures: 0,
  }
}

/**
 * What is known of an address after it has failed: asked more and more seldom, and not before the server said. One that has moved and is not
 * where it moved to is asked at its old place.
 */
export function afterFailure(record: FetchRecord, error: Error, rhythm: Rhythm, { now, random }: Moment): FetchRecord {
  const failures = record.failures + 1
  const waitMs = rhythm.everyMs * 2 ** Math.min(failures - 1, 20)
  const askedMs = error instanceof LaterError ? (error.afterMs ?? 0) : 0
  const { movedTo, etag, lastModified, ...kept } = record
  const lost = !(error instanceof LaterError) && movedTo !== undefined
  return {
    ...kept,
    ...(lost
      ? {}
      : { ...optional('movedTo', movedTo), ...optional('etag', etag), ...optional('lastModified', lastModified) }),
    nextAt: later(now, waitMs, rhythm, random, askedMs),
    failures,
    failingSince: record.failingSince ?? now.toISOString(),
    trouble: troubleOf(error, record),
  }
}

/** A host that was there is no slip of the fingers. */
function troubleOf(error: Error, { answeredAt }: FetchRecord): string {
  if (!(error instanceof NoSuchHostError) || answeredAt === undefined) return error.message
  return `${error.host}: its name is not found any more`
}

/** What whoever runs the desk should hear of it, once: that it does not answer any more, or never did, and that it does again. */
export function newsOf(before: FetchRecord, after: FetchRecord): string | undefined {
  const patience = before.answeredAt === undefined ? 1 : TELL_AFTER
  if (after.failures === patience)
    return before.answeredAt === undefined
      ? `${after.trouble}; it is tried again, more and more seldom`
      : `it cannot be read since ${dayOf(after.failingSince)}: ${after.trouble}; it is tried more and more seldom`
  if (after.failures === 0 && before.failures >= patience)
    return `it can be read again; it could not since ${dayOf(before.failingSince)}`
  return undefined
}

/** Anything that a fetch or a reader threw, as an error whose words may be shown. */
export function shownError(error: unknown): Error {
  if (error instanceof Error) return error
  return new InputError(String(error))
}

/** What the server asked for in so many words holds beyond the rhythm's bounds. */
function later(now: Date, waitMs: number, { leastMs, mostMs }: Rhythm, random: () => number, askedMs = 0): string {
  const bounded = Math.max(Math.min(Math.max(waitMs, leastMs), mostMs), askedMs)
  return new Date(now.getTime() + Math.ceil(bounded * (1 + JITTER * random()))).toISOString()
}

function dayOf(instant: string | undefined): string {
  return instant?.slice(0, 10) ?? 'some time'
}
