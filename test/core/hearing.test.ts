import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { InputError, LaterError, StoreError } from '../../src/core/errors.ts'
import { createHearing, type Hearing } from '../../src/core/hearing.ts'
import { createRunningDesk } from '../../src/core/running-desk.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { SILENT } from '../contracts/platform.ts'
import { deskParts } from '../fakes/desk-parts.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'
import { createScriptedEar, type ScriptedEar } from '../fakes/scripted-ear.ts'
import { createScriptedPlatform } from '../fakes/scripted-platform.ts'
import { standingOrders } from '../fakes/standing-orders.ts'

let now: number
let store: Store
let isUp: boolean
let first: Process
let second: Process

/** One of the processes on a database. */
interface Process {
  readonly ear: ScriptedEar
  readonly hearing: Hearing
  readonly states: string[]
  /** One beat, and all that follows from it. */
  beat(): Promise<void>
}

beforeEach(async () => {
  now = Date.parse('2026-11-24T08:00:00Z')
  isUp = true
  store = await openMemoryStore()
  first = openProcess('first')
  second = openProcess('second')
})

afterEach(() => store.close())

function openProcess(holder: string | undefined, reached: Pick<Store, 'holdLease' | 'releaseLease'> = store): Process {
  const ear = createScriptedEar()
  const states: string[] = []
  const hearing = createHearing({
    ears: [ear],
    store: reached,
    holder,
    desk: SILENT,
    isUp: () => isUp,
    log: createKeptLog(),
    now: () => new Date(now),
    onChange: (_ear, state, words) => states.push(words === undefined ? state : `${state}: ${words}`),
  })
  const beat = async () => {
    hearing.beat()
    await hearing.settled()
  }
  return { ear, hearing, states, beat }
}

/** So many seconds with a beat in each, of the processes that are alive. */
async function pass(seconds: number, ...alive: Process[]): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 1) {
    now += 1_000
    for (const process of alive) await process.beat()
    expect(listening()).toBeLessThanOrEqual(1)
  }
}
const listening = () => [first, second].filter(({ ear }) => ear.isOpen).length

describe('among several processes', () => {
  test('one listens, the other stands by', async () => {
    await first.beat()
    await second.beat()
    await pass(60, first, second)
    expect([first.ear.isOpen, second.ear.isOpen]).toEqual([true, false])
    expect([first.states, second.states]).toEqual([['connecting', 'up'], ['standby']])
    expect(first.ear.calls).toEqual(['open', 'opened'])
  })

  test('the other takes over within nine seconds of the death of the first', async () => {
    await pass(10, first, second)
    let seconds = 0
    // The first is killed: it closes nothing and gives nothing back.
    while (!second.ear.isOpen) {
      now += 1_000
      seconds += 1
      await second.beat()
    }
    expect(seconds).toBeGreaterThan(2)
    expect(seconds).toBeLessThanOrEqual(9)
  })

  test('the other takes over at its next beat when the first stops in order', async () => {
    await pass(3, first, second)
    await first.hearing.stop()
    expect(first.ear.calls).toEqual(['open', 'opened', 'close'])
    await pass(1, second)
    expect(second.ear.isOpen).toBe(true)
  })

  test('a process that does not reach the store has stopped before another may begin', async () => {
    const cut = { holdLease: store.holdLease, releaseLease: store.releaseLease }
    first = openProcess('first', { holdLease: (...asked) => cut.holdLease(...asked), releaseLease: cut.releaseLease })
    await pass(3, first, second)
    cut.holdLease = () => Promise.reject(new StoreError('the server is away'))
    for (let seconds = 0; !second.ear.isOpen; seconds += 1) {
      expect(seconds).toBeLessThan(12)
      await pass(1, first, second)
    }
    expect(first.ear.isOpen).toBe(false)
    expect(first.states.at(-1)).toBe('standby')
    cut.holdLease = store.holdLease
    await pass(20, first, second)
    expect([first.ear.isOpen, second.ear.isOpen]).toEqual([false, true])
  })

  test('so has one whose questions to the store are never answered', async () => {
    let isHung = false
    first = openProcess('first', {
      holdLease: (...asked) => (isHung ? new Promise(() => undefined) : store.holdLease(...asked)),
      releaseLease: store.releaseLease,
    })
    await pass(3, first, second)
    isHung = true
    for (let seconds = 0; seconds < 12; seconds += 1) {
      now += 1_000
      first.hearing.beat()
      await second.beat()
      expect(listening()).toBeLessThanOrEqual(1)
    }
    expect(second.ear.isOpen).toBe(true)
    // Reachable again, it asks anew and learns that it is the other one's.
    isHung = false
    first.hearing.beat()
    await pass(3, second)
    expect(first.ear.isOpen).toBe(false)
  })

  test('a process that slept through its lease goes on if nobody took it', async () => {
    await pass(3, first)
    now += 60_000
    await first.beat()
    await pass(2, first)
    expect(first.ear.isOpen).toBe(true)
  })

  test('a process that slept through its lease stops at once if somebody did', async () => {
    await pass(3, first, second)
    now += 60_000
    await second.beat()
    expect(second.ear.isOpen).toBe(true)
    first.hearing.beat()
    expect(first.ear.isOpen).toBe(false)
    await pass(20, first, second)
    expect(second.ear.calls).toEqual(['open', 'opened'])
  })

  test('one that cannot connect lets another try', async () => {
    first.ear.failure = new LaterError('Discord could not be reached')
    await first.beat()
    expect(first.states).toEqual(['connecting', 'waiting: Discord could not be reached'])
    await second.beat()
    expect(second.ear.isOpen).toBe(true)
  })

  test('one that loses its link for good lets another try', async () => {
    await pass(3, first, second)
    first.ear.lose(new InputError('the token is wrong'))
    await first.hearing.settled()
    expect(first.states.at(-1)).toBe('refused: the token is wrong')
    await pass(1, second)
    expect(second.ear.isOpen).toBe(true)
    await pass(60, first, second)
    expect(first.ear.calls).toEqual(['open', 'opened', 'close'])
  })
})

describe('an ear', () => {
  test('waits until its platform has started', async () => {
    isUp = false
    await pass(3, first)
    expect(first.ear.calls).toEqual([])
    isUp = true
    await first.beat()
    expect(first.ear.isOpen).toBe(true)
  })

  test('needs no lease where the process is alone', async () => {
    const alone = openProcess(undefined, {
      holdLease: () => Promise.reject(new Error('asked')),
      releaseLease: () => Promise.reject(new Error('asked')),
    })
    await alone.beat()
    now += 3_600_000
    await alone.beat()
    await alone.hearing.stop()
    expect(alone.states).toEqual(['connecting', 'up'])
    expect(alone.ear.calls).toEqual(['open', 'opened', 'close'])
  })

  test('is opened again after pauses that grow, and not before the time that it was told', async () => {
    const opened = () => first.ear.calls.filter((call) => call === 'open').length
    first.ear.failure = new LaterError('soon')
    await first.beat()
    await pass(4, first)
    expect(opened()).toBe(1)
    first.ear.failure = new LaterError('tomorrow', 3_600_000)
    await pass(2, first)
    expect(opened()).toBe(2)
    await pass(600, first)
    expect(opened()).toBe(2)
    now += 3_000_000
    await first.beat()
    expect(first.ear.isOpen).toBe(true)
  })

  test('that is being opened when its lease is lost is broken off, which is no failure', async () => {
    first.ear.patience = new Promise(() => undefined)
    first.hearing.beat()
    // Whole turns of the event loop: the store waits for one now and then, and one promise after another lets none pass.
    while (first.states.length === 0) await nextTurn()
    first.ear.patience = undefined
    now += 8_000
    first.hearing.beat()
    await first.beat()
    expect(first.ear.calls).toEqual(['open', 'close', 'open', 'opened'])
    expect(first.states).toEqual(['connecting', 'standby', 'connecting', 'up'])
  })

  test('that is being opened when the process stops is broken off', async () => {
    first.ear.patience = new Promise(() => undefined)
    first.hearing.beat()
    while (first.states.length === 0) await nextTurn()
    await first.hearing.stop()
    expect(first.states).toEqual(['connecting'])
    await second.beat()
    expect(second.ear.isOpen).toBe(true)
  })
})

test('a desk keeps its lease though a tick takes long, and listens only while its platform is there', async () => {
  const reading = Promise.withResolvers<void>()
  const ear = createScriptedEar()
  const desk = createRunningDesk(
    deskParts({
      store,
      orders: {
        async read() {
          await reading.promise
          return standingOrders()
        },
      },
      platforms: [createScriptedPlatform('discord')],
      ears: [ear],
      holder: 'first',
      now: () => new Date(now),
    }),
  )
  const tick = desk.tick()
  await desk.settled()
  expect(ear.isOpen).toBe(true)
  for (let seconds = 0; seconds < 60; seconds += 1) {
    now += 1_000
    desk.pulse()
    await desk.settled()
    await second.beat()
  }
  expect([ear.isOpen, second.ear.isOpen]).toEqual([true, false])
  reading.resolve()
  await tick
  await desk.stop()
  expect(ear.isOpen).toBe(false)
})
