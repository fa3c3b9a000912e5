import { afterEach, beforeEach, describe } from 'vitest'
import type { Store } from '../../src/core/store-ports.ts'
import type { TestDatabase } from '../store/databases.ts'
import { testBackfill } from './store-backfill.ts'
import { testConversations } from './store-conversations.ts'
import { testCopies } from './store-copies.ts'
import { testDigests } from './store-digests.ts'
import { testDocuments } from './store-documents.ts'
import { testEditions } from './store-editions.ts'
import { testEntries } from './store-entries.ts'
import { testFeeds } from './store-feeds.ts'
import { testFetches } from './store-fetches.ts'
import { testFollows } from './store-follows.ts'
import { testForgetting } from './store-forgetting.ts'
import { testHistory } from './store-history.ts'
import { testInbox } from './store-inbox.ts'
import { testLeases } from './store-leases.ts'
import { testLookup } from './store-lookup.ts'
import { testOutbox } from './store-outbox.ts'
import { testOutboxThreads } from './store-outbox-threads.ts'
import { testPassages } from './store-passages.ts'
import { testRenaming } from './store-renaming.ts'
import { testRetraction } from './store-retraction.ts'
import { testSchema } from './store-schema.ts'
import { testSearch } from './store-search.ts'
import { testThreads } from './store-threads.ts'
import { testTopics } from './store-topics.ts'
import { testUsage } from './store-usage.ts'

/** A store with its schema in place and nothing in it, new for every test. */
export interface StoreUnderTest {
  readonly store: Store
  /** The same database once more, as another process has it. Closed after the test. */
  again(): Promise<Store>
}

/** What every store must do, whatever it is built on: each sentence of the ports of `src/core/ports.ts`. */
export function testStore(name: string, fresh: () => Promise<TestDatabase>): void {
  describe(`${name} store`, () => {
    let database: TestDatabase
    let opened: Store[] = []

    beforeEach(async () => {
      database = await fresh()
      const store = await database.open()
      opened = [store]
      await store.migrate()
    })

    afterEach(async () => {
      for (const store of opened) await store.close()
      await database.drop()
    })

    const use = (): StoreUnderTest => {
      const [store] = opened
      if (store === undefined) throw new Error('a store is only there within a test')
      return {
        store,
        async again() {
          const another = await database.open()
          opened.push(another)
          return another
        },
      }
    }

    for (const test of [
      testSchema,
      testDocuments,
      testBackfill,
      testCopies,
      testSearch,
      testTopics,
      testLookup,
      testDigests,
      testEditions,
      testOutbox,
      testOutboxThreads,
      testThreads,
      testFollows,
      testConversations,
      testInbox,
      testHistory,
      testFetches,
      testFeeds,
      testPassages,
      testEntries,
      testForgetting,
      testRetraction,
      testRenaming,
      testUsage,
      testLeases,
    ]) {
      test(use)
    }
  })
}
