import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LaterError } from '../../../src/core/errors.ts'
import type { FetchStore } from '../../../src/core/fetching.ts'
import type { Store } from '../../../src/core/store-ports.ts'
import { NotPublicError } from '../../../src/sources/web/address.ts'
import type { WebAnswer } from '../../../src/sources/web/client.ts'
import { NoSuchHostError } from '../../../src/sources/web/failure.ts'
import { createRounds, type Visit, type WatchedAddress, type WatchOrders } from '../../../src/sources/web/rounds.ts'
import { openStore } from '../../../src/store/store.ts'

const HOUR_MS = 60 * 60_000
const ONE = { address: 'https://one.example/', topic: 'one' }
const SLOW = 'https://slow.example/'
const TWO = { address: 'https://two.example/', topic: 'two' }

let store: Store
beforeEach(async () => {
  store = await openStore({ file: ':memory:', role: 'owner', tokenize: () => [] })
  await store.migrate()
})
afterEach(() => store.close())

type Tools = { readonly number: number }

/** Rounds whose visits bring the number of the tools that they used. */
function setUp(move?: string) {
  const troubles = { claim: false, open: false, shut: false, down: false }
  const failures: Error[] = []
  const visits: Visit<WatchedAddress, Tools>[] = []
  const kept: string[] = []
  const shut: number[] = []
  /** What ends a visit of a slow site. */
  const slow: (() => void)[] = []
  let opened = 0
  let orders: WatchOrders<WatchedAddress> = { watched: [ONE, TWO], unknown: new Set() }
  let time = Date.parse('2026-11-24T12:00:00Z')
  const fetches: FetchStore = {
    watchAddresses: store.watchAddresses,
    settleFetch: store.settleFetch,
    fetchesOf: store.fetchesOf,
    async claimFetches(...given) {
      if (troubles.claim) throw new LaterError('the database is away')
      return await store.claimFetches(...given)
    },
  }
  const open = () =>
    createRounds<WatchedAddress, Tools, string>({
      name: 'test',
      store: fetches,
      async open() {
        opened += 1
        if (troubles.open) throw new LaterError('no memory')
        return { number: opened }
      },
      async shut({ number }) {
        shut.push(number)
        if (troubles.shut) throw new Error('it does not close')
      },
      isPermitted: (address) => address === TWO.address,
      async read(visit) {
        visits.push(visit)
        if (visit.request.address.startsWith(SLOW)) await new Promise<void>((resolve) => slow.push(resolve))
        const failure = failures.shift()
        if (failure !== undefined) throw failure
        if (troubles.down) throw new LaterError('it does not answer')
        const { address } = visit.request
        const answer: WebAnswer = { kind: 'unchanged', address, ...(move === undefined ? {} : { movedTo: move }) }
        return { answer, result: `${visit.watched.address} ${visit.tools.number}` }
      },
      keep: async (key) => void kept.push(key),
      rhythm: { everyMs: HOUR_MS, leastMs: 60_000, mostMs: 24 * HOUR_MS },
      atOnce: 4,
      now: () => new Date(time),
      random: () => 0,
    })
  let rounds = open()
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    troubles,
    failures,
    visits,
    kept,
    shut,
    slow,
    rounds,
    /** The process ends, whatever it was about, and another begins. */
    restart: () => {
      rounds.close()
      rounds = open()
    },
    settle,
    order: (next: Partial<WatchOrders<WatchedAddress>>) => {
      orders = { ...orders, ...next }
    },
    pass: (ms: number) => {
      time += ms
    },
    async outcomes() {
      return await rounds.poll(orders)
    },
    async poll() {
      const outcomes = await rounds.poll(orders)
      await settle()
      return outcomes.map(({ result, problems }) => result ?? problems[0]?.what)
    },
    asked: () => visits.map(({ request }) => request.address),
    rows: async () => (await store.fetchesOf('test')).map(({ address, answeredAt }) => [address, answeredAt]),
  }
}

const NOON = '2026-11-24T12:00:00.000Z'

test('a visit is handed over once, and counts when more is asked for', async () => {
  const { poll, rows, kept } = setUp()
  expect(await poll()).toEqual([])
  expect(await poll()).toEqual(['https://one.example/ 1', 'https://two.example/ 1'])
  expect(kept).toEqual([])
  expect((await rows())[0]).toEqual(['https://one.example/#one', undefined])
  expect(await poll()).toEqual([])
  expect(kept).toEqual(['https://one.example/#one', 'https://two.example/#two'])
  expect((await rows())[0]).toEqual(['https://one.example/#one', NOON])
})

test('what is ready outlives a poll that fails', async () => {
  const { poll, troubles, pass, kept, rows } = setUp()
  await poll()
  troubles.claim = true
  pass(60_000)
  await expect(poll()).rejects.toThrow('the database is away')
  await expect(poll()).rejects.toThrow('the database is away')
  expect(kept).toEqual([])
  expect((await rows())[0]?.[1]).toBeUndefined()
  troubles.claim = false
  expect(await poll()).toEqual(['https://one.example/ 1', 'https://two.example/ 1'])
})

describe('while it is not known what a topic watches', () => {
  test('nothing is fetched for it', async () => {
    const { poll, order, asked } = setUp()
    order({ unknown: new Set(['one']) })
    await poll()
    expect(await poll()).toEqual(['https://two.example/ 1'])
    expect(asked()).toEqual([TWO.address])
  })

  test('what came for it meanwhile does not count', async () => {
    const { poll, order, kept, pass } = setUp()
    await poll()
    order({ unknown: new Set(['one']) })
    expect(await poll()).toEqual(['https://two.example/ 1'])
    await poll()
    expect(kept).toEqual(['https://two.example/#two'])
    order({ unknown: new Set() })
    pass(11 * 60_000)
    await poll()
    expect(await poll()).toEqual(['https://one.example/ 1'])
  })

  test('what is known of its addresses stays, and goes when it is known to watch none', async () => {
    const { poll, order, rows } = setUp()
    for (let turn = 0; turn < 3; turn += 1) await poll()
    order({ watched: [TWO], unknown: new Set(['one']) })
    await poll()
    expect(await rows()).toEqual([
      ['https://one.example/#one', NOON],
      ['https://two.example/#two', NOON],
    ])
    order({ unknown: new Set() })
    await poll()
    expect(await rows()).toEqual([['https://two.example/#two', NOON]])
  })
})

test('while it is not known what is watched for no topic, what is known of that stays, and what is named is fetched', async () => {
  const { poll, order, rows, asked } = setUp()
  const [loose, other] = ['https://loose.example/', 'https://other.example/'].map((address) => ({ address }))
  order({ watched: [loose, other].filter((each) => each !== undefined) })
  for (let turn = 0; turn < 3; turn += 1) await poll()
  order({ watched: [ONE, { address: 'https://third.example/' }], unknown: new Set(['']) })
  for (let turn = 0; turn < 3; turn += 1) await poll()
  expect((await rows()).map(([address]) => address)).toEqual([
    'https://loose.example/',
    'https://one.example/#one',
    'https://other.example/',
    'https://third.example/',
  ])
  expect(asked().slice(2)).toEqual([ONE.address, 'https://third.example/'])
})

describe('tools', () => {
  test('that could not be opened are opened at the next visit', async () => {
    const { poll, troubles, pass } = setUp()
    troubles.open = true
    await poll()
    expect(await poll()).toEqual(Array(2).fill('no memory; it is tried again, more and more seldom'))
    troubles.open = false
    pass(2 * HOUR_MS)
    await poll()
    expect((await poll())[0]).toMatch(/^https:\/\/one\.example\/ \d$/u)
  })

  test.each(['open', 'shut'] as const)('that do not %s trouble nobody at the end', async (what) => {
    const unhandled: unknown[] = []
    const note = (error: unknown) => void unhandled.push(error)
    process.on('unhandledRejection', note)
    const { rounds, troubles, settle, order } = setUp()
    troubles[what] = true
    order({ watched: [ONE] })
    await rounds.poll({ watched: [ONE], unknown: new Set() })
    rounds.close()
    await settle()
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
  })

  test('are closed', async () => {
    const { rounds, shut, poll, settle } = setUp()
    await poll()
    rounds.close()
    await settle()
    expect(shut).toEqual([1])
  })
})

describe('an address', () => {
  test('is the operator’s as it is written', async () => {
    const { poll, visits } = setUp()
    await poll()
    expect(visits[0]?.request).toMatchObject({ address: ONE.address, isOwn: true })
  })

  test.each([
    ['https://wiki.intranet/', false],
    ['https://one.example/new', true],
  ])('that has moved to %s is the operator’s: %j', async (move, isOwn) => {
    const { poll, pass, visits, order } = setUp(move)
    order({ watched: [ONE] })
    for (let turn = 0; turn < 3; turn += 1) await poll()
    pass(2 * HOUR_MS)
    await poll()
    expect(visits[1]?.request).toMatchObject({ address: move, isOwn })
  })
})

describe('what is told', () => {
  test('of an address is told once, though the process ends with the telling', async () => {
    const { poll, outcomes, order, troubles, pass, restart } = setUp()
    order({ watched: [ONE] })
    for (let turn = 0; turn < 3; turn += 1) await poll()
    troubles.down = true
    const told: unknown[] = []
    const later = async () => {
      pass(25 * HOUR_MS)
      await poll()
      told.push(...(await poll()))
      restart()
    }
    for (let turn = 0; turn < 6; turn += 1) await later()
    expect(told.filter((words) => words !== undefined)).toEqual([
      'it cannot be read since 2026-11-25: it does not answer; it is tried more and more seldom',
    ])
    troubles.down = false
    // What was found is not kept yet when the process ends; the words that came with it do not come again.
    const alive = []
    for (let turn = 0; turn < 2; turn += 1) {
      pass(25 * HOUR_MS)
      await poll()
      alive.push(...(await outcomes()))
      restart()
    }
    expect(alive).toMatchObject([
      { problems: [{ what: expect.stringMatching(/it can be read again/u) }] },
      { problems: [] },
    ])
  })

  test('a host that is permitted is asked at once by a desk that was started', async () => {
    const { poll, troubles, restart, asked, pass, order } = setUp()
    troubles.down = true
    for (let turn = 0; turn < 3; turn += 1) await poll()
    troubles.down = false
    restart()
    pass(6_000)
    await poll()
    await poll()
    expect(asked()).toEqual([ONE.address, TWO.address, TWO.address])
    restart()
    order({ watched: [ONE, { ...TWO, isForeign: true }] })
    await poll()
    expect(asked()).toHaveLength(3)
  })

  test('a stranger’s address is never the operator’s', async () => {
    const { poll, order, visits } = setUp()
    order({ watched: [{ ...ONE, isForeign: true }] })
    await poll()
    expect(visits[0]?.request).toMatchObject({ address: ONE.address, isOwn: false })
  })

  test('of a stranger’s address is nothing of the desk’s settings, nor which hosts a private network has', async () => {
    const { poll, order, failures, pass } = setUp()
    order({ watched: [{ ...ONE, isForeign: true }, TWO] })
    failures.push(new NotPublicError('wiki.intranet'), new NotPublicError('wiki.intranet'))
    await poll()
    const troubles = async () => (await store.fetchesOf('test')).map(({ trouble }) => trouble)
    await poll()
    await poll()
    const [foreign, own] = await troubles()
    expect(own).toContain('FETCH_ALLOW_PRIVATE')
    pass(25 * HOUR_MS)
    failures.push(new NoSuchHostError('wiki.intranet'), new NoSuchHostError('wiki.intranet'))
    for (let turn = 0; turn < 3; turn += 1) await poll()
    expect(await troubles()).toEqual([foreign, expect.stringContaining('no such host')])
    expect(foreign).toMatch(/^wiki\.intranet is not found on the public internet, /u)
  })
})

describe('strangers’ addresses', () => {
  const strangers = Array.from({ length: 9 }, (_, index) => ({
    address: `${SLOW}${index}`,
    topic: 'one',
    isForeign: true as const,
  }))

  test('have half of the places, and the operator’s come first', async () => {
    const { order, poll, asked, pass } = setUp()
    order({ watched: strangers })
    await poll()
    await poll()
    expect(asked()).toHaveLength(2)
    // The strangers' have been due for longer.
    pass(60_000)
    order({ watched: [...strangers, ONE, TWO] })
    await poll()
    expect(asked().slice(2)).toEqual([ONE.address, TWO.address])
  })

  test('take their turn as soon as one of them is done', async () => {
    const { order, poll, asked, slow, settle } = setUp()
    order({ watched: [...strangers, ONE] })
    await poll()
    expect(asked()).toEqual([ONE.address, `${SLOW}0`, `${SLOW}1`])
    slow[0]?.()
    await settle()
    expect(asked().slice(3)).toEqual([`${SLOW}2`])
  })
})
