import type { Store } from '../core/store-ports.ts'
import { backfillStore } from './backfill.ts'
import { briefStore } from './briefs.ts'
import { conversationStore } from './conversations.ts'
import type { Database } from './database.ts'
import { digestStore } from './digests.ts'
import { documentStore } from './documents.ts'
import { entryStore } from './entries.ts'
import { feedbackStore } from './feedback.ts'
import { feedStore } from './feeds.ts'
import { fetchStore } from './fetches.ts'
import { developmentStore, followStore } from './follows.ts'
import { forgettingStore } from './forgetting.ts'
import { historyStore } from './history.ts'
import { inboxStore } from './inbox.ts'
import { leaseStore } from './leases.ts'
import { migrate } from './migrations.ts'
import { outboxStore } from './outbox.ts'
import { passageStore } from './passages.ts'
import { renamingStore } from './renaming.ts'
import { retractionStore } from './retraction.ts'
import { threadStore } from './threads.ts'
import { topicStore } from './topics.ts'
import { transferStore } from './transfer.ts'
import { usageStore, writtenStore } from './usage.ts'

/** All stores over one database; `close` ends its connections. Every call throws `StoreError` where the database cannot serve. */
export function createStore(database: Database, close: () => Promise<void>): Store {
  const store = {
    ...documentStore(database),
    ...backfillStore(database),
    ...topicStore(database),
    ...briefStore(database),
    ...digestStore(database),
    ...outboxStore(database),
    ...threadStore(database),
    ...followStore(database),
    ...conversationStore(database),
    ...developmentStore(database),
    ...inboxStore(database),
    ...fetchStore(database),
    ...feedStore(database),
    ...entryStore(database),
    ...passageStore(database),
    ...transferStore(database),
    ...forgettingStore(database),
    ...retractionStore(database),
    ...renamingStore(database),
    ...leaseStore(database),
    ...usageStore(database),
    ...writtenStore(database),
    ...feedbackStore(database),
    ...historyStore(database),
    migrate: () => migrate(database),
  }
  return { ...explained(store, database), close }
}

type Methods = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>

function explained<Stores extends { readonly [name in keyof Stores]: Methods[string] }>(
  stores: Stores,
  { explain }: Database,
): Stores {
  const methods = Object.entries<Methods[string]>(stores).map(([name, method]) => {
    const explainedMethod = async (...args: never[]) => {
      try {
        return await method(...args)
      } catch (error) {
        throw explain(error)
      }
    }
    return [name, explainedMethod] as const
  })
  // `fromEntries` forgets the names; each method is under its own again, with what it took and gave.
  return Object.fromEntries(methods) as unknown as Stores
}
