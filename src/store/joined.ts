import type { Store } from '../core/ports.ts'
import { briefStore } from './briefs.ts'
import type { Database } from './database.ts'
import { digestStore } from './digests.ts'
import { documentStore } from './documents.ts'
import { inboxStore } from './inbox.ts'
import { migrate } from './migrations.ts'
import { outboxStore } from './outbox.ts'
import { threadStore } from './threads.ts'
import { topicStore } from './topics.ts'

/** All stores over one database; `close` ends its connections. */
export function createStore(database: Database, close: () => Promise<void>): Store {
  return {
    ...documentStore(database),
    ...topicStore(database),
    ...briefStore(database),
    ...digestStore(database),
    ...outboxStore(database),
    ...threadStore(database),
    ...inboxStore(database),
    migrate: () => migrate(database),
    close,
  }
}
