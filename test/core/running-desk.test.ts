import { beforeEach, describe, expect, test } from 'vitest'
import { AmbiguousError, ClosedError, GoneError, LaterError, RefusedError } from '../../src/core/errors.ts'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import type { OrderedDigest, Problem, StandingOrders, Writer } from '../../src/core/ports.ts'
import { createRunningDesk, type RunningDesk } from '../../src/core/running-desk.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { OPERATOR } from '../../src/core/topic.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { sampleOwed } from '../contracts/store-samples.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { createMemorySource, type MemorySource } from '../fakes/memory-source.ts'
import { createScriptedPlatform, type ScriptedPlatform, type TakenMessage } from '../fakes/scripted-platform.ts'

const HARBOUR = [
  'The harbour of Varna was closed on 3 May 2024 because a freighter ran aground in the channel.',
  'Pilots freed the ship after nine hours, and the port authority said that nobody was hurt.',
  'Traffic will return to normal within two days, the harbour master Elena Petrova told reporters.',
].join(' ')
const FERRY = [
  'A new ferry between Varna and Odesa started on 9 May 2024 with room for two hundred lorries.',
  'The operator plans three crossings a week and expects to employ eighty people in both ports.',
].join(' ')

const digest: OrderedDigest = {
  id: 'd1',
  target: { platform: 'slack', channel: 'C1' },
  topics: [],
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
let orders: {
  topics: StandingOrders['topics']
  digests: OrderedDigest[]
  namedTopics?: Map<string, string>
  held: Set<string>
  matches: StandingOrders['matches']
  changed: boolean
}
let problems: Problem[]
let app: RunningDesk
let writer: Writer
let kept: string[]
let keeping: Error | undefined

beforeEach(async () => {
  now = new Date('2026-11-24T07:58:00Z')
  store = await openSqlite({ file: ':memory:', role: 'owner', tokenize: searchTokens })
  await store.migrate()
  source = createMemorySource()
  platform = createScriptedPlatform()
  orders = { topics: [], digests: [digest], held: new Set(), matches: new Map(), changed: true }
  problems = []
  writer = createExtractiveWriter()
  kept = []
  keeping = undefined
  app = openDesk()
})

function openDesk(platforms = [platform]): RunningDesk {
  return createRunningDesk({
    store,
    sources: [source],
    orders: {
      async read() {
        const read = { ...orders, problems: [] }
        orders.changed = false
        return read
      },
    },
    writer,
    platforms,
    keepers: [
      {
        async keepBrief({ topic }) {
          if (keeping !== undefined) throw keeping
          kept.push(`keep ${topic}`)
        },
        async dropBrief(topic) {
          kept.push(`drop ${topic}`)
        },
      },
    ],
    now: () => now,
    random: () => 0.5,
    log: createKeptLog(),
    observe(happening) {
      if (happening.kind === 'problems') problems.push(...happening.problems)
    },
  })
}

async function tickAt(time: string): Promise<void> {
  now = new Date(time)
  await app.tick()
  await app.settled()
}

const kinds = () => platform.taken.map(({ reply }) => reply.kind)

describe('editions', () => {
  test('one message to the channel at the slot, the brief in its thread, then quiet until there is news', async () => {
    source.put('varna/harbour.md', HARBOUR)
    await tickAt('2026-11-24T07:58:00Z')
    expect(platform.taken).toEqual([])
    await tickAt('2026-11-24T08:00:00Z')
    expect(kinds()).toEqual(['edition', 'brief'])
    expect(platform.taken[1]?.target).toEqual({ platform: 'slack', channel: 'C1', thread: 'm1' })

    await tickAt('2026-11-25T08:00:00Z')
    expect(platform.taken).toHaveLength(2)

    source.put('varna/ferry.md', FERRY)
    await tickAt('2026-11-26T08:00:00Z')
    expect(kinds()).toEqual(['edition', 'brief', 'edition', 'brief'])
    const third = platform.taken[2]?.reply
    expect(third?.kind === 'edition' && third.items.map(({ update, sources }) => ({ update, sources }))).toEqual([
      { update: true, sources: 1 },
    ])
    const fourth = platform.taken[3]?.reply
    expect(fourth?.kind === 'brief' && fourth.brief.bottomLine.text).toContain('ferry')
  })

  const lateness = (message: TakenMessage | undefined) => {
    if (message?.reply.kind !== 'edition') return undefined
    const { slot, late, missed, skipped } = message.reply
    return { slot, late, missed, skipped }
  }

  test('slots missed while the desk was down become one late edition; those of days ago are left out', async () => {
    orders.digests = [{ ...digest, cron: '0 8,20 * * *' }]
    source.put('varna/harbour.md', HARBOUR)
    await tickAt('2026-11-24T07:58:00Z')
    await tickAt('2026-11-27T10:00:00Z')
    expect(kinds()).toEqual(['edition', 'brief'])
    expect(lateness(platform.taken[0])).toEqual({ slot: '2026-11-27T08:00:00.000Z', late: true, missed: 1, skipped: 5 })
  })

  test('an edition is late after ten minutes, and says so', async () => {
    orders.digests = [{ ...digest, whenEmpty: 'note' }]
    await tickAt('2026-11-24T07:58:00Z')
    await tickAt('2026-11-24T08:09:59Z')
    await tickAt('2026-11-25T08:10:00Z')
    expect(platform.taken.map(lateness)).toEqual([
      { slot: '2026-11-24T08:00:00.000Z', late: false, missed: 0, skipped: 0 },
      { slot: '2026-11-25T08:00:00.000Z', late: true, missed: 0, skipped: 0 },
    ])
  })

  test('a slot of more than a day ago is not posted, and its news comes at the next', async () => {
    orders.digests = [{ ...digest, cron: '0 8 * * TUE' }]
    await tickAt('2026-11-24T07:58:00Z')
    source.put('varna/harbour.md', HARBOUR)
    await tickAt('2026-11-25T08:00:01Z')
    expect(platform.taken).toEqual([])
    expect((await store.digests())[0]?.nextRunAt).toBe('2026-12-01T08:00:00.000Z')
    await tickAt('2026-12-01T08:00:00Z')
    expect(kinds()).toEqual(['edition', 'brief'])
    expect(lateness(platform.taken[0])).toEqual({
      slot: '2026-12-01T08:00:00.000Z',
      late: false,
      missed: 0,
      skipped: 0,
    })
  })

  test('a clock that is put back repeats nothing and owes nothing until the next slot', async () => {
    orders.digests = [{ ...digest, whenEmpty: 'note' }]
    await tickAt('2026-11-24T07:58:00Z')
    await tickAt('2026-11-24T08:00:00Z')
    for (const time of [
      '2026-11-24T07:00:00Z',
      '2026-11-24T08:00:00Z',
      '2026-11-23T08:00:00Z',
      '2026-11-25T07:59:59Z',
    ]) {
      await tickAt(time)
    }
    expect(platform.taken).toHaveLength(1)
    await tickAt('2026-11-25T08:00:00Z')
    expect(platform.taken.map(lateness).map((each) => each?.slot)).toEqual([
      '2026-11-24T08:00:00.000Z',
      '2026-11-25T08:00:00.000Z',
    ])
  })

  test('with nothing new and a note wanted, the note says so', async () => {
    orders.digests = [{ ...digest, whenEmpty: 'note' }]
    await tickAt('2026-11-24T07:58:00Z')
    await tickAt('2026-11-24T08:00:00Z')
    const [note] = platform.taken
    expect(note?.reply.kind === 'edition' && note.reply.items).toEqual([])
  })

  test('more topics than the limit: the rest is counted and comes next time', async () => {
    orders.digests = [{ ...digest, limit: 1 }]
    source.put('varna/harbour.md', HARBOUR)
    source.put('odesa/ferry.md', FERRY)
    await tickAt('2026-11-24T07:58:00Z')
    await tickAt('2026-11-24T08:00:00Z')
    const [first] = platform.taken
    expect(first?.reply.kind === 'edition' && [first.reply.items.length, first.reply.more]).toEqual([1, 1])
    await tickAt('2026-11-25T08:00:00Z')
    const topics = platform.taken.flatMap(({ reply }) => (reply.kind === 'brief' ? [reply.brief.topic] : []))
    expect(topics.toSorted()).toEqual(['odesa', 'varna'])
  })

  test('a topic that the channel may not see is in no edition', async () => {
    orders.topics = [{ slug: 'varna', title: 'Varna', aliases: [], visibleTo: [{ platform: 'slack', channel: 'C2' }] }]
    source.put('varna/harbour.md', HARBOUR)
    await tickAt('2026-11-24T07:58:00Z')
    await tickAt('2026-11-24T08:00:00Z')
    expect(platform.taken).toEqual([])
  })

  test('a digest of a topic that nobody has heard of is told of once, and runs when the topic appears', async () => {
    orders.digests = [{ ...digest, topics: ['varna'] }]
    orders.namedTopics = new Map([['varna', 'desk.yaml:3']])
    source.put('odesa/ferry.md', FERRY)
    await tickAt('2026-11-24T07:58:00Z')
    expect(problems).toEqual([])
    await tickAt('2026-11-24T07:58:01Z')
    await tickAt('2026-11-24T07:58:02Z')
    expect(problems.map(({ where, what }) => [where, what.split(';')[0]])).toEqual([
      ['desk.yaml:3', 'no topic is called “varna” yet'],
    ])
    source.put('varna/harbour.md', HARBOUR)
    await tickAt('2026-11-24T08:00:00Z')
    expect(kinds()).toEqual(['edition', 'brief'])
    expect(problems).toHaveLength(1)
  })

  test('two desks over one store write one edition', async () => {
    source.put('varna/harbour.md', HARBOUR)
    await tickAt('2026-11-24T07:58:00Z')
    now = new Date('2026-11-24T08:00:00Z')
    const other = openDesk()
    await Promise.all([app.tick(), other.tick()])
    await Promise.all([app.settled(), other.settled()])
    expect(kinds()).toEqual(['edition', 'brief'])
  })
})

describe('delivery', () => {
  async function openWithFault(error: Error, stored = false): Promise<void> {
    source.put('varna/harbour.md', HARBOUR)
    await tickAt('2026-11-24T07:58:00Z')
    platform.faults.push({ error, stored })
    await tickAt('2026-11-24T08:00:00Z')
  }
  const states = async () =>
    (await store.deliveries({ limit: 10 })).map(({ reply, state }) => `${reply.kind} ${state}`).toSorted()

  test('told to wait, it waits that long and no longer; the thread waits with it', async () => {
    await openWithFault(new LaterError('slow down', 30_000))
    expect(platform.taken).toEqual([])
    await tickAt('2026-11-24T08:00:29Z')
    expect(platform.taken).toEqual([])
    await tickAt('2026-11-24T08:00:30Z')
    expect(kinds()).toEqual(['edition', 'brief'])
  })

  test('stored although the answer was lost: it is found, not posted again', async () => {
    await openWithFault(new AmbiguousError('timed out'), true)
    await tickAt('2026-11-24T08:00:09Z')
    expect(platform.calls.filter((call) => call.startsWith('find'))).toEqual([])
    await tickAt('2026-11-24T08:00:10Z')
    expect(kinds()).toEqual(['edition', 'brief'])
    expect(await states()).toEqual(['brief sent', 'edition sent'])
  })

  test('not stored and not found: it is posted', async () => {
    await openWithFault(new AmbiguousError('timed out'))
    await tickAt('2026-11-24T08:00:10Z')
    expect(kinds()).toEqual(['edition', 'brief'])
  })

  test('where it cannot be told, it is never posted again but marked unsure', async () => {
    platform.failFinds(new ClosedError('no access to the history'))
    await openWithFault(new AmbiguousError('timed out'))
    for (let hour = 9; hour < 24; hour++) await tickAt(`2026-11-24T${String(hour).padStart(2, '0')}:00:00Z`)
    expect(platform.taken).toEqual([])
    expect(await states()).toEqual(['brief failed', 'edition unsure'])
    expect(platform.calls.filter((call) => call.startsWith('post'))).toHaveLength(1)
  })

  test('through an outage of hours it is looked for until it is found', async () => {
    platform.failFinds(new AmbiguousError('timed out'))
    await openWithFault(new AmbiguousError('timed out'), true)
    for (let minute = 0; minute < 300; minute += 5)
      await tickAt(new Date(Date.parse('2026-11-24T08:01:00Z') + minute * 60_000).toISOString())
    platform.failFinds(undefined)
    for (let minute = 0; minute < 20; minute += 5)
      await tickAt(new Date(Date.parse('2026-11-24T13:01:00Z') + minute * 60_000).toISOString())
    expect(await states()).toEqual(['brief sent', 'edition sent'])
    expect(kinds()).toEqual(['edition', 'brief'])
  })

  test('however often it was put off, it is looked for again when the first look fails', async () => {
    await openWithFault(new LaterError('slow down'))
    for (let hour = 9; hour < 18; hour++) {
      platform.faults.push({ error: new LaterError('slow down') })
      await tickAt(`2026-11-24T${String(hour).padStart(2, '0')}:00:00Z`)
    }
    platform.faults.push({ error: new AmbiguousError('timed out'), stored: true })
    await tickAt('2026-11-24T18:00:00Z')
    platform.failFinds(new AmbiguousError('503'))
    await tickAt('2026-11-24T18:30:00Z')
    platform.failFinds(undefined)
    await tickAt('2026-11-24T18:31:00Z')
    expect(await states()).toEqual(['brief sent', 'edition sent'])
    expect(kinds()).toEqual(['edition', 'brief'])
  })

  test('a process that slept while it looked does not post: by then another may have', async () => {
    await openWithFault(new AmbiguousError('timed out'))
    const find = platform.find
    platform.find = async () => {
      now = new Date('2026-11-24T08:02:00Z')
      platform.find = find
      return undefined
    }
    await tickAt('2026-11-24T08:00:10Z')
    expect(platform.taken).toEqual([])
    await tickAt('2026-11-24T08:02:11Z')
    expect(kinds()).toEqual(['edition', 'brief'])
  })

  test('a channel that is gone stops its digest', async () => {
    await openWithFault(new GoneError('the channel is archived'))
    expect(await states()).toEqual(['brief failed', 'edition failed'])
    expect((await store.digests())[0]?.paused).toBe('the channel is archived')
  })

  test('what did not go out is news still: with the bot invited and the digest resumed, the next edition has it', async () => {
    await openWithFault(new GoneError('the bot is not in the channel'))
    orders.digests = [{ ...digest, limit: 7 }]
    orders.changed = true
    await tickAt('2026-11-24T09:00:00Z')
    await tickAt('2026-11-25T08:00:00Z')
    expect(kinds()).toEqual(['edition', 'brief'])
  })

  test('a topic that is limited after its brief was owed is not shown', async () => {
    await openWithFault(new LaterError('slow down', 60_000))
    orders.topics = [{ slug: 'varna', title: 'Varna', aliases: [], visibleTo: [{ platform: 'slack', channel: 'C2' }] }]
    orders.changed = true
    await tickAt('2026-11-24T08:01:00Z')
    expect(platform.taken).toEqual([])
    expect(await states()).toEqual(['brief failed', 'edition failed'])
    expect((await store.digests())[0]?.paused).toBeUndefined()
  })

  test('a platform that hangs holds up no other', async () => {
    const gate = Promise.withResolvers<void>()
    const slow = createScriptedPlatform('discord')
    const post = slow.post
    slow.post = async (...message) => {
      await gate.promise
      return await post(...message)
    }
    orders.digests = [digest, { ...digest, id: 'd2', target: { platform: 'discord', channel: 'D1' } }]
    app = openDesk([slow, platform])
    source.put('varna/harbour.md', HARBOUR)
    await tickAt('2026-11-24T07:58:00Z')
    now = new Date('2026-11-24T08:00:00Z')
    await app.tick()
    await expect.poll(kinds).toEqual(['edition', 'brief'])
    expect(slow.taken).toEqual([])
    gate.resolve()
    await app.settled()
    expect(slow.taken).toHaveLength(2)
  })

  test('to stop ends what is under way and begins nothing more: the rest waits for the next start', async () => {
    await tickAt('2026-11-24T07:58:00Z')
    const channels = Array.from({ length: 50 }, (_, number) => `C${number}`)
    const owed = channels.map((channel) => sampleOwed(channel, { target: { platform: 'slack', channel } }))
    await store.oweDeliveries(owed, now.toISOString())
    const post = platform.post
    const answers = Promise.withResolvers<void>()
    platform.post = async (...given) => {
      await answers.promise
      return await post(...given)
    }
    await app.tick()
    store.close = async () => {}
    const stopped = app.stop()
    answers.resolve()
    await stopped
    const states = Map.groupBy(await store.deliveries({ limit: 100 }), ({ state }) => state)
    expect([states.get('sent')?.length, states.get('pending')?.length, states.size]).toEqual([20, 30, 2])
  })

  test('a message that is refused is settled, and the digest goes on', async () => {
    await openWithFault(new RefusedError('too long'))
    expect((await store.digests())[0]?.paused).toBeUndefined()
    source.put('varna/ferry.md', FERRY)
    await tickAt('2026-11-25T08:00:00Z')
    expect(kinds()).toEqual(['edition', 'brief'])
  })
})

describe('intake', () => {
  test('a source that throws and a bad document stop nothing', async () => {
    source.breakWith(new Error('disk on fire'))
    await tickAt('2026-11-24T07:58:00Z')
    source.put('varna/empty.md', '  ')
    source.put('varna/harbour.md', HARBOUR)
    await tickAt('2026-11-24T07:58:01Z')
    expect(problems.map(({ where }) => where)).toEqual(['folder', 'varna/empty.md'])
    expect((await store.newestTopics(OPERATOR, 10)).map(({ slug }) => slug)).toEqual(['varna'])
  })

  test('documents of a held topic wait until it is held no more', async () => {
    orders.held.add('varna')
    source.put('varna/harbour.md', HARBOUR)
    await tickAt('2026-11-24T07:58:00Z')
    expect(await store.newestTopics(OPERATOR, 10)).toEqual([])
    orders.held.clear()
    await tickAt('2026-11-24T07:58:01Z')
    expect(await store.briefOf('varna')).toBeDefined()
  })

  test('a writer that fails on one topic stops neither the other topics nor the digests, and is tried again', async () => {
    const sound = writer
    const broken = new Set(['odesa'])
    writer = {
      ...sound,
      async brief(topic, documents) {
        if (broken.has(topic)) throw new TypeError('a bug')
        return await sound.brief(topic, documents)
      },
    }
    app = openDesk()
    source.put('odesa/ferry.md', FERRY)
    source.put('varna/harbour.md', HARBOUR)
    await tickAt('2026-11-24T07:58:00Z')
    await tickAt('2026-11-24T08:00:00Z')
    const briefed = () => platform.taken.flatMap(({ reply }) => (reply.kind === 'brief' ? [reply.brief.topic] : []))
    expect(briefed()).toEqual(['varna'])
    broken.clear()
    await tickAt('2026-11-25T08:00:00Z')
    expect(await store.briefOf('odesa')).toBeDefined()
    expect(briefed()).toEqual(['varna', 'odesa'])
  })

  test('a document that the store refuses is a problem, and the others go on', async () => {
    const save = store.saveDocument
    store.saveDocument = async (document) => {
      if (document.location === 'varna/odd.md') throw new Error('index row too long')
      return await save(document)
    }
    source.put('varna/odd.md', FERRY)
    source.put('varna/harbour.md', HARBOUR)
    await tickAt('2026-11-24T07:58:00Z')
    expect(problems.map(({ where }) => where)).toEqual(['varna/odd.md'])
    expect((await store.documentsOf('varna')).map(({ location }) => location)).toEqual(['varna/harbour.md'])
  })

  test('keepers hear of a brief that is gone, and of one that they failed to keep again', async () => {
    keeping = new Error('disk full')
    source.put('varna/harbour.md', HARBOUR)
    await tickAt('2026-11-24T07:58:00Z')
    expect(problems.map(({ what }) => what)).toEqual(['its brief could not be kept: disk full'])
    keeping = undefined
    await tickAt('2026-11-24T07:58:05Z')
    expect(kept).toEqual([])
    await tickAt('2026-11-24T07:58:10Z')
    expect(kept).toEqual(['keep varna'])
    source.withdraw('varna/harbour.md')
    await tickAt('2026-11-24T07:58:11Z')
    expect(kept).toEqual(['keep varna', 'drop varna'])
  })

  test('the last document withdrawn takes the brief with it', async () => {
    source.put('varna/harbour.md', HARBOUR)
    await tickAt('2026-11-24T07:58:00Z')
    source.withdraw('varna/harbour.md')
    await tickAt('2026-11-24T07:58:01Z')
    expect(await store.briefOf('varna')).toBeUndefined()
    expect(await store.newestTopics(OPERATOR, 10)).toEqual([])
  })
})

describe('conversation', () => {
  const place = { platform: 'slack', workspace: 'T1', channel: 'C1' }
  const question = { place, channel: 'C1', thread: 'm1', text: 'Who is the harbour master?', addressed: true }

  beforeEach(async () => {
    source.put('varna/harbour.md', HARBOUR)
    await tickAt('2026-11-24T07:58:00Z')
    await tickAt('2026-11-24T08:00:00Z')
  })

  test('a question in the edition’s thread is answered there, with evidence, once', async () => {
    await app.desk.hear({ ...question, event: 'slack:1', message: 'm9' })
    await app.desk.hear({ ...question, event: 'slack:1', message: 'm9' })
    await app.settled()
    const answers = platform.taken.filter(({ reply }) => reply.kind === 'answer')
    expect(answers.map(({ target }) => target.thread)).toEqual(['m1'])
    const reply = answers[0]?.reply
    expect(reply?.kind === 'answer' && reply.answer.claims[0]?.text).toContain('Elena Petrova')
  })

  test('talk between people is left alone', async () => {
    await app.desk.hear({
      ...question,
      event: 'slack:2',
      message: 'm9',
      text: 'thanks, let us meet at nine',
      addressed: false,
    })
    await app.desk.hear({
      ...question,
      event: 'slack:3',
      message: 'm9',
      text: 'who is the harbour master?',
      thread: 'other',
      addressed: false,
    })
    await app.settled()
    expect(kinds()).toEqual(['edition', 'brief'])
  })

  test('commands: a topic, the list, a repetition, an unknown name', async () => {
    const ask = async (topic: string, event: string) => await app.desk.command({ name: 'brief', topic, place, event })
    expect((await ask('varna', 'slack:4'))?.kind).toBe('brief')
    expect(await ask('varna', 'slack:4')).toBeUndefined()
    const list = await ask('', 'slack:5')
    expect(list?.kind === 'topics' && list.topics.map(({ slug }) => slug)).toEqual(['varna'])
    const unknown = await ask('fisheries', 'slack:6')
    expect(unknown?.kind === 'topics' && unknown.intro).toContain('fisheries')
    const mentioned = await ask('Petrova', 'slack:7')
    expect(mentioned?.kind === 'brief' && mentioned.brief.topic).toBe('varna')
  })

  test('a topic whose turn to be briefed has not come yet is briefed when somebody asks', async () => {
    await store.dropBrief('varna', await store.documentsOf('varna'))
    const reply = await app.desk.command({ name: 'brief', topic: 'varna', place, event: 'slack:12' })
    expect(reply?.kind).toBe('brief')
  })

  test('a topic that may not be seen is neither found, suggested, asked nor opened', async () => {
    const brief = await store.briefOf('varna')
    await store.saveTopic({
      slug: 'varna',
      title: 'Varna',
      aliases: [],
      visibleTo: [{ platform: 'slack', workspace: 'T2' }],
    })
    const list = await app.desk.command({ name: 'brief', topic: 'varna', place, event: 'slack:8' })
    expect(list?.kind).toBe('notice')
    expect(await app.desk.suggest('va', place)).toEqual([])
    const answer = await app.desk.command({
      name: 'ask',
      question: 'Who is the harbour master?',
      place,
      event: 'slack:9',
    })
    expect(answer?.kind).toBe('notice')
    const opened = await app.desk.act({
      name: 'sources',
      value: brief?.id ?? '',
      place,
      channel: 'C1',
      message: 'm1',
      asker: { user: 'U1', manages: false },
      event: 'slack:10',
    })
    expect(opened?.kind).toBe('notice')
    await app.desk.hear({ ...question, event: 'slack:11', message: 'm9' })
    await app.settled()
    const said = JSON.stringify(platform.taken.slice(2))
    expect(said).not.toContain('Petrova')
  })
})
