import { Routes } from 'discord.js'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { LaterError } from '../../../src/core/errors.ts'
import { openRest } from '../../../src/platforms/discord/application.ts'
import { createCallPace } from '../../../src/platforms/discord/call-pace.ts'
import { startFakeDiscord } from '../../fakes/discord/server.ts'

const LIMIT = 5
const WINDOW_MS = 1_000

afterEach(() => {
  vi.useRealTimers()
})

/** The other side: counts calls in windows of which each begins with the first call after the last has ended. */
function createCounter() {
  let windowEnds = Number.NEGATIVE_INFINITY
  let inWindow = 0
  let most = 0
  return {
    count() {
      const now = performance.now()
      if (now >= windowEnds) {
        windowEnds = now + WINDOW_MS
        inWindow = 0
      }
      inWindow += 1
      most = Math.max(most, inWindow)
    },
    most: () => most,
  }
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

describe('calls in turn', () => {
  test('never overfill a window, however long each is under way, and use nine tenths of the pace', async () => {
    // The way there and the way back.
    const trip = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }))
    const trips = fc.array(trip, { minLength: 10 * LIMIT, maxLength: 20 * LIMIT })
    await fc.assert(
      fc.asyncProperty(trips, async (ways) => {
        vi.useFakeTimers()
        const pace = createCallPace({ limit: LIMIT, windowMs: WINDOW_MS })
        const other = createCounter()
        const began = performance.now()
        const calls = ways.map(([there, back]) =>
          pace.inTurn(async () => {
            await wait(there)
            other.count()
            await wait(back)
          }),
        )
        const done = Promise.all(calls).then(() => performance.now())
        await vi.runAllTimersAsync()
        const doneAt = await done
        expect(other.most()).toBe(LIMIT)
        const windows = Math.ceil(ways.length / LIMIT)
        expect((windows * WINDOW_MS) / (doneAt - began)).toBeGreaterThan(0.9)
      }),
      { numRuns: 50 },
    )
  })

  test('are made in the order in which they came', async () => {
    vi.useFakeTimers()
    const pace = createCallPace({ limit: 1, windowMs: WINDOW_MS })
    const made: string[] = []
    for (const name of ['a', 'b', 'c']) void pace.inTurn(async () => made.push(name))
    await vi.runAllTimersAsync()
    expect(made).toEqual(['a', 'b', 'c'])
  })

  test('that fail give their turn on; one that is given up while it waits is not made, and takes no turn', async () => {
    vi.useFakeTimers()
    const pace = createCallPace({ limit: 1, windowMs: WINDOW_MS })
    const giveUp = new AbortController()
    const made: string[] = []
    const failed = pace.inTurn(() => Promise.reject(new TypeError('the wire broke'))).catch((error: unknown) => error)
    const given = pace.inTurn(async () => made.push('given up'), giveUp.signal).catch((error: unknown) => error)
    const last = pace.inTurn(async () => made.push('last'))
    giveUp.abort()
    expect(await given).toBeInstanceOf(LaterError)
    expect(await failed).toBeInstanceOf(TypeError)
    await vi.advanceTimersByTimeAsync(WINDOW_MS + 1)
    await last
    expect(made).toEqual(['last'])
  })

  test('keep the process up while they wait, and only then', async () => {
    vi.useFakeTimers()
    const timers = vi.spyOn(globalThis, 'setTimeout')
    const keepUp = () => timers.mock.results.map(({ value }) => value.hasRef())
    const pace = createCallPace({ limit: 1, windowMs: WINDOW_MS })
    await pace.inTurn(async () => {})
    expect(keepUp()).toEqual([false])
    const waiting = pace.inTurn(async () => {})
    expect(keepUp()).toEqual([true])
    await vi.runAllTimersAsync()
    await waiting
    expect(keepUp().at(-1)).toBe(false)
    timers.mockRestore()
  })
})

test('no more than fifty calls of a bot are made in a second; answers to commands do not wait for them', async () => {
  const discord = await startFakeDiscord()
  try {
    discord.setGlobalPace({ limit: 50, perMs: 1_000 })
    const rest = openRest({ token: discord.token, apiUrl: discord.apiUrl })
    const calls = Array.from({ length: 70 }, () => rest.get(Routes.user()))
    await discord.until(() => discord.calls.length === 50)
    const answer = rest.post(Routes.interactionCallback('1', 'token'), { body: { type: 5 }, auth: false })
    await expect(answer).rejects.toThrow(/Unknown interaction/)
    expect(discord.calls).toHaveLength(51)
    await Promise.all(calls)
    expect(discord.invalidCalls()).toEqual([])
  } finally {
    await discord.stop()
  }
})
