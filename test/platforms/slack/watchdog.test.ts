import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createWatchdog } from '../../../src/platforms/slack/watchdog.ts'

const MINUTE = 60_000
let isOpen: boolean
const bark = vi.fn()

beforeEach(() => {
  vi.useFakeTimers()
  isOpen = true
  bark.mockClear()
})
afterEach(() => vi.useRealTimers())

it('leaves a connection alone that is open and not too old', () => {
  const watchdog = createWatchdog(() => isOpen, bark)
  watchdog.watch(60 * MINUTE)
  vi.advanceTimersByTime(61 * MINUTE)
  expect(bark).not.toHaveBeenCalled()
  watchdog.watch(undefined)
  vi.advanceTimersByTime(100 * 60 * MINUTE)
  expect(bark).not.toHaveBeenCalled()
})

it('barks once at one that closed without a word', () => {
  const watchdog = createWatchdog(() => isOpen, bark)
  watchdog.watch(undefined)
  vi.advanceTimersByTime(5 * MINUTE)
  isOpen = false
  vi.advanceTimersByTime(60 * MINUTE)
  expect(bark.mock.calls).toEqual([['it is open no longer']])
})

it('barks once at one that outlives what Slack announced', () => {
  const watchdog = createWatchdog(() => isOpen, bark)
  watchdog.watch(60 * MINUTE)
  vi.advanceTimersByTime(62 * MINUTE)
  expect(bark.mock.calls).toEqual([['it is older than Slack said it would get']])
  vi.advanceTimersByTime(600 * MINUTE)
  expect(bark).toHaveBeenCalledTimes(1)
})

it('begins anew with each connection, and rests when told', () => {
  const watchdog = createWatchdog(() => isOpen, bark)
  watchdog.watch(60 * MINUTE)
  vi.advanceTimersByTime(50 * MINUTE)
  watchdog.watch(60 * MINUTE)
  vi.advanceTimersByTime(50 * MINUTE)
  watchdog.rest()
  isOpen = false
  vi.advanceTimersByTime(600 * MINUTE)
  expect(bark).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})
