import { describe, expect, test } from 'vitest'
import { GoneError, InputError, LaterError } from '../../../src/core/errors.ts'
import type { FetchRecord } from '../../../src/core/fetching.ts'
import type { WebAnswer } from '../../../src/sources/web/client.ts'
import { NoSuchHostError } from '../../../src/sources/web/failure.ts'
import { afterAnswer, afterFailure, newsOf, type Rhythm } from '../../../src/sources/web/rhythm.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const RHYTHM: Rhythm = { everyMs: HOUR, leastMs: 5 * MINUTE, mostMs: 24 * HOUR }
const NOW = new Date('2026-11-24T12:00:00.000Z')
/** Without chance: jitter of nought. */
const moment = { now: NOW, random: () => 0 }
const address = 'https://example.org/'
const NEW: FetchRecord = { address, nextAt: NOW.toISOString(), failures: 0 }

const answer = (more: Partial<Extract<WebAnswer, { kind: 'content' }>> = {}): WebAnswer => ({
  kind: 'content',
  address,
  body: new Uint8Array(),
  ...more,
})
const waitOf = ({ nextAt }: FetchRecord) => Date.parse(nextAt) - NOW.getTime()

describe('after an answer', () => {
  test('the new validators hold, and the old ones do where nothing changed', () => {
    const first = afterAnswer(NEW, answer({ etag: '"1"', lastModified: 'Mon' }), RHYTHM, moment)
    expect(first).toMatchObject({ etag: '"1"', lastModified: 'Mon', answeredAt: NOW.toISOString(), failures: 0 })
    const same = afterAnswer(first, { kind: 'unchanged', address }, RHYTHM, moment)
    expect(same).toMatchObject({ etag: '"1"', lastModified: 'Mon' })
    expect(afterAnswer(first, answer(), RHYTHM, moment)).not.toHaveProperty('etag')
  })

  test.each([
    [undefined, HOUR],
    [0, HOUR],
    [6 * HOUR, 6 * HOUR],
    [400 * HOUR, 24 * HOUR],
  ])('fresh for %j ms, it is asked again after %i', (freshMs, wait) => {
    expect(waitOf(afterAnswer(NEW, answer(freshMs === undefined ? {} : { freshMs }), RHYTHM, moment))).toBe(wait)
  })

  test('a move is remembered', () => {
    const moved = afterAnswer(NEW, answer({ movedTo: 'https://new.example/' }), RHYTHM, moment)
    expect(moved.movedTo).toBe('https://new.example/')
    expect(afterAnswer(moved, answer(), RHYTHM, moment).movedTo).toBe('https://new.example/')
  })

  test('addresses drift apart by a tenth at most, and none is asked early', () => {
    expect(waitOf(afterAnswer(NEW, answer(), RHYTHM, { now: NOW, random: () => 0 }))).toBe(60 * MINUTE)
    expect(waitOf(afterAnswer(NEW, answer(), RHYTHM, { now: NOW, random: () => 0.5 }))).toBe(63 * MINUTE)
    expect(waitOf(afterAnswer(NEW, answer(), RHYTHM, { now: NOW, random: () => 0.999 }))).toBeLessThan(66 * MINUTE)
  })
})

describe('after a failure', () => {
  test('it is asked more and more seldom, up to a day', () => {
    let record = NEW
    const waits = Array.from({ length: 8 }, () => {
      record = afterFailure(record, new LaterError('down'), RHYTHM, moment)
      return waitOf(record) / HOUR
    })
    expect(waits).toEqual([1, 2, 4, 8, 16, 24, 24, 24])
    expect(record).toMatchObject({ failures: 8, failingSince: NOW.toISOString(), trouble: 'down' })
    expect(waitOf(afterFailure({ ...record, failures: 5_000 }, new LaterError('down'), RHYTHM, moment))).toBe(24 * HOUR)
  })

  test.each([0, 0.5, 0.999])('not before the server said, whatever the bounds and chance (%d)', (chance) => {
    const wait = (asked: number) =>
      waitOf(afterFailure(NEW, new LaterError('busy', asked), RHYTHM, { now: NOW, random: () => chance }))
    for (const hours of [3, 300]) {
      expect(wait(hours * HOUR)).toBeGreaterThanOrEqual(hours * HOUR)
      expect(wait(hours * HOUR)).toBeLessThan(hours * HOUR * 1.1)
    }
  })

  test('a host that is not known is a slip, unless it was there before', () => {
    const missing = new NoSuchHostError('exmaple.org')
    expect(afterFailure(NEW, missing, RHYTHM, moment).trouble).toMatch(/no such host; check the spelling/u)
    const answered = { ...NEW, answeredAt: NOW.toISOString() }
    expect(afterFailure(answered, missing, RHYTHM, moment).trouble).toBe('exmaple.org: its name is not found any more')
  })

  test('what had moved is looked for at its old place, unless it may come back', () => {
    const moved = { ...NEW, movedTo: 'https://new.example/', etag: '"1"' }
    expect(afterFailure(moved, new GoneError('gone'), RHYTHM, moment)).not.toHaveProperty('movedTo')
    expect(afterFailure(moved, new InputError('404'), RHYTHM, moment)).not.toHaveProperty('etag')
    expect(afterFailure(moved, new LaterError('down'), RHYTHM, moment)).toMatchObject({
      movedTo: moved.movedTo,
      etag: moved.etag,
    })
  })
})

describe('what is told', () => {
  function tell(record: FetchRecord, ...errors: (Error | undefined)[]): (string | undefined)[] {
    let before = record
    return errors.map((error) => {
      const after =
        error === undefined
          ? afterAnswer(before, answer(), RHYTHM, moment)
          : afterFailure(before, error, RHYTHM, moment)
      const news = newsOf(before, after)
      before = after
      return news
    })
  }
  const down = new LaterError('example.org: it does not answer')

  test('an address that never answered: at once, and once', () => {
    const [first, ...later] = tell(NEW, down, down, down, down, down)
    expect(first).toMatch(/^example\.org: it does not answer; it is tried again/u)
    expect(later).toEqual([undefined, undefined, undefined, undefined])
  })

  test('one that did: when it has failed four times, once, with since when', () => {
    const news = tell({ ...NEW, answeredAt: NOW.toISOString() }, down, down, down, down, down)
    expect(news.map((words) => words !== undefined)).toEqual([false, false, false, true, false])
    expect(news[3]).toMatch(/cannot be read since 2026-11-24: example\.org/u)
  })

  test('that it lives again, only if its death was told', () => {
    const answered = { ...NEW, answeredAt: NOW.toISOString() }
    expect(tell(answered, down, down, down, undefined)).toEqual([undefined, undefined, undefined, undefined])
    expect(tell(answered, down, down, down, down, undefined).at(-1)).toMatch(/can be read again/u)
    expect(tell(NEW, down, undefined, undefined).slice(1)).toEqual([expect.stringMatching(/again/u), undefined])
  })
})
