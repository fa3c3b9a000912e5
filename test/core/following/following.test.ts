import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { threadWording } from '../../../src/core/conversation/thread-wording.ts'
import { GoneError } from '../../../src/core/errors.ts'
import type { Follow } from '../../../src/core/following/follow.ts'
import { type Pace, paceOf } from '../../../src/core/following/pace.ts'
import { searchTokens } from '../../../src/core/language/search-tokens.ts'
import type { OrderedDigest, StandingOrders, Writer } from '../../../src/core/ports.ts'
import { createRunningDesk, type RunningDesk } from '../../../src/core/running-desk.ts'
import type { Store } from '../../../src/core/store-ports.ts'
import { openSqlite } from '../../../src/store/sqlite.ts'
import { createExtractiveWriter } from '../../../src/writers/extractive/writer.ts'
import { createKeptLog } from '../../fakes/kept-log.ts'
import { createMemorySource, type MemorySource } from '../../fakes/memory-source.ts'
import { createScriptedPlatform, type ScriptedPlatform } from '../../fakes/scripted-platform.ts'

const MARCH = [
  'Belarus supports a permanent seat for India, Foreign Minister Sergei Aleinik said in New Delhi on 14 March 2024.',
  'India was the first country to ratify the memorandum on the accession of Belarus to the organisation.',
  'Belarus has been an observer there and hopes to become a full member.',
  'Trade between the two countries came to 600 million dollars in the year before.',
].join(' ')
const JULY = [
  'Belarus became the tenth member of the organisation on 4 July 2024, at the summit in Astana.',
  'The chairmanship went from Kazakhstan to China at the end of the meeting.',
].join(' ')
const AUGUST =
  'A factory for tractors from Minsk will be opened near Pune in August, the ministry of industry announced.'

const CHANNEL = { platform: 'slack', channel: 'C1' }
const MARCH_FILE = 'india-belarus/march.md'
const digest: OrderedDigest = {
  id: 'd1',
  target: CHANNEL,
  topics: ['india-belarus'],
  cron: '0 8 * * *',
  zone: 'UTC',
  limit: 8,
  whenEmpty: 'quiet',
  author: 'desk.yaml',
  origin: 'code',
}

let now: Date
let store: Store
let source: MemorySource
let platform: ScriptedPlatform
let writer: Writer
let orders: { digests: OrderedDigest[]; topics: StandingOrders['topics']; pace?: Pace; changed: boolean }
let app: RunningDesk

beforeEach(async () => {
  store = await openSqlite({ file: ':memory:', role: 'owner', tokenize: searchTokens })
  await store.migrate()
  source = createMemorySource()
  platform = createScriptedPlatform()
  writer = createExtractiveWriter()
  orders = { digests: [digest], topics: [], changed: true }
  app = openDesk()
})

afterEach(() => store.close())

function openDesk(): RunningDesk {
  return createRunningDesk({
    store,
    sources: [source],
    orders: {
      async read() {
        const read = { ...orders, held: new Set<string>(), matches: new Map(), problems: [] }
        orders.changed = false
        return read
      },
    },
    writer: {
      brief: (...given) => writer.brief(...given),
      update: (...given) => writer.update(...given),
      answer: (...given) => writer.answer(...given),
      more: (...given) => writer.more(...given),
    },
    platforms: [platform],
    keepers: [],
    now: () => now,
    random: () => 0.5,
    log: createKeptLog(),
    observe() {},
  })
}

/** A beat at that time of 24 November; another day where one is given. */
async function tickAt(time: string, day = '2026-11-24'): Promise<void> {
  now = new Date(`${day}T${time}Z`)
  await app.tick()
  await app.settled()
}

/** The March document, and at 08:00 the edition with its brief: what the channel has been told. */
async function tellOfMarch(): Promise<void> {
  source.put(MARCH_FILE, MARCH, { date: '2024-03-14' })
  await tickAt('07:30:00')
  await tickAt('08:00:00')
  expect(kinds()).toEqual(['edition', 'brief'])
}

const kinds = () => platform.taken.map(({ reply }) => reply.kind)
/** What was posted after the edition. */
const later = () => platform.taken.slice(2)
const follows = async () => (await store.followsIn(CHANNEL)).map(({ topic, target }) => [topic, target.thread])

describe('an update', () => {
  test('comes ten minutes after the document, in the thread of the edition, with what is new and what it changes', async () => {
    await tellOfMarch()
    source.put('india-belarus/july.md', JULY, { date: '2024-07-04' })
    await tickAt('09:00:00')
    await tickAt('09:09:59')
    expect(later()).toEqual([])
    await tickAt('09:10:00')
    const [update, ...others] = later()
    expect(others).toEqual([])
    expect(update?.target).toEqual({ ...CHANNEL, thread: 'm1' })
    const reply = update?.reply
    if (reply?.kind !== 'update') throw new Error('no update')
    expect(reply.news.map(({ text }) => text)).toEqual(JULY.split(/(?<=\.) /u))
    expect(reply.changes.map(({ before, now }) => [before?.text, now?.text])).toEqual([
      ['Belarus has been an observer there and hopes to become a full member.', JULY.split(/(?<=\.) /u)[0]],
    ])
    expect(reply.brief.sources.map(({ location }) => location)).toEqual(['india-belarus/july.md'])
    expect(await store.briefById(reply.brief.id)).toEqual(reply.brief)
    // It is told: neither the next beats nor the next digest say it again.
    await tickAt('10:30:00')
    await tickAt('08:00:00', '2026-11-25')
    expect(later()).toHaveLength(1)
  })

  test('is one for documents that come within an hour, and waits no longer than that', async () => {
    await tellOfMarch()
    source.put('india-belarus/july.md', JULY)
    await tickAt('09:00:00')
    for (let minute = 8; minute < 60; minute += 8) {
      const text = `Talks number ${minute} on visas for students were held at ${minute} minutes past nine by both ministries.`
      source.put(`india-belarus/${minute}.md`, text)
      await tickAt(`09:${String(minute).padStart(2, '0')}:00`)
      expect(later()).toEqual([])
    }
    // A restart forgets nothing of the waiting.
    app = openDesk()
    await tickAt('09:59:59')
    expect(later()).toEqual([])
    await tickAt('10:00:00')
    expect(later()).toHaveLength(1)
    const [update] = later()
    const reply = update?.reply
    expect(reply?.kind === 'update' && reply.brief.sources).toHaveLength(8)
    expect(reply?.kind === 'update' && reply.news).toHaveLength(3)
    await tickAt('12:00:00')
    expect(later()).toHaveLength(1)
  })

  test('does not come for what says nothing new, nor is it in the next digest; why says so', async () => {
    await tellOfMarch()
    source.put(
      'india-belarus/wire.md',
      `From our correspondent.\n\n${MARCH.replace('said in New Delhi', 'told reporters in New Delhi')}`,
    )
    source.put('india-belarus/copy.md', MARCH)
    await tickAt('09:00:00')
    await tickAt('09:10:00')
    await tickAt('08:00:00', '2026-11-25')
    expect(later()).toEqual([])
    expect((await store.followsIn(CHANNEL))[0]?.note).toEqual({
      at: '2026-11-24T09:10:00.000Z',
      changed: 1,
      withdrawn: 0,
      posted: false,
    })
    const why = async () => {
      const asker = { user: 'U1', manages: true }
      const place = { ...CHANNEL, workspace: 'T1' }
      const event = `why-${now.toISOString()}`
      const command = { name: 'digest', deed: { kind: 'why', digest: '' }, asker, place, event } as const
      const reply = await platform.desk().command(command)
      return reply?.kind === 'list' ? reply.entries[0] : undefined
    }
    expect(await why()).toEqual([
      threadWording.inThreads,
      'India belarus: 1 new or changed document says nothing materially new, so nothing was posted (Tuesday, 24 November 2026 at 09:10).',
    ])
    source.put('india-belarus/july.md', JULY)
    await tickAt('09:00:00', '2026-11-25')
    expect((await why())?.[1]).toContain('waits for more of them until Wednesday, 25 November 2026 at 09:10')
    await tickAt('09:10:00', '2026-11-25')
    await tickAt('09:10:01', '2026-11-25')
    expect((await why())?.[1]).toBe('India belarus: posted on Wednesday, 25 November 2026 at 09:10.')
  })

  test('does not come where the digest was first', async () => {
    await tellOfMarch()
    source.put('india-belarus/july.md', JULY)
    await tickAt('07:55:00', '2026-11-25')
    await tickAt('08:00:00', '2026-11-25')
    await tickAt('08:10:00', '2026-11-25')
    expect(kinds()).toEqual(['edition', 'brief', 'edition', 'brief'])
    const reply = platform.taken[2]?.reply
    expect(reply?.kind === 'edition' && reply.items[0]?.update).toBe(true)
    expect(await follows()).toEqual([['india-belarus', 'm3']])
  })

  test('goes where a topic was followed last, and nowhere for a brief that was only looked up', async () => {
    await tellOfMarch()
    const follow: Follow = { target: { ...CHANNEL, thread: 'm9' }, topic: 'india-belarus' }
    await store.follow(follow, '2026-11-24T08:30:00.000Z')
    source.put('india-belarus/july.md', JULY)
    await tickAt('09:00:00')
    await tickAt('09:10:00')
    expect(later().map(({ target }) => target.thread)).toEqual(['m9'])
    await store.unfollow(CHANNEL, 'india-belarus')
    source.put('india-belarus/august.md', AUGUST)
    await tickAt('09:30:00')
    await tickAt('10:30:00')
    expect(later()).toHaveLength(1)
  })

  test('does not come after fourteen quiet days; the next digest has it', async () => {
    await tellOfMarch()
    await tickAt('08:00:30', '2026-12-08')
    source.put('india-belarus/july.md', JULY)
    await tickAt('09:00:00', '2026-12-08')
    await tickAt('09:10:00', '2026-12-08')
    expect(later()).toEqual([])
    expect(await follows()).toEqual([])
    await tickAt('08:00:00', '2026-12-09')
    expect(kinds()).toEqual(['edition', 'brief', 'edition', 'brief'])
  })

  test('does not come where the digest is gone or paused, nor where the topic may not be seen any more', async () => {
    await tellOfMarch()
    source.put('india-belarus/july.md', JULY)
    await tickAt('09:00:00')
    await store.pauseDigest('d1', 'for the holidays', now.toISOString())
    await tickAt('09:10:00')
    orders = {
      ...orders,
      topics: [{ slug: 'india-belarus', title: 'x', aliases: [], visibleTo: [{ platform: 'discord' }] }],
      changed: true,
    }
    source.put('india-belarus/august.md', AUGUST)
    await tickAt('10:00:00')
    await tickAt('10:10:00')
    orders = { digests: [], topics: [], changed: true }
    source.put('india-belarus/september.md', AUGUST.replace('August', 'September'))
    await tickAt('11:00:00')
    await tickAt('11:10:00')
    expect(later()).toEqual([])
    expect(await follows()).toEqual([])
  })

  test('is tried again when the writer fails, and is no update where the thread is gone', async () => {
    await tellOfMarch()
    source.put('india-belarus/july.md', JULY)
    await tickAt('09:00:00')
    const good = writer
    writer = { ...good, update: () => Promise.reject(new Error('the model is down')) }
    await tickAt('09:10:00')
    writer = good
    await tickAt('09:15:00')
    expect(later()).toEqual([])
    platform.faults.push({ error: new GoneError('the thread was deleted') })
    await tickAt('09:20:00')
    expect(later()).toEqual([])
    expect(await follows()).toEqual([])
    await tickAt('08:00:00', '2026-11-25')
    expect(kinds()).toEqual(['edition', 'brief', 'edition', 'brief'])
  })

  test('is written once for all channels that know the same', async () => {
    const other = { platform: 'slack', channel: 'C2' }
    orders = { ...orders, digests: [digest, { ...digest, id: 'd2', target: other }], changed: true }
    source.put(MARCH_FILE, MARCH)
    await tickAt('07:30:00')
    await tickAt('08:00:00')
    source.put('india-belarus/july.md', JULY)
    await tickAt('09:00:00')
    const good = writer
    let written = 0
    writer = {
      ...good,
      update(...given) {
        written += 1
        return good.update(...given)
      },
    }
    await tickAt('09:10:00')
    const updates = platform.taken.filter(({ reply }) => reply.kind === 'update')
    expect(updates.map(({ target }) => target.channel).toSorted()).toEqual(['C1', 'C2'])
    expect(written).toBe(1)
  })

  test('is written with what the channel knows that comes nearest to it, and without what it knows besides', async () => {
    await tellOfMarch()
    source.put('india-belarus/july.md', JULY)
    await tickAt('09:00:00')
    const good = writer
    const given: string[][] = []
    writer = {
      ...good,
      update(topic, documents, known) {
        given.push(known.map(({ text }) => text))
        return good.update(topic, documents, known)
      },
    }
    await tickAt('09:10:00')
    expect(given).toHaveLength(1)
    expect(given[0]).toContain('Belarus has been an observer there and hopes to become a full member.')
    expect(given[0]?.length).toBeLessThanOrEqual(20)
    for (const text of given[0] ?? []) expect(MARCH).toContain(text)
  })

  test('waits for the next beat where those before it took a slow writer long', async () => {
    const topics = ['minsk', 'pune', 'astana', 'varna']
    orders = { ...orders, digests: [{ ...digest, topics }], changed: true }
    for (const topic of topics) source.put(`${topic}/march.md`, `${topic}: ${MARCH}`)
    await tickAt('07:30:00')
    await tickAt('08:00:00')
    platform.taken.length = 0
    for (const topic of topics) source.put(`${topic}/july.md`, `${JULY} The hosts of ${topic} thanked all delegations.`)
    await tickAt('09:00:00')
    const good = writer
    writer = {
      ...good,
      async update(...given) {
        now = new Date(now.getTime() + 6_000)
        return await good.update(...given)
      },
    }
    await tickAt('09:10:00')
    expect(platform.taken).toHaveLength(2)
    await tickAt('09:10:13')
    const updated = platform.taken.flatMap(({ reply }) => (reply.kind === 'update' ? [reply.topic] : []))
    expect(updated.toSorted()).toEqual(topics.toSorted())
  })

  test('comes at the next beat where no documents are waited for', async () => {
    orders = { ...orders, pace: paceOf(0), changed: true }
    await tellOfMarch()
    source.put('india-belarus/july.md', JULY)
    await tickAt('09:00:00')
    expect(later()).toEqual([])
    await tickAt('09:00:01')
    expect(later()).toHaveLength(1)
  })

  test('is posted once by two processes on one store', async () => {
    await tellOfMarch()
    source.put('india-belarus/july.md', JULY)
    await tickAt('09:00:00')
    const other = openDesk()
    now = new Date('2026-11-24T09:10:00Z')
    await Promise.all([app.tick(), other.tick()])
    await Promise.all([app.settled(), other.settled()])
    expect(later()).toHaveLength(1)
  })
})

describe('a correction', () => {
  const correction = () => {
    const reply = later()[0]?.reply
    if (later().length !== 1 || reply?.kind !== 'correction') throw new Error(`no correction, but ${kinds()}`)
    return reply
  }

  test('says what a revised document changed, where the channel was told of it', async () => {
    await tellOfMarch()
    source.put(MARCH_FILE, MARCH.replace('600 million', '500 million'))
    await tickAt('09:00:00')
    await tickAt('09:10:00')
    const { changes, withdrawn, sources } = correction()
    const sentence = MARCH.split(/(?<=\.) /u)[3] ?? ''
    expect(changes.map(({ before, now }) => [before?.text, now?.text])).toEqual([
      [sentence, sentence.replace('600', '500')],
    ])
    expect(changes[0]?.before?.evidence[0]?.revision).toBe(1)
    expect(withdrawn).toEqual([])
    expect(sources.map(({ location, revision }) => [location, revision])).toEqual([[MARCH_FILE, 2]])
    await tickAt('08:00:00', '2026-11-25')
    expect(later()).toHaveLength(1)
  })

  test('is none for a slip of the pen, nor for a file that is renamed', async () => {
    await tellOfMarch()
    source.put(MARCH_FILE, MARCH.replace('accession', 'acession'))
    await tickAt('09:00:00')
    await tickAt('09:10:00')
    source.put('india-belarus/renamed.md', MARCH.replace('accession', 'acession'))
    source.withdraw(MARCH_FILE)
    await tickAt('10:00:00')
    await tickAt('10:10:00')
    await tickAt('08:00:00', '2026-11-25')
    expect(later()).toEqual([])
  })

  test('tells a file that is renamed and edited from one that is withdrawn and another that came', async () => {
    await tellOfMarch()
    source.put('india-belarus/renamed.md', MARCH.replace('600 million', '500 million'))
    source.withdraw(MARCH_FILE)
    await tickAt('09:00:00')
    await tickAt('09:10:00')
    expect(correction().changes).toHaveLength(1)
    expect(correction().withdrawn).toEqual([])
  })

  test('is none for a document that had said nothing new', async () => {
    await tellOfMarch()
    source.put('india-belarus/wire.md', `${MARCH.replace('said in New Delhi', 'told reporters in New Delhi')}`)
    await tickAt('09:00:00')
    await tickAt('09:10:00')
    source.withdraw('india-belarus/wire.md')
    await tickAt('10:00:00')
    await tickAt('10:10:00')
    expect(later()).toEqual([])
  })

  test('says once that a document was withdrawn', async () => {
    await tellOfMarch()
    source.withdraw(MARCH_FILE)
    await tickAt('09:00:00')
    await tickAt('09:10:00')
    expect(correction().withdrawn.map(({ location }) => location)).toEqual([MARCH_FILE])
    expect(correction().changes).toEqual([])
    source.put(MARCH_FILE, MARCH)
    await tickAt('10:00:00')
    await tickAt('10:10:00')
    source.withdraw(MARCH_FILE)
    await tickAt('11:00:00')
    await tickAt('11:10:00')
    expect(later()).toHaveLength(1)
  })

  test('is an update where a text only grew', async () => {
    await tellOfMarch()
    source.put(MARCH_FILE, `${MARCH} ${AUGUST}`)
    await tickAt('09:00:00')
    await tickAt('09:10:00')
    const [update, ...others] = later()
    expect(others).toEqual([])
    expect(update?.reply.kind === 'update' && update.reply.news.map(({ text }) => text)).toEqual([AUGUST])
  })
})
