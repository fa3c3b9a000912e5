import { beforeEach, expect, test } from 'vitest'
import { createHealth, type Health } from '../../src/monitoring/health.ts'

let elapsed: number
let health: Health

beforeEach(() => {
  elapsed = 5_000
  health = createHealth(() => elapsed)
})

const tick = (failed = false) => health.observe({ kind: 'tick', seconds: 0, failed })

test('it is alive for as long as beats end, and says for how long none has', () => {
  tick()
  elapsed += 29_999
  expect(health.alive()).toEqual({ ok: true, problems: [], secondsSinceTick: 29.999 })
  elapsed += 1
  expect(health.alive()).toEqual({ ok: false, problems: ['no beat has ended for 30 seconds'], secondsSinceTick: 30 })
  expect(health.ready()).toMatchObject({ ok: false, problems: ['no beat has ended for 30 seconds'] })
  tick()
  expect(health.alive().ok).toBe(true)
})

test('before the first beat has ended it is alive but not ready', () => {
  elapsed += 29_000
  expect(health.alive()).toEqual({ ok: true, problems: [] })
  expect(health.ready()).toEqual({
    ok: false,
    problems: ['the documents are being read for the first time'],
    platforms: {},
  })
  elapsed += 1_000
  expect(health.alive().problems).toEqual(['the first beat has not ended for 30 seconds'])
  tick()
  expect(health.ready().ok).toBe(true)
})

test('a beat that failed leaves it alive but not ready, until one goes well', () => {
  tick(true)
  expect(health.alive().ok).toBe(true)
  expect(health.ready().problems).toEqual(['the last beat failed; the log says why'])
  tick()
  expect(health.ready().ok).toBe(true)
})

test('it is ready once each platform is connected or refused; only a refusal is told in its own words', () => {
  tick()
  health.observe({ kind: 'connection', platform: 'slack', state: 'connecting' })
  health.observe({ kind: 'connection', platform: 'discord', state: 'waiting', words: 'GET https://secret@host failed' })
  const waiting = health.ready()
  expect(waiting.problems).toEqual([
    'slack is being connected to',
    'discord does not answer and is tried again; the log says why',
  ])
  expect(JSON.stringify(waiting)).not.toContain('secret')
  health.observe({ kind: 'connection', platform: 'slack', state: 'up' })
  expect(health.ready().ok).toBe(false)
  health.observe({ kind: 'connection', platform: 'discord', state: 'refused', words: 'the token is wrong' })
  expect(health.ready()).toEqual({
    ok: true,
    problems: [],
    secondsSinceTick: 0,
    platforms: { slack: 'up', discord: 'refused: the token is wrong' },
  })
})
