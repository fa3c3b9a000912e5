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

beforeEach(async () => {
  now = START
  store = await openSqlite({ file: ':memory:', role: 'owner', tokenize: searchTokens })
  await store.migrate()
  platform = createScriptedPlatform()
  happenings = []
})

afterEach(() => store.close())

async function deliver(over: Store = store): Promise<void> {
  await deliverOwed({
    store: over,
    platforms: [platform],
    now: () => new Date(now),
    log: createKeptLog(),
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
