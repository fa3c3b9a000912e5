const DAY_MS = 24 * 60 * 60_000
/** Zones of a digest are a few hundred at most; days near now are asked for again and again, others seldom. */
const MOST_CLOCKS = 700
const MOST_DAYS = 1_500

/** A piece of time, within one UTC day, in which a zone's clock runs evenly. Instants and offsets are in milliseconds, `end` is excluded. */
export interface Stretch {
  readonly start: number
  readonly end: number
  /** What the clock shows, less UTC. */
  readonly offset: number
  /** When the clock was last put forward or back, if that was at `start` or on the UTC day before it at the earliest. */
  readonly change: ClockChange | undefined
}

export interface ClockChange {
  /** The first instant at which the clock shows the new time. */
  readonly at: number
  /** The offset until then. */
  readonly from: number
}

/** What the clocks of a zone show. */
export interface ZoneClock {
  stretchAt(instant: number): Stretch
}

const clocks = new Map<string, ZoneClock>()

/** The clock of an IANA zone; undefined if Intl does not know it. Offsets such as `+02:00` are no zones: they have no daylight saving. */
export function clockOf(zone: string): ZoneClock | undefined {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  if (!/^[A-Za-z]/u.test(zone)) return undefined
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  } catch {
    return undefined
  }
  const clock = createClock((instant) => readOffset(format.format(instant)))
  if (clocks.size >= MOST_CLOCKS) clocks.clear()
  clocks.set(zone, clock)
  return clock
}

/**
 * A UTC day holds at most one change: since 1970 no zone has had two within six days (the time zone database, 2026c). So a day whose ends
 * agree has none, and one between ends that differ is found by halving.
 */
function createClock(offsetAt: (instant: number) => number): ZoneClock {
  const midnights = new Map<number, number>()
  const days = new Map<number, readonly Stretch[]>()

  function offsetAtMidnight(day: number): number {
    const known = midnights.get(day)
    if (known !== undefined) return known
    const offset = offsetAt(day * DAY_MS)
    if (midnights.size >= MOST_DAYS) midnights.clear()
    midnights.set(day, offset)
    return offset
  }

  /** The change after the beginning of the day, up to and including the beginning of the next. */
  function changeOn(day: number): ClockChange | undefined {
    const from = offsetAtMidnight(day)
    if (offsetAtMidnight(day + 1) === from) return undefined
    // Changes happen at whole seconds.
    let [before, at] = [(day * DAY_MS) / 1_000, ((day + 1) * DAY_MS) / 1_000]
    while (at - before > 1) {
      const middle = Math.floor((before + at) / 2)
      if (offsetAt(middle * 1_000) === from) before = middle
      else at = middle
    }
    return { at: at * 1_000, from }
  }

  function stretchesOf(day: number): readonly Stretch[] {
    const [start, end] = [day * DAY_MS, (day + 1) * DAY_MS]
    const [earlier, change] = [changeOn(day - 1), changeOn(day)]
    const offset = offsetAtMidnight(day)
    if (change === undefined || change.at === end) return [{ start, end, offset, change: earlier }]
    return [
      { start, end: change.at, offset, change: earlier },
      { start: change.at, end, offset: offsetAtMidnight(day + 1), change },
    ]
  }

  return {
    stretchAt(instant) {
      const day = Math.floor(instant / DAY_MS)
      let stretches = days.get(day)
      if (stretches === undefined) {
        stretches = stretchesOf(day)
        if (days.size >= MOST_DAYS) days.clear()
        days.set(day, stretches)
      }
      const stretch = stretches.find(({ end }) => instant < end)
      if (stretch === undefined) throw new RangeError(`no such instant: ${instant}`)
      return stretch
    },
  }
}

/** From `11/24/2026, GMT+05:30`; plain `GMT` is no offset, and zones had seconds long ago. */
function readOffset(text: string): number {
  const [, sign, hours = 0, minutes = 0, seconds = 0] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/u.exec(text) ?? []
  const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000
  return sign === '-' ? -size : size
}
