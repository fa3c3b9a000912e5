import { subscribe } from 'node:diagnostics_channel'
import { createRequire, flushCompileCache, syncBuiltinESMExports } from 'node:module'
import { promisify } from 'node:util'
import { CLOCK_VARIABLE, readClock, SENT_AT_HEADER, shownAt } from './clock.ts'

/*
 * Loaded before the desk's own code (`node --import`), so that the desk needs no switch for tests: the whole process lives faster. Dates
 * and timers go together, for the product relies on how they compare: a call gives up after 10 s, a lease runs for 120 s, and a lost
 * message is looked for after 10 s. `performance.now` and the timers inside Node stay as they are.
 */
/**
 * From here on a timer is one of those that watch over a connection: 15 s for a pong, 30 s for Slack's hello, 45 s for Discord's. No
 * promise of the desk's rests on them, and a busy machine may need all of that time to connect.
 */
const CONNECTING_MS = 15_000
/** The desk has loaded all of its code by then. */
const COMPILED_WITHIN_MS = 1_000

const clock = readClock(process.env[CLOCK_VARIABLE] ?? '')
const realNow = Date.now
const spanOf = (delay: number) => (delay < CONNECTING_MS ? delay / clock.speed : delay)
const now = () => shownAt(clock, realNow())

globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget === globalThis.Date ? target : newTarget),
  apply: (target) => new target(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})

// What is compiled is kept at a process's end, which no killed one has.
setTimeout(flushCompileCache, COMPILED_WITHIN_MS).unref()

const require = createRequire(import.meta.url)
const timers: Timers = require('node:timers')
const promised: PromisedTimers = require('node:timers/promises')
for (const name of ['setTimeout', 'setInterval'] as const) {
  const real = timers[name]
  const fast: Timer = (callback, delay = 0, ...args) => real(callback, spanOf(delay), ...args)
  const promise = promised[name]
  const fastPromise: PromisedTimer = (delay = 0, ...args) => promise(spanOf(delay), ...args)
  Object.defineProperty(fast, promisify.custom, { value: fastPromise })
  timers[name] = fast
  promised[name] = fastPromise
  Object.assign(globalThis, { [name]: fast })
}
// The run keeps a lost message back until so long after its sender has given up, and may itself hear of the call late.
subscribe('undici:request:create', (message) => {
  const { request } = message as { request: { addHeader(name: string, value: string): void } } // As undici documents it.
  request.addHeader(SENT_AT_HEADER, String(now()))
})
const realTimeout = AbortSignal.timeout
AbortSignal.timeout = (delay) => realTimeout.call(AbortSignal, Math.ceil(delay / clock.speed))
syncBuiltinESMExports()

type Timer = (callback: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) => unknown
type PromisedTimer = (delay?: number, ...args: unknown[]) => unknown
type Timers = Record<'setTimeout' | 'setInterval', Timer>
type PromisedTimers = Record<'setTimeout' | 'setInterval', PromisedTimer>
