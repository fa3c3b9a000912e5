import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AmbiguousError, ClosedError, GoneError, InputError, LaterError } from '../../src/core/errors.ts'
import type { Happening } from '../../src/core/happening.ts'
import { createRunningDesk, type RunningDesk } from '../../src/core/running-desk.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { createDeskCounters, type DeskCounters } from '../../src/monitoring/desk-counters.ts'
import { printFamilies } from '../../src/monitoring/exposition.ts'
import { deskParts } from '../fakes/desk-parts.ts'
import { createMemorySource, type MemorySource } from '../fakes/memory-source.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'
import { sampleOrder } from '../fakes/sample-order.ts'
import { createScriptedPlatform, type ScriptedPlatform } from '../fakes/scripted-platform.ts'
import { createOrderBook } from '../fakes/standing-orders.ts'
import { readScrape, valueIn } from './scrape.ts'

const HARBOUR = [
  'The harbour of Varna was closed on 3 May 2024 because a freighter ran aground in the channel.',
  'Pilots freed the ship after nine hours, and the port authority said that nobody was hurt.',
  'Traffic will return to normal within two days, the harbour master Elena Petrova told reporters.',
].join(' ')
const place = { platform: 'slack', workspace: 'T1', channel: 'C0SECRET' }
const digest = sampleOrder({ target: { platform: 'slack', channel: 'C0SECRET' } })

let now: Date
let store: Store
let source: MemorySource
let platform: ScriptedPlatform
let counters: DeskCounters
let app: RunningDesk
/** Stands for a store that is down. */
let breaksWith: Error | undefined

beforeEach(async () => {
  now = new Date('2026-11-24T07:58:00Z')
  store = await openMemoryStore()
  source = createMemorySource()
  platform = createScriptedPlatform()
  counters = createDeskCounters()
  breaksWith = undefined
  const orders = createOrderBook({ digests: [digest] })
  app = createRunningDesk(
    deskParts({
      store,
      sources: [source],
      orders: {
        async read() {
          if (breaksWith !== undefined) throw breaksWith
          return await orders.read()
        },
      },
      platforms: [platform],
      now: () => now,
      observe: counters.observe,
    }),
  )
  source.put('varna/harbour.md', HARBOUR)
  await tickAt('2026-11-24T07:58:00Z')
})

afterEach(() => app.stop())

async function tickAt(time: string): Promise<void> {
  now = new Date(time)
  await app.tick()
  await app.settled()
}

const text = () => printFamilies(counters.families())
const count = (name: string, labels: Record<string, string> = {}) => valueIn(readScrape(text()), name, labels)
/** How attempts ended, those that never did left out. */
const attempts = () =>
  Object.fromEntries(
    readScrape(text())
      .filter(({ name, value }) => name === 'attache_delivery_attempts_total' && value > 0)
      .map(({ labels, value }) => [labels.outcome, value]),
  )

describe('intake', () => {
  test('documents that come, change and go, what is wrong with them, and the briefs', async () => {
    source.put('varna/harbour.md', `${HARBOUR} The channel was dredged.`)
    source.put('varna/empty.md', ' ')
    source.complain({ where: 'varna/scan.pdf', what: 'it holds no text' })
    await tickAt('2026-11-24T07:58:01Z')
    source.withdraw('varna/harbour.md')
    await tickAt('2026-11-24T07:58:02Z')
    const changes = ['added', 'revised', 'withdrawn'].map((change) => count('attache_documents_total', { change }))
    expect(changes).toEqual([1, 1, 1])
    expect(count('attache_problems_total')).toBe(2)
    expect(count('attache_writings_total', { what: 'brief', outcome: 'written' })).toBe(2)
    expect(count('attache_writing_seconds_count', { what: 'brief' })).toBe(2)
  })
})

describe('editions and deliveries', () => {
  test('one edition with briefs, then one with nothing new; every message with its time', async () => {
    await tickAt('2026-11-24T08:00:00Z')
    await tickAt('2026-11-25T08:00:59Z')
    expect(count('attache_editions_total', { content: 'briefs' })).toBe(1)
    expect(count('attache_editions_total', { content: 'nothing' })).toBe(1)
    expect(count('attache_editions_late_total')).toBe(0)
    expect(attempts()).toEqual({ sent: 2 })
    expect(count('attache_delivery_seconds_bucket', { platform: 'slack', le: '1' })).toBe(2)
  })

  test('an edition that is late, and the slots that it covers', async () => {
    await tickAt('2026-11-24T08:00:00Z')
    await tickAt('2026-11-25T10:00:00Z')
    expect(count('attache_editions_late_total')).toBe(1)
    expect(count('attache_slots_missed_total', { outcome: 'covered' })).toBe(0)
    counters.observe({
      kind: 'edition',
      edition: {
        digest: 'd1',
        slot: '2026-11-26T08:00:00.000Z',
        missed: ['2026-11-26T06:00:00.000Z', '2026-11-26T07:00:00.000Z'],
        skipped: { from: '2026-11-20T08:00:00.000Z', to: '2026-11-25T05:00:00.000Z', count: 9 },
        writtenAt: '2026-11-26T08:00:01.000Z',
        briefs: [],
      },
    })
    expect(count('attache_slots_missed_total', { outcome: 'covered' })).toBe(2)
    expect(count('attache_slots_missed_total', { outcome: 'skipped' })).toBe(9)
    expect(count('attache_editions_late_total')).toBe(1)
  })

  test('a slot that was too long ago for any edition', () => {
    const slot = '2026-11-20T08:00:00.000Z'
    const skipped = { from: slot, to: slot, count: 1 }
    const edition = { digest: 'd1', slot, missed: [], skipped, writtenAt: '2026-11-24T08:00:00.000Z', briefs: [] }
    counters.observe({ kind: 'edition', edition })
    expect(count('attache_editions_total', { content: 'skipped' })).toBe(1)
    expect(count('attache_editions_total', { content: 'nothing' })).toBe(0)
  })

  test('told to wait: once later, then sent, and the time counts from when it was owed', async () => {
    platform.faults.push({ error: new LaterError('slow down', 30_000) })
    await tickAt('2026-11-24T08:00:00Z')
    expect(attempts()).toEqual({ later: 1 })
    await tickAt('2026-11-24T08:00:31Z')
    expect(attempts()).toEqual({ later: 1, sent: 2 })
    expect(count('attache_delivery_seconds_sum', { platform: 'slack' })).toBe(62)
    expect(count('attache_delivery_seconds_bucket', { platform: 'slack', le: '30' })).toBe(0)
    expect(count('attache_delivery_seconds_bucket', { platform: 'slack', le: '120' })).toBe(2)
  })

  test('where it cannot be told whether it was sent: ambiguous until it is unsure', async () => {
    platform.failFinds(new ClosedError('no access to the history'))
    platform.faults.push({ error: new AmbiguousError('timed out') })
    await tickAt('2026-11-24T08:00:00Z')
    expect(attempts()).toEqual({ ambiguous: 1 })
    for (let hour = 9; hour < 24; hour++) await tickAt(`2026-11-24T${String(hour).padStart(2, '0')}:00:00Z`)
    // One post, then looks, of which the last was one too many.
    expect(attempts()).toEqual({ ambiguous: platform.calls.length - 1, unsure: 1 })
    expect(await store.countOwed()).toEqual([])
  })

  test('a channel that is gone', async () => {
    platform.faults.push({ error: new GoneError('archived') })
    await tickAt('2026-11-24T08:00:00Z')
    expect(attempts()).toEqual({ failed: 1 })
  })

  test('every way that an attempt may end is there from the start, so that the first one shows as a rise', () => {
    for (const outcome of ['sent', 'later', 'ambiguous', 'unsure', 'failed'])
      expect(count('attache_delivery_attempts_total', { platform: 'slack', outcome })).toBe(0)
  })
})

describe('people', () => {
  const question = { place, channel: 'C0SECRET', thread: 'm1', text: 'Who is the harbour master?', addressed: true }

  test('commands by kind of reply, and questions answered and refused; a repetition and small talk are not counted', async () => {
    await tickAt('2026-11-24T08:00:00Z')
    const { desk } = app
    await desk.command({ name: 'brief', topic: 'varna', place, event: 'slack:1' })
    await desk.command({ name: 'brief', topic: 'varna', place, event: 'slack:1' })
    await desk.command({ name: 'brief', topic: '', place, event: 'slack:2' })
    await desk.command({ name: 'ask', question: question.text, place, event: 'slack:3' })
    await desk.command({ name: 'ask', question: 'How many zebras live in Peru?', place, event: 'slack:4' })
    const pressed = { channel: 'C1', message: 'm1', asker: { user: 'U1', manages: false } }
    await desk.act({ name: 'sources', value: 'none', place, ...pressed, event: 'slack:5' })
    await desk.hear({ ...question, event: 'slack:6', message: 'm8' })
    await desk.hear({ ...question, event: 'slack:6', message: 'm8' })
    await desk.hear({ ...question, event: 'slack:7', message: 'm9', text: 'thanks!', addressed: false })
    await app.settled()
    expect(count('attache_requests_total', { by: 'brief', reply: 'brief' })).toBe(1)
    expect(count('attache_requests_total', { by: 'brief', reply: 'topics' })).toBe(1)
    expect(count('attache_requests_total', { by: 'button', reply: 'notice' })).toBe(1)
    expect(count('attache_questions_total', { by: 'ask', outcome: 'answered' })).toBe(1)
    expect(count('attache_questions_total', { by: 'ask', outcome: 'refused' })).toBe(1)
    expect(count('attache_questions_total', { by: 'message', outcome: 'answered' })).toBe(1)
    expect(readScrape(text()).filter(({ name }) => name === 'attache_questions_total')).toHaveLength(3)
  })

  test('no channel, topic, question or name is in any of it', async () => {
    await tickAt('2026-11-24T08:00:00Z')
    await app.desk.hear({ ...question, event: 'slack:1', message: 'm9' })
    await app.settled()
    expect(text()).not.toMatch(/C0SECRET|T1|varna|harbour|Petrova|m1|d1/iu)
  })
})

describe('the beat and the platforms', () => {
  test('beats that go well and that fail, and how long they take', async () => {
    breaksWith = new Error('the disk is full')
    await expect(app.tick()).rejects.toThrow('the disk is full')
    expect(count('attache_ticks_total', { outcome: 'done' })).toBe(1)
    expect(count('attache_ticks_total', { outcome: 'failed' })).toBe(1)
    expect(count('attache_tick_seconds_count')).toBe(2)
    counters.observe({ kind: 'tick', seconds: 3, failed: false })
    expect(count('attache_tick_seconds_sum')).toBe(3)
  })

  test('one series a state, of which one is 1', () => {
    const states = () =>
      ['connecting', 'up', 'waiting', 'refused'].map((state) =>
        count('attache_platform_connection', { platform: 'slack', state }),
      )
    expect(states()).toEqual([0, 1, 0, 0])
    const refused: Happening = { kind: 'connection', platform: 'slack', state: 'refused', words: 'wrong token' }
    counters.observe(refused)
    expect(states()).toEqual([0, 0, 0, 1])
    expect(text()).not.toContain('wrong token')
  })
})

test('a writer that has nothing to write with, or fails, is told apart', async () => {
  const { timeWriter } = await import('../../src/core/timed-writer.ts')
  let error = new Error('the model is down')
  const writer = timeWriter(
    {
      brief: () => Promise.reject(error),
      answer: () => Promise.reject(error),
      update: () => Promise.reject(error),
      more: () => Promise.reject(error),
    },
    () => now,
    counters.observe,
  )
  await expect(writer.brief('varna', [])).rejects.toBe(error)
  error = new InputError('they hold no sentence')
  await expect(writer.answer({ text: '?', topics: [] }, [])).rejects.toBe(error)
  expect(count('attache_writings_total', { what: 'brief', outcome: 'failed' })).toBe(1)
  expect(count('attache_writings_total', { what: 'answer', outcome: 'nothing' })).toBe(1)
})
