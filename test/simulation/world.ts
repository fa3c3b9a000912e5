import fc from 'fast-check'
import type { Edition } from '../../src/core/digest.ts'
import { likelyCron, randomCron } from './random-cron.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Where clocks are put forward and back at every odd hour there is, and where they never are. */
export const ZONES = [
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/Johannesburg',
  'Africa/Lagos',
  'America/Asuncion',
  'America/Chicago',
  'America/Halifax',
  'America/Havana',
  'America/Los_Angeles',
  'America/New_York',
  'America/Nuuk',
  'America/Phoenix',
  'America/Santiago',
  'America/Sao_Paulo',
  'America/Scoresbysund',
  'America/St_Johns',
  'Antarctica/Troll',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Jerusalem',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Asia/Tehran',
  'Asia/Tokyo',
  'Atlantic/Azores',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Europe/Berlin',
  'Europe/Chisinau',
  'Europe/Dublin',
  'Europe/London',
  'Europe/Moscow',
  'Pacific/Apia',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Easter',
  'Pacific/Kiritimati',
  'UTC',
] as const

export interface Order {
  readonly id: string
  readonly cron: string
  readonly zone: (typeof ZONES)[number]
}

/** Digests by chance, the same for the same seed: four in five as people set them, the others anything the grammar allows. */
export function ordersBySeed(seed: number, count: number): Order[] {
  const likely = fc.sample(likelyCron(), { seed, numRuns: count })
  // Of the odd ones those that go every few minutes are left out: they would be most of a year's slots and say nothing new.
  const odd = fc.sample(
    randomCron().filter((cron) => /^\d+ /.test(cron)),
    { seed, numRuns: count },
  )
  return likely.map((cron, index) => {
    const zone = ZONES[index % ZONES.length] ?? 'UTC'
    return { id: `d${index}`, cron: index % 5 === 4 ? (odd[index] ?? cron) : cron, zone }
  })
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomBySeed(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What the desk's own clock says at one beat, in milliseconds; `outage` says that the desk was down before it. */
export interface Beat {
  readonly now: number
  readonly outage: boolean
}

/**
 * The beats of a desk between two instants: seldom as soon as they should be, sometimes hours or days apart, and by a clock that is now
 * and then put forward or back by up to three days, and set right again. The last beats are in order and a day after the end.
 */
export function* beatsBySeed(seed: number, from: number, to: number, pauseMs: number): Generator<Beat> {
  const random = randomBySeed(seed)
  const upTo = (most: number) => Math.floor(random() ** 2 * most)
  // About twenty outages a year and as many changes of the clock, however fast the beats; a changed clock is soon set right.
  const seldom = (1.5 * pauseMs) / (18 * DAY_MS)
  let shift = 0
  let time = from
  while (time < to) {
    const outage = random() < seldom
    time += outage ? upTo(9 * DAY_MS) : upTo(3 * pauseMs)
    if (random() < seldom) shift = random() < 0.5 ? upTo(3 * DAY_MS) : -upTo(3 * DAY_MS)
    else if (random() < 10 * seldom) shift = 0
    yield { now: time + shift, outage }
  }
  for (let late = 0; late < 10; late++) yield { now: to + 4 * DAY_MS + late * HOUR_MS, outage: false }
}

export interface Account {
  readonly posted: number
  readonly covered: number
  readonly skipped: number
}

/**
 * Settles the editions of one digest, in the order in which they were written, against the slots that there were: throws unless each slot
 * is named exactly once, in its order, none before its time, and by the limit of 24 hours. Gives how many were named as what.
 */
export function settle(editions: readonly Edition[], slots: readonly number[]): Account {
  let at = 0
  const take = (iso: string) => {
    const expected = slots[at++]
    if (expected !== Date.parse(iso)) {
      throw new Error(
        `${iso} is written, ${expected === undefined ? 'no slot' : new Date(expected).toISOString()} is due`,
      )
    }
  }
  let [posted, covered, skipped] = [0, 0, 0]
  for (const edition of editions) {
    const { slot, missed, writtenAt } = edition
    const oldest = Date.parse(writtenAt) - DAY_MS
    if (edition.skipped !== undefined) {
      const { from, to, count } = edition.skipped
      take(from)
      at += count - 1
      if (slots[at - 1] !== Date.parse(to)) throw new Error(`${count} slots from ${from} do not end at ${to}`)
      if (Date.parse(to) >= oldest) throw new Error(`${to} is skipped at ${writtenAt}`)
      skipped += count
    }
    for (const each of missed) take(each)
    covered += missed.length
    if (edition.skipped?.to !== slot) {
      take(slot)
      posted += 1
      if (Date.parse(missed[0] ?? slot) < oldest) throw new Error(`${missed[0] ?? slot} is made up for at ${writtenAt}`)
    }
    if (writtenAt < slot) throw new Error(`${slot} is written at ${writtenAt}, before its time`)
  }
  if (at !== slots.length) throw new Error(`${slots.length - at} slots are not written`)
  return { posted, covered, skipped }
}
