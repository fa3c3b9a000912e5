import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { createBackfill, IMPORT, type OldDocument } from '../../src/core/backfill.ts'
import type { FoundDocument } from '../../src/core/document.ts'
import type { OrderedDigest } from '../../src/core/ports.ts'
import { createRunningDesk, type RunningDesk } from '../../src/core/running-desk.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { OPERATOR } from '../../src/core/topic.ts'
import { deskParts } from '../fakes/desk-parts.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { createMemorySource, type MemorySource } from '../fakes/memory-source.ts'
import { sampleOrder } from '../fakes/sample-order.ts'
import { createScriptedPlatform, type ScriptedPlatform } from '../fakes/scripted-platform.ts'
import { createOrderBook } from '../fakes/standing-orders.ts'
import { postgresDatabase, sqliteDatabase, type TestDatabase } from '../store/databases.ts'

const MARCH = [
  'Belarus supports a permanent seat for India, Foreign Minister Sergei Aleinik said in New Delhi on 14 March 2024.',
  'India was the first country to ratify the memorandum on the accession of Belarus to the organisation.',
  'Belarus has been an observer there and hopes to become a full member.',
  'Trade between the two countries came to 600 million dollars in the year before.',
].join(' ')
/** What would be a correction if it were news: other figures in the sentences of March. */
const OTHER_MARCH = MARCH.replace('600 million', '900 million').replace('14 March', '15 March')
const JULY = [
  'Belarus became the tenth member of the organisation on 4 July 2024, at the summit in Astana.',
  'The chairmanship went from Kazakhstan to China at the end of the meeting.',
].join(' ')
const AUGUST =
  'A factory for tractors from Minsk will be opened near Pune in August, the ministry of industry announced.'
const HARBOUR = [
  'The harbour of Varna was closed on 3 May 2024 because a freighter ran aground in the channel.',
  'Pilots freed the ship after nine hours, and the port authority said that nobody was hurt.',
].join(' ')
const FERRY = [
  'A new ferry between Varna and Odesa started on 9 May 2026 with room for two hundred lorries.',
  'The operator plans three crossings a week and expects to employ eighty people in both ports.',
].join(' ')

const CHANNEL = { platform: 'slack', channel: 'C1' }
const OTHER = { platform: 'slack', channel: 'C2' }
const digest = sampleOrder()
/** It has been told of nothing when the import runs. */
const hourly: OrderedDigest = { ...digest, id: 'd2', target: OTHER, topics: ['varna', 'kandy'], cron: '0 * * * *' }

describe.each([
  ['SQLite', sqliteDatabase],
  ['PostgreSQL', () => postgresDatabase(inject('postgres'))],
] as const)(
  'old documents in a desk with digests and followed threads, on %s',
  (_name, fresh: () => Promise<TestDatabase>) => {
    let now: Date
    let database: TestDatabase
    let store: Store
    /** As the command line has it, beside the desk. */
    let guest: Store
    let source: MemorySource
    let platform: ScriptedPlatform
    let app: RunningDesk

    beforeEach(async () => {
      database = await fresh()
      store = await database.open()
      await store.migrate()
      guest = await database.open()
      source = createMemorySource()
      platform = createScriptedPlatform()
      app = createRunningDesk(
        deskParts({
          store,
          sources: [source],
          orders: createOrderBook({ digests: [digest, hourly] }),
          platforms: [platform],
          now: () => now,
        }),
      )
    })
    afterEach(async () => {
      await guest.close()
      await store.close()
      await database.drop()
    })

    async function beat(at: string): Promise<void> {
      now = new Date(at)
      await app.tick()
      await app.settled()
    }

    /** Beats every twenty minutes. */
    async function live(from: string, to: string): Promise<void> {
      for (let at = Date.parse(from); at <= Date.parse(to); at += 20 * 60_000) await beat(new Date(at).toISOString())
    }

    async function importOld(...documents: readonly OldDocument[]) {
      const orders = { held: new Set<string>(), matches: new Map() }
      const log = createKeptLog()
      return await createBackfill({ store: guest, orders, now: () => now, log, onCut() {}, recalls: false }).take(
        documents,
      )
    }

    const old = (location: string, text: string, about: Partial<FoundDocument> = {}): OldDocument => {
      const blocks = [{ kind: 'prose' as const, text }]
      return { source: IMPORT, step: `file ${location}`, found: { location, language: 'en', blocks, ...about } }
    }
    const kinds = () => platform.taken.map(({ reply }) => reply.kind)
    const command = async (
      words: { name: 'brief'; topic: string } | { name: 'ask'; question: string },
      event: string,
    ) => JSON.stringify(await app.desk.command({ ...words, place: OPERATOR, event }))

    test('are found and briefed, and nothing is posted for a day; what comes then is', async () => {
      source.put('india-belarus/march.md', MARCH, { date: '2024-03-14' })
      await live('2026-11-24T07:40:00Z', '2026-11-24T08:40:00Z')
      expect(kinds()).toEqual(['edition', 'brief'])
      expect(await store.followsIn(CHANNEL)).toHaveLength(1)

      const outcomes = await importOld(
        old('/old/march.md', MARCH, { topic: 'india-belarus' }),
        old('/old/other.md', OTHER_MARCH, { topic: 'india-belarus' }),
        old('/old/july.md', JULY, { topic: 'india-belarus', date: '2024-07-04' }),
        old('/old/undated.md', 'Tea from Assam was sold in Minsk for the first time in 1994.', {
          topic: 'india-belarus',
        }),
        old('/old/harbour.md', HARBOUR, { topic: 'varna', date: '2024-05-03' }),
        old('/old/loose.md', 'The town council of Kandy bought twelve electric buses for its night lines.'),
        old('/old/blank.md', ' '),
      )
      expect(outcomes).toEqual([
        'same',
        'new',
        'new',
        'new',
        'new',
        'new',
        { where: '/old/blank.md', what: 'it holds no text' },
      ])
      await live('2026-11-24T09:00:00Z', '2026-11-24T16:00:00Z')
      expect(
        await importOld(old('/old/july.md', `${JULY} China hosts the next one.`, { topic: 'india-belarus' })),
      ).toEqual(['revised'])
      await live('2026-11-24T16:20:00Z', '2026-11-25T08:40:00Z')
      expect(kinds()).toEqual(['edition', 'brief'])

      const brief = (await store.briefOf('india-belarus'))?.sources.map(({ location }) => location)
      expect(brief).toEqual(expect.arrayContaining(['/old/july.md', 'india-belarus/march.md']))
      expect(await command({ name: 'brief', topic: 'varna' }, 'e1')).toContain('freighter')
      expect(await command({ name: 'ask', question: 'How many electric buses did Kandy buy?' }, 'e2')).toContain(
        'twelve',
      )

      source.put('india-belarus/august.md', AUGUST, { date: '2026-11-25' })
      await live('2026-11-25T09:00:00Z', '2026-11-25T10:00:00Z')
      expect(kinds()).toEqual(['edition', 'brief', 'update'])
      expect(JSON.stringify(platform.taken.at(-1)?.reply)).toContain('tractors')
      expect(JSON.stringify(platform.taken.at(-1)?.reply)).not.toMatch(/Assam|tenth member|900 million/u)
    })

    test('are part of the first brief that a channel gets once something new comes', async () => {
      now = new Date('2026-11-24T09:10:00Z')
      await importOld(old('/old/harbour.md', HARBOUR, { topic: 'varna', date: '2024-05-03' }))
      await live('2026-11-24T09:20:00Z', '2026-11-24T12:20:00Z')
      expect(kinds()).toEqual([])
      source.put('varna/ferry.md', FERRY, { date: '2026-11-24' })
      await live('2026-11-24T12:40:00Z', '2026-11-24T13:00:00Z')
      expect(platform.taken.map(({ reply, target }) => [reply.kind, target.channel])).toEqual([
        ['edition', 'C2'],
        ['brief', 'C2'],
      ])
      const reply = platform.taken[1]?.reply
      expect(reply?.kind === 'brief' && reply.brief.sources.map(({ location }) => location).sort()).toEqual([
        '/old/harbour.md',
        'varna/ferry.md',
      ])
      await importOld(
        old('/old/more.md', 'The lighthouse of Varna was built in 1863 by a French firm.', { topic: 'varna' }),
      )
      await live('2026-11-24T13:20:00Z', '2026-11-25T07:40:00Z')
      expect(platform.taken).toHaveLength(2)
    })

    test('that a source finds changed are told of', async () => {
      source.put('india-belarus/march.md', MARCH, { date: '2024-03-14' })
      await live('2026-11-24T07:40:00Z', '2026-11-24T08:40:00Z')
      await importOld(old('/old/july.md', JULY, { topic: 'india-belarus', date: '2024-07-04' }))
      // The same file is put into the desk's own folder, and changed there a day later.
      source.put('india-belarus/july.md', JULY, { date: '2024-07-04' })
      await live('2026-11-24T09:00:00Z', '2026-11-25T08:00:00Z')
      expect(kinds()).toEqual(['edition', 'brief'])
      source.put('india-belarus/july.md', `${JULY} Pakistan hosts the meeting of 2027 in Islamabad.`, {
        date: '2024-07-04',
      })
      await live('2026-11-25T09:00:00Z', '2026-11-25T10:00:00Z')
      expect(kinds()).toEqual(['edition', 'brief', 'update'])
      expect(JSON.stringify(platform.taken.at(-1)?.reply)).toContain('Islamabad')
    })
  },
)
