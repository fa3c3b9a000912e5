import type { Ear } from '../../src/core/ear.ts'
import { joinFeeds } from '../../src/core/feeds.ts'
import type { Reading } from '../../src/core/pointing.ts'
import type { Platform } from '../../src/core/ports.ts'
import { createRunningDesk } from '../../src/core/running-desk.ts'
import type { Store } from '../../src/core/store-ports.ts'
import type { Topic } from '../../src/core/topic.ts'
import type { ModelTerms } from '../../src/core/usage-lines.ts'
import { faultOf } from '../../src/sources/web/address.ts'
import { deskParts } from '../fakes/desk-parts.ts'
import { createMemorySource, type MemorySource } from '../fakes/memory-source.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'
import { standingOrders } from '../fakes/standing-orders.ts'

export const HARBOUR = [
  'The harbour of Varna was closed on 3 May 2024 because a freighter ran aground in the channel.',
  'Pilots freed the ship after nine hours, and the port authority said that nobody was hurt.',
].join(' ')

/** What somebody might call a topic to reach everybody, or to format what follows. */
export const HOSTILE = '<!channel> @everyone <@U1> *[x](https://evil.example)* ```'

/** A real desk over a real store, with one topic `varna`, connected to a platform. */
export interface DeskOnPlatform {
  readonly store: Store
  readonly source: MemorySource
  /** One beat, and all that it sends. */
  tick(): Promise<void>
  stop(): Promise<void>
}

export async function openDeskOn(
  platform: Platform,
  now: () => number,
  topics: Topic[] = [],
  ears: Ear[] = [],
  model?: ModelTerms,
  reading?: Reading,
): Promise<DeskOnPlatform> {
  const store = await openMemoryStore()
  const source = createMemorySource()
  const desk = createRunningDesk(
    deskParts({
      store,
      sources: [source],
      orders: { read: async () => standingOrders({ topics, changed: true }) },
      ...(reading === undefined ? {} : { reading }),
      platforms: [platform],
      ears,
      feeds: {
        followed: joinFeeds({ inFiles: () => ({ feeds: [], unknown: new Set() }), store, now: () => new Date(now()) }),
        faultOf,
        firstEntries: 5,
      },
      now: () => new Date(now()),
      ...(model === undefined ? {} : { model }),
    }),
  )
  const tick = async () => {
    await desk.tick()
    await desk.settled()
  }
  source.put('varna/harbour.md', HARBOUR)
  await tick()
  return { store, source, tick, stop: () => desk.stop() }
}
