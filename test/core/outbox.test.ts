import { afterEach, beforeEach, expect, test } from 'vitest'
import { GoneError } from '../../src/core/errors.ts'
import type { Happening } from '../../src/core/happening.ts'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import { deliverOwed } from '../../src/core/outbox.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { briefReply, sampleDigest, sampleOwed } from '../contracts/store-samples.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { createScriptedPlatform, type ScriptedPlatform } from '../fakes/scripted-platform.ts'

const START = Date.parse('2026-11-24T08:00:00Z')

let now: number
let store: Store
let platform: ScriptedPlatform
let happenings: Happening[]
let log: ReturnType<typeof createKeptLog>

beforeEach(async () => {
  now = START
  store = await openSqlite({ file: ':memory:', role: 'owner', tokenize: searchTokens })
  await store.migrate()
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
  })
}

async function owe(changes: Parameters<typeof sampleOwed>[1] = {}): Promise<void> {
  await store.oweDeliveries([sampleOwed('a', changes)], new Date(now).toISOString())
}

test('a process that its store kept waiting past its lease does not post: by then another may have', async () => {
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
