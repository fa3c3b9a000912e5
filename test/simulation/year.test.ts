import { describe, expect, test } from 'vitest'
import type { Edition } from '../../src/core/digest.ts'
import { AmbiguousError, LaterError } from '../../src/core/errors.ts'
import { createRunningDesk } from '../../src/core/running-desk.ts'
import { dueSlots, nextSlot } from '../../src/core/slot.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { deskParts } from '../fakes/desk-parts.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'
import { sampleOrder } from '../fakes/sample-order.ts'
import { createScriptedPlatform, type ScriptedPlatform } from '../fakes/scripted-platform.ts'
import { createOrderBook } from '../fakes/standing-orders.ts'
import { type Readings, readEveryHour, slotsByWalking } from './slot-oracle.ts'
import { beatsBySeed, type Order, ordersBySeed, randomBySeed, settle } from './world.ts'

const SEED = 20_261_124
const FROM = Date.parse('2026-01-01T00:00Z')
const TO = Date.parse('2027-01-01T00:00Z')
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** On a machine that is busy with other things. */
const SLOW = { timeout: 180_000 }

const clocks = new Map<string, Readings>()

/** The slots of an order after one instant, up to and including another. */
function slotsBetween({ cron, zone }: Order, from: number, last: number): number[] {
  const known = clocks.get(zone)
  const readings =
    known ?? readEveryHour(zone, new Date(FROM - DAY_MS).toISOString(), new Date(TO + 6 * DAY_MS).toISOString())
  clocks.set(zone, readings)
  return slotsByWalking(cron, readings).filter((slot) => slot > from && slot <= last)
}

/** Settles every digest; gives the sums, as text. */
function settleAll(orders: readonly Order[], { editions, from, last, beats }: Run): string {
  const byDigest = Map.groupBy(editions, ({ digest }) => digest)
  const sum = { digests: orders.length, beats, slots: 0, posted: 0, covered: 0, skipped: 0 }
  for (const order of orders) {
    const slots = slotsBetween(order, from, last)
    try {
      const { posted, covered, skipped } = settle(byDigest.get(order.id) ?? [], slots)
      sum.slots += slots.length
      sum.posted += posted
      sum.covered += covered
      sum.skipped += skipped
    } catch (cause) {
      throw new Error(`${order.id}, “${order.cron}” in ${order.zone}: ${String(cause)}`, { cause })
    }
  }
  expect(sum.posted + sum.covered + sum.skipped).toBe(sum.slots)
  // Otherwise there is little to be late, lost or doubled, and the test says nothing.
  expect(Math.min(sum.posted / 10, sum.covered, sum.skipped)).toBeGreaterThan(100)
  return JSON.stringify(sum)
}

/** Every edition was posted to its channel once, and says how much it makes up for. */
function comparePosts({ editions, platform }: DeskRun): void {
  const posts = platform.taken.flatMap(({ reply, target }) => {
    return reply.kind === 'edition' ? [`${target.channel} ${reply.slot} ${reply.missed} ${reply.skipped}`] : []
  })
  const owed = editions.flatMap(({ digest, slot, missed, skipped }) => {
    return skipped?.to === slot ? [] : [`${digest} ${slot} ${missed.length} ${skipped?.count ?? 0}`]
  })
  expect(posts.length).toBe(owed.length)
  expect(new Set(posts)).toEqual(new Set(owed))
}

/** The whole year of all 500 through the store takes minutes, so it has all of the year for some and all of them for some days. */
describe(`digests in 40 zones, with outages and a clock that is put forward and back, seed ${SEED}`, () => {
  test('500 for a year, by the slots alone', SLOW, async ({ annotate }) => {
    const orders = ordersBySeed(SEED, 500)
    await annotate(settleAll(orders, runSlots(orders)))
  })

  test('13 for a year, through desk, store and a failing platform', SLOW, async ({ annotate }) => {
    const orders = ordersBySeed(SEED, 500).filter((_, index) => index % 40 === 0)
    const run = await runDesk(orders, { from: FROM, to: TO, pauseMs: 180 * MINUTE_MS })
    await annotate(settleAll(orders, run))
    comparePosts(run)
  })

  test('500 for the end of summer time, through all that too', SLOW, async ({ annotate }) => {
    const orders = ordersBySeed(SEED, 500)
    const [from, to] = [Date.parse('2026-10-24T00:00Z'), Date.parse('2026-10-27T00:00Z')]
    const run = await runDesk(orders, { from, to, pauseMs: 40 * MINUTE_MS })
    await annotate(settleAll(orders, run))
    comparePosts(run)
  })
})

interface Run {
  readonly editions: readonly Edition[]
  readonly beats: number
  readonly from: number
  /** The furthest that the clock got. */
  readonly last: number
}

interface DeskRun extends Run {
  readonly platform: ScriptedPlatform
}

/** What a store and a desk would make of `dueSlots`, at its simplest. */
function runSlots(orders: readonly Order[]): Run {
  const nextRuns = orders.map(({ cron, zone }) => nextSlot(cron, zone, new Date(FROM)).toISOString())
  const editions: Edition[] = []
  let [last, beats] = [0, 0]
  for (const { now } of beatsBySeed(SEED, FROM, TO, 30 * MINUTE_MS)) {
    const writtenAt = new Date(now).toISOString()
    orders.forEach(({ id, cron, zone }, index) => {
      const nextRunAt = nextRuns[index] ?? ''
      if (nextRunAt > writtenAt) return
      const { slot, missed, next, ...rest } = dueSlots({ cron, zone, nextRunAt }, new Date(now))
      const named = missed.map((each) => each.toISOString())
      editions.push({ digest: id, slot: slot.toISOString(), missed: named, ...rest, writtenAt, briefs: [] })
      nextRuns[index] = next.toISOString()
    })
    last = Math.max(last, now)
    beats += 1
  }
  return { editions, beats, from: FROM, last }
}

interface Span {
  readonly from: number
  readonly to: number
  readonly pauseMs: number
}

/** Beats through everything but the network. After an outage the desk starts anew, and now and then two run at once. */
async function runDesk(orders: readonly Order[], { from, to, pauseMs }: Span): Promise<DeskRun> {
  const random = randomBySeed(SEED)
  const store = await openMemoryStore()
  const editions: Edition[] = []
  const watched: Store = {
    ...store,
    async saveEdition(edition, ...rest) {
      const first = await store.saveEdition(edition, ...rest)
      if (first) editions.push(edition)
      return first
    },
  }
  const platform = createScriptedPlatform()
  let now = new Date(from)
  const start = () => startDesk(watched, platform, orders, () => now)
  let desk = start()
  await desk.tick()
  let [last, beats] = [0, 0]
  for (const beat of beatsBySeed(SEED, from, to, pauseMs)) {
    now = new Date(beat.now)
    last = Math.max(last, beat.now)
    beats += 1
    if (beat.outage) desk = start()
    if (platform.faults.length === 0 && random() < 0.1 && beat.now < to) {
      platform.faults.push(
        { error: new AmbiguousError('timed out'), stored: random() < 0.5 },
        { error: new LaterError('slow down', 1_000) },
      )
    }
    const desks = random() < 0.03 ? [desk, start()] : [desk]
    await Promise.all(desks.map((each) => each.tick()))
    await Promise.all(desks.map((each) => each.settled()))
  }
  await desk.stop()
  return { editions, platform, beats, from, last }
}

function startDesk(store: Store, platform: ScriptedPlatform, orders: readonly Order[], now: () => Date) {
  const digests = orders.map(({ id, cron, zone }) =>
    sampleOrder({ id, target: { platform: 'slack', channel: id }, cron, zone, limit: 3, whenEmpty: 'note' }),
  )
  return createRunningDesk(deskParts({ store, orders: createOrderBook({ digests }), platforms: [platform], now }))
}
