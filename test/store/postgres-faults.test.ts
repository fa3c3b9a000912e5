import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { InputError, StoreError } from '../../src/core/errors.ts'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import { createRunningDesk } from '../../src/core/running-desk.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { at, sampleDocument, sampleOwed } from '../contracts/store-samples.ts'
import { deskParts } from '../fakes/desk-parts.ts'
import { createMemorySource } from '../fakes/memory-source.ts'
import { sampleOrder } from '../fakes/sample-order.ts'
import { createScriptedPlatform } from '../fakes/scripted-platform.ts'
import { standingOrders } from '../fakes/standing-orders.ts'
import { postgresDatabase, type TestDatabase } from './databases.ts'
import { openLink, type SeveredLink } from './severed-link.ts'

let database: TestDatabase
let link: SeveredLink
let store: Store

beforeEach(async () => {
  database = await postgresDatabase(inject('postgres'))
  link = await openLink(database.options.url ?? '')
  store = await openPostgres({ url: link.url, tokenize: searchTokens })
  await store.migrate()
})

afterEach(async () => {
  await store.close()
  await link.cut()
  await database.drop()
})

const refusal = async (work: Promise<unknown>) =>
  await work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('a PostgreSQL server that goes away', () => {
  test('is said in words without the password; what was acknowledged is there when it comes back', async () => {
    expect(await store.acceptEvent('slack:1', at(1), [sampleOwed('a')])).toBe(true)
    await link.cut()
    for (const work of [
      () => store.acceptEvent('slack:2', at(2), [sampleOwed('b')]),
      () => store.topicBySlug('india-belarus'),
      () => store.saveDocument(sampleDocument()),
    ]) {
      const error = await refusal(work())
      expect(error).toBeInstanceOf(StoreError)
      expect(String(error)).toMatch(/PostgreSQL database: it cannot be reached; the desk tries again/)
      expect(String(error)).not.toContain('attache@')
    }
    await link.mend()
    expect((await store.deliveries({ limit: 5 })).map(({ key }) => key)).toEqual(['a'])
    expect(await store.acceptEvent('slack:1', at(3))).toBe(false)
    expect(await store.acceptEvent('slack:2', at(3), [sampleOwed('b')])).toBe(true)
  })

  test('in the middle of many writes leaves each done or not, and nothing of it by halves', async () => {
    const writes = Array.from({ length: 60 }, (_, n) =>
      store.acceptEvent(`slack:${n}`, at(n), [
        sampleOwed(`answer-${n}`, { target: { platform: 'slack', channel: `C${n}` } }),
      ]),
    )
    await writes[5]
    const [outcomes] = await Promise.all([Promise.allSettled(writes), link.cut()])
    const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(errors.filter((error) => !(error instanceof StoreError))).toEqual([])
    await link.mend()
    const owed = new Set((await store.deliveries({ limit: 100 })).map(({ key }) => key))
    for (const [n, { status }] of outcomes.entries()) {
      const isKept = owed.has(`answer-${n}`)
      if (status === 'fulfilled') expect([n, isKept]).toEqual([n, true])
      expect([n, await store.acceptEvent(`slack:${n}`, at(99))]).toEqual([n, !isKept])
    }
  })

  test('while the desk runs fails its beats and nothing else: the edition due goes out once when it is back', async () => {
    const platform = createScriptedPlatform()
    const source = createMemorySource()
    let now = new Date('2026-11-24T07:58:00Z')
    const orders = { read: async () => standingOrders({ digests: [sampleOrder()], changed: true }) }
    const app = createRunningDesk(
      deskParts({ store, sources: [source], orders, platforms: [platform], now: () => now }),
    )
    await app.tick()
    await link.cut()
    source.put(
      'varna/harbour.md',
      'The harbour of Varna was closed on 3 May 2024 because a freighter ran aground there.',
    )
    now = new Date('2026-11-24T08:00:00Z')
    for (let beat = 0; beat < 3; beat++) expect(await refusal(app.tick())).toBeInstanceOf(StoreError)
    expect(platform.taken).toEqual([])
    await link.mend()
    for (let beat = 0; beat < 3; beat++) {
      await app.tick()
      await app.settled()
    }
    expect(platform.taken.map(({ reply }) => reply.kind)).toEqual(['edition', 'brief'])
    expect((await store.digests()).map(({ paused }) => paused)).toEqual([undefined])
  })

  test('for some connections only, as when it is restarted or an idle one is ended, is not noticed', async () => {
    await Promise.all(Array.from({ length: 5 }, () => store.digests()))
    const client = new pg.Client(database.options.url)
    await client.connect()
    const { rowCount } = await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'attache' and datname = current_database()",
    )
    expect(rowCount).toBeGreaterThan(0)
    await client.end()
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, (_, n) => store.acceptEvent(`e${n}`, at(n))))
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StoreError)
    expect(await store.countTopics()).toEqual({ topics: 0, documents: 0 })
  })

  test('before the desk starts is told to whoever starts it', async () => {
    await link.cut()
    const error = await refusal(openPostgres({ url: link.url, tokenize: searchTokens }))
    expect(error).toBeInstanceOf(InputError)
    expect(String(error)).toContain('DATABASE_URL')
    await link.mend()
  })
})
