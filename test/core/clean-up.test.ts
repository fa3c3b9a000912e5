import { expect, test } from 'vitest'
import { createCleanUp } from '../../src/core/clean-up.ts'
import { StoreError } from '../../src/core/errors.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'

const PARTS = [
  'forgetEvents',
  'endQuietFollows',
  'forgetConversations',
  'forgetWritten',
  'forgetFeedback',
  'forgetEntries',
  'forgetPassages',
  'documentsFoundBefore',
  'forgetHistory',
  'forgetBriefs',
] as const

/** A store of which each part of the clean-up is noted when it is asked for it, and the broken ones throw. */
async function openNoting(broken: ReadonlySet<string>, asked: string[]): Promise<Store> {
  const store = await openMemoryStore()
  return new Proxy(store, {
    get(target, name: keyof Store) {
      if (!PARTS.some((part) => part === name)) return target[name]
      asked.push(name)
      return broken.has(name) ? () => Promise.reject(new StoreError(name)) : target[name]
    },
  })
}

test.each(PARTS)('where %s fails, all others are done, and it alone is tried again a minute later', async (part) => {
  let now = Date.parse('2026-11-24T08:00:00Z')
  const asked: string[] = []
  const broken = new Set<string>()
  const store = await openNoting(broken, asked)
  const { forgetWhatIsOver } = createCleanUp({ store, now: () => new Date(now), keepDays: 30 })
  // Documents are forgotten by a clock that has gone on for a while.
  await forgetWhatIsOver()
  now += 3_600_000
  broken.add(part)
  const askedAfter = async (seconds: number) => {
    asked.length = 0
    now += seconds * 1_000
    const failure = await forgetWhatIsOver().catch((error: unknown) => error)
    return { asked: [...asked], failed: failure instanceof StoreError ? failure.message : failure }
  }
  expect(await askedAfter(0)).toEqual({ asked: PARTS, failed: part })
  expect(await askedAfter(59)).toEqual({ asked: [], failed: undefined })
  expect(await askedAfter(1)).toEqual({ asked: [part], failed: part })
  broken.clear()
  expect(await askedAfter(60)).toEqual({ asked: [part], failed: undefined })
  expect(await askedAfter(3_479)).toEqual({ asked: [], failed: undefined })
  expect(await askedAfter(1)).toEqual({ asked: PARTS.filter((other) => other !== part), failed: undefined })
  await store.close()
})

test('a clock that was set back keeps nothing from being forgotten for longer than an hour', async () => {
  let now = Date.parse('2026-11-24T08:00:00Z')
  const asked: string[] = []
  const store = await openNoting(new Set(), asked)
  const { forgetWhatIsOver } = createCleanUp({ store, now: () => new Date(now) })
  await forgetWhatIsOver()
  const first = [...asked]
  asked.length = 0
  now -= 6 * 60 * 60_000
  await forgetWhatIsOver()
  expect(asked).toEqual(first)
  expect(first).toContain('forgetBriefs')
  await store.close()
})
