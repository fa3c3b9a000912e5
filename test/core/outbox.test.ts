import { afterEach, beforeEach, expect, test } from 'vitest'
import { AmbiguousError, GoneError, LaterError } from '../../src/core/errors.ts'
import type { Happening } from '../../src/core/happening.ts'
import { deliverOwed } from '../../src/core/outbox.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { briefReply, sampleDigest, sampleOwed } from '../contracts/store-samples.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'
import { createScriptedPlatform, type ScriptedPlatform } from '../fakes/scripted-platform.ts'

const START = Date.parse('2026-11-24T08:00:00Z')

let now: number
let store: Store
let platform: ScriptedPlatform
let happenings: Happening[]
let log: ReturnType<typeof createKeptLog>

beforeEach(async () => {
  now = START
  store = await openMemoryStore()
  platform = createScriptedPlatform()
  happenings = []
  log = createKeptLog()
})

afterEach(() => store.close())

async function deliver(over: Store = store): Promise<void> {
  await deliverOwed({
    store: over,
    platforms: [platform],
    now: () => new Date(now),
    log,
    random: () => 0.5,
    observe: (happening) => void happenings.push(happening),
    goesOn: () => true,
  })
}

async function owe(changes: Parameters<typeof sampleOwed>[1] = {}): Promise<void> {
  await store.oweDeliveries([sampleOwed('a', changes)], new Date(now).toISOString())
}

test('a process that its store kept waiting past its lease does not post: by then another may have', async () => {
  await store.saveTopic({ slug: 'minsk', title: 'Minsk', aliases: [] })
  await owe({ reply: briefReply('minsk') })
  const slow: Store = {
    ...store,
    async topicBySlug(slug) {
      now = START + 70_000
      return await store.topicBySlug(slug)
    },
  }
  await deliver(slow)
  expect(platform.calls).toEqual([])
  now = START + 121_000
  await deliver()
  expect(platform.calls).toEqual(['find a', 'post a'])
})

test('whoever set up a digest is told once, by direct message, that it cannot go on', async () => {
  await store.saveDigest(sampleDigest({ origin: 'channel', author: 'U1' }))
  await owe({ digest: 'morning' })
  await owe({ digest: 'morning', key: 'b' })
  const gone = { error: new GoneError('the channel is archived') }
  platform.faults.push(gone, gone)
  await deliver()
  expect((await store.digests())[0]?.paused).toBe('the channel is archived')
  expect(platform.calls.slice(0, 2)).toEqual(['post a', 'post b'])
  expect(platform.taken.map(({ target }) => target)).toEqual([{ platform: 'slack', channel: '@U1' }])
  const [told] = platform.taken
  expect(told?.reply.kind === 'notice' && told.reply.text).toBe(
    [
      'Your digest in the channel C1 (every day at 08:00 (Europe/Berlin); india-belarus) is paused: the channel is archived.',
      'Once that is mended, /digest resume in that channel lets it go on.',
    ].join('\n'),
  )
  expect(log.entries.filter(({ words }) => words === 'a digest is paused')).toHaveLength(1)
})

test('of a digest in desk.yaml the log tells', async () => {
  await store.saveDigest(sampleDigest())
  await owe({ digest: 'morning' })
  platform.faults.push({ error: new GoneError('the channel is archived') })
  await deliver()
  expect(platform.calls).toEqual(['post a'])
  expect(log.entries).toContainEqual({
    level: 'warn',
    words: 'a digest is paused',
    fields: expect.objectContaining({ channel: 'C1', reason: 'the channel is archived', author: 'desk.yaml' }),
  })
})

test('an attempt whose place another has taken settles nothing, stops no digest and is not counted', async () => {
  await store.saveDigest(sampleDigest())
  await owe({ digest: 'morning' })
  const post = platform.post
  platform.post = async (...given) => {
    platform.post = post
    // It hangs past its lease, and another process takes the delivery and sends it.
    now = START + 121_000
    await deliver()
    await Promise.reject(new GoneError('not for this process to say any more'))
    return await post(...given)
  }
  await deliver()
  expect((await store.deliveries({ limit: 5 })).map(({ state }) => state)).toEqual(['sent'])
  expect((await store.digests())[0]?.paused).toBeUndefined()
  expect(happenings.map(({ kind }) => kind)).toEqual(['attempt'])
})

test('a storm of 429 loses nothing, however often it puts a message off', async () => {
  await owe()
  for (let second = 0; second < 300; second++, now += 1_000) {
    platform.faults.push({ error: new LaterError('too fast', 1_000) })
    await deliver()
  }
  expect(platform.calls).toHaveLength(300)
  await deliver()
  expect(platform.taken.map(({ key }) => key)).toEqual(['a'])
  expect((await store.deliveries({ limit: 5 }))[0]).toMatchObject({ state: 'sent', attempts: 301 })
})

test.for([
  ['put off', 'failed'],
  ['unclear', 'unsure'],
] as const)('a message that is %s for a day is given up as %s', async ([how, state]) => {
  const error = how === 'put off' ? new LaterError('503') : new AmbiguousError('503')
  platform.failFinds(new LaterError('too fast', 60_000))
  await owe()
  for (let minute = 0; minute < 24 * 60 + 2; minute++, now += 60_000) {
    platform.faults.splice(0, 1, { error })
    await deliver()
    const [record] = await store.deliveries({ limit: 1 })
    if (minute < 24 * 60 - 20) expect(record?.state).toBe('pending')
  }
  now += 20 * 60_000
  await deliver()
  expect((await store.deliveries({ limit: 1 }))[0]?.state).toBe(state)
})

test('where the pace of all channels is exhausted, few calls are made in vain, and the rest goes as it allows', async () => {
  const channels = Array.from({ length: 200 }, (_, number) => `C${number}`)
  await store.oweDeliveries(
    channels.map((channel) => sampleOwed(channel, { target: { platform: 'slack', channel } })),
    new Date(now).toISOString(),
  )
  const post = platform.post
  let left = 0
  platform.post = async (target, reply, key) => {
    if (left === 0) {
      platform.calls.push(`post ${key}`)
      throw new LaterError('too fast', 1_000)
    }
    left -= 1
    return await post(target, reply, key)
  }
  let seconds = 0
  for (; platform.taken.length < channels.length && seconds < 60; seconds++, now += 1_000) {
    left = 10
    await deliver()
  }
  expect(seconds).toBe(20)
  expect(new Set(platform.taken.map(({ key }) => key)).size).toBe(200)
  // Twenty are under way at once.
  expect(platform.calls.length - 200).toBeLessThanOrEqual(seconds * 30)
})

test('a few channels that are told to wait hold up no other', async () => {
  const owed = Array.from({ length: 40 }, (_, number) => `C${number}`)
  await store.oweDeliveries(
    owed.map((channel) => sampleOwed(channel, { target: { platform: 'slack', channel } })),
    new Date(now).toISOString(),
  )
  const post = platform.post
  platform.post = async (target, reply, key) => {
    if (Number(key.slice(1)) % 10 === 0) throw new LaterError('slow mode', 60_000)
    return await post(target, reply, key)
  }
  await deliver()
  expect(platform.taken).toHaveLength(36)
})
