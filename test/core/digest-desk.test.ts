import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Asker, DigestDeed, DigestEditors, DigestWish } from '../../src/core/digest-command.ts'
import { digestWording } from '../../src/core/digest-wording.ts'
import { AmbiguousError, ClosedError, FormError, GoneError, LaterError } from '../../src/core/errors.ts'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import type { OrderedDigest } from '../../src/core/ports.ts'
import type { Reply } from '../../src/core/reply.ts'
import { createRunningDesk, type RunningDesk } from '../../src/core/running-desk.ts'
import type { Store } from '../../src/core/store-ports.ts'
import type { Place } from '../../src/core/topic.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { createMemorySource, type MemorySource } from '../fakes/memory-source.ts'
import { createScriptedPlatform, type ScriptedPlatform } from '../fakes/scripted-platform.ts'

const HARBOUR = [
  'The harbour of Varna was closed on 3 May 2024 because a freighter ran aground in the channel.',
  'Pilots freed the ship after nine hours, and the port authority said that nobody was hurt.',
].join(' ')
const FERRY = [
  'A new ferry between Varna and Odesa started on 9 May 2024 with room for two hundred lorries.',
  'The operator plans three crossings a week and expects to employ eighty people in both ports.',
].join(' ')
const HERE: Place = { platform: 'slack', workspace: 'T1', channel: 'C1' }
const MANAGER: Asker = { user: 'U1', manages: true }
const MEMBER: Asker = { user: 'U2', manages: false }
/** 08:00 UTC, every day. */
const DAILY: DigestWish = { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], time: '08:00', zone: 'UTC' }

const ordered: OrderedDigest = {
  id: 'd1',
  target: { platform: 'slack', channel: 'C1' },
  topics: [],
  cron: '0 6 1 * *',
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
let app: RunningDesk
let digests: OrderedDigest[]
let events: number

beforeEach(async () => {
  now = new Date('2026-11-23T12:00:00Z')
  events = 0
  digests = []
  store = await openSqlite({ file: ':memory:', role: 'owner', tokenize: searchTokens })
  await store.migrate()
  source = createMemorySource()
  platform = createScriptedPlatform()
  app = openDesk('managers')
  source.put('varna/harbour.md', HARBOUR)
  await tickAt('2026-11-23T12:00:00Z')
})

afterEach(() => store.close())

function openDesk(editors: DigestEditors): RunningDesk {
  return createRunningDesk({
    store,
    sources: [source],
    orders: {
      async read() {
        return { topics: [], digests, held: new Set(), matches: new Map(), changed: digests.length > 0, problems: [] }
      },
    },
    writer: createExtractiveWriter(),
    platforms: [platform],
    keepers: [],
    now: () => now,
    random: () => 0.5,
    log: createKeptLog(),
    observe() {},
    policy: { editors, zone: 'Europe/Berlin' },
  })
}

async function tickAt(time: string): Promise<void> {
  now = new Date(time)
  await app.tick()
  await app.settled()
}

interface Asking {
  readonly asker?: Asker
  readonly place?: Place
  readonly hindrance?: string
  readonly event?: string
}

async function ask(deed: DigestDeed, { asker = MANAGER, place = HERE, event, ...more }: Asking = {}) {
  return await app.desk.command({
    name: 'digest',
    deed,
    asker,
    place,
    event: event ?? `slack:${++events}`,
    ...more,
  })
}

/** What a person reads. */
function read(reply: Reply | undefined): string {
  if (reply?.kind === 'notice') return reply.text
  if (reply?.kind === 'list') return [reply.title, ...reply.entries.flat(), reply.hint ?? ''].join('\n')
  return JSON.stringify(reply)
}

const add = async (wish: DigestWish = DAILY, asking: Asking = {}) => read(await ask({ kind: 'add', wish }, asking))
const list = async (asking: Asking = {}) => read(await ask({ kind: 'list' }, asking))
const to = async (kind: 'pause' | 'resume' | 'remove' | 'now' | 'why', digest = '', asking: Asking = {}) =>
  await ask({ kind, digest }, asking)
const kinds = () => platform.taken.map(({ reply }) => reply.kind)

describe('setting up', () => {
  test('a digest says when it comes and of what, is listed, and comes', async () => {
    const said = await add({ ...DAILY, topics: ['Varna'], limit: 3, whenEmpty: 'note' })
    expect(said).toBe(
      [
        'Set up. This is digest 1 of this channel.',
        'Digest 1: every day at 08:00 (UTC)',
        'Varna',
        'at most 3 briefs · says so when nothing is new · set up here',
        'Next: Tuesday, 24 November 2026 at 08:00 (UTC)',
      ].join('\n'),
    )
    expect(await list({ asker: MEMBER })).toContain('Digest 1: every day at 08:00 (UTC)\nVarna')
    await tickAt('2026-11-24T07:59:59Z')
    expect(platform.taken).toEqual([])
    await tickAt('2026-11-24T08:00:00Z')
    expect(kinds()).toEqual(['edition', 'brief'])
  })

  test('of which nothing is said is on workdays at eight, in the desk’s zone, of everything', async () => {
    expect(await add({})).toContain('Monday to Friday at 08:00 (Europe/Berlin)\neverything\nat most 8 briefs · quiet')
    expect((await store.digests())[0]).toMatchObject({ topics: [], author: 'U1', origin: 'channel', workspace: 'T1' })
  })

  test('takes the zone that was last used in the workspace', async () => {
    await add({ zone: 'Asia/Kolkata' })
    now = new Date('2026-11-23T12:00:01Z')
    await add({ zone: 'Asia/Tokyo' }, { place: { ...HERE, channel: 'C2' } })
    now = new Date('2026-11-23T12:00:02Z')
    expect(await add({}, { place: { ...HERE, channel: 'C3' } })).toContain('(Asia/Tokyo)')
    expect(await add({}, { place: { ...HERE, workspace: 'T2', channel: 'C4' } })).toContain('(Europe/Berlin)')
    const form = await ask({ kind: 'form' }, { place: { ...HERE, channel: 'C5' } })
    expect(form).toMatchObject({ kind: 'form', zone: 'Asia/Tokyo', cron: '0 8 * * 1,2,3,4,5', topics: [], limit: 8 })
  })

  test('takes a cron expression in place of days and time', async () => {
    expect(await add({ ...DAILY, cron: ' 30  6 1 * MON ' })).toContain('30 6 1 * MON (cron, UTC)')
    expect((await store.digests())[0]?.nextRunAt).toBe('2026-11-30T06:30:00.000Z')
  })

  test('names every field that is wrong, and saves nothing', async () => {
    const wish: DigestWish = { topics: ['fisheries'], days: [], time: '25:00', zone: 'Berlin', limit: 21 }
    const error = await ask({ kind: 'add', wish }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(FormError)
    const problems = error instanceof FormError ? error.problems : []
    expect(problems.map(({ field }) => field)).toEqual(['topics', 'days', 'time', 'zone', 'limit'])
    expect(String(error)).toContain('Time zone: “Berlin” is not a time zone')
    expect(String(error)).toContain('did you mean Europe/Berlin?')
    expect(await store.digests()).toEqual([])
  })

  test.each([
    ['0 0 8 * * *', 'cron', 'six fields'],
    ['0 8 30 2 *', 'cron', '30'],
    ['never', 'cron', 'five fields'],
  ])('refuses the cron expression %s', async (cron, field, words) => {
    const error = await ask({ kind: 'add', wish: { cron } }).catch((reason: unknown) => reason)
    expect(error instanceof FormError && error.problems).toEqual([{ field, what: expect.stringContaining(words) }])
  })

  test('of a topic that may not be seen there is refused as if there were none', async () => {
    await store.saveTopic({
      slug: 'varna',
      title: 'Varna',
      aliases: [],
      visibleTo: [{ platform: 'slack', channel: 'C9' }],
    })
    const error = await ask({ kind: 'add', wish: { topics: ['varna'] } }).catch((reason: unknown) => reason)
    expect(String(error)).toContain('No topic is called “varna” here')
    expect(await add({ topics: ['varna'] }, { place: { ...HERE, channel: 'C9' } })).toContain('\nVarna\n')
  })

  test('says where the desk cannot post, and saves nothing', async () => {
    const hindrance = 'I am not in this channel: /invite me.'
    expect(await add(DAILY, { hindrance })).toBe(hindrance)
    expect(read(await ask({ kind: 'form' }, { hindrance }))).toBe(hindrance)
    expect(await store.digests()).toEqual([])
  })

  test('happens once, however often it is told, and not twice the same', async () => {
    await add(DAILY, { event: 'slack:x' })
    expect(await ask({ kind: 'add', wish: DAILY }, { event: 'slack:x' })).toBeUndefined()
    expect(await add()).toBe(digestWording.twin(1))
    expect(await store.digests()).toHaveLength(1)
  })

  test('in a direct message is for one person', async () => {
    const place = { platform: 'slack', workspace: 'T1', channel: 'D1' }
    await add(DAILY, { place, asker: { user: 'U2', manages: true } })
    expect(await list()).toContain(digestWording.none)
    await tickAt('2026-11-24T08:00:00Z')
    expect(platform.taken.map(({ target }) => target.channel)).toEqual(['D1', 'D1'])
  })
})

describe('who may', () => {
  test('set one up: whoever manages the channel, or everybody where that is the rule', async () => {
    expect(await add(DAILY, { asker: MEMBER })).toContain('workspace admins and owners')
    expect(read(await ask({ kind: 'form' }, { asker: MEMBER }))).toContain('workspace admins and owners')
    expect(await store.digests()).toEqual([])
    app = openDesk('members')
    expect(await add(DAILY, { asker: MEMBER })).toContain('Set up.')
  })

  test('change one: whoever manages the channel, or set it up', async () => {
    app = openDesk('members')
    await add(DAILY, { asker: MEMBER })
    app = openDesk('managers')
    const stranger = { asker: { user: 'U3', manages: false } }
    const before = await store.digests()
    for (const kind of ['pause', 'resume', 'remove'] as const) {
      expect(read(await to(kind, '1', stranger))).toContain('whoever set the digest up')
    }
    const wish = { limit: 1 }
    expect(read(await ask({ kind: 'change', digest: '1', wish }, stranger))).toContain('whoever set the digest up')
    expect(await to('now', '1', stranger)).toMatchObject({ kind: 'preview', mayPost: false })
    expect(await store.digests()).toEqual(before)
    expect(read(await to('pause', '1', { asker: MEMBER }))).toContain('Paused.')
    expect(read(await to('resume', '1'))).toContain('It goes on.')
  })

  test('nobody changes from chat what stands in desk.yaml', async () => {
    digests = [ordered]
    await tickAt('2026-11-23T12:00:01Z')
    await add()
    expect(await list()).toMatch(/Digest 1: 0 6 1.*set up in desk.yaml.*Digest 2: every day.*set up here/su)
    for (const kind of ['pause', 'resume', 'remove'] as const) {
      expect(read(await to(kind, '1'))).toBe(digestWording.inFile)
    }
    expect(read(await ask({ kind: 'change', digest: '1', wish: { limit: 1 } }))).toBe(digestWording.inFile)
    expect(await store.digests()).toHaveLength(2)
  })

  test('nobody reaches the digests of another channel', async () => {
    await add()
    const id = (await store.digests())[0]?.id ?? ''
    const place = { ...HERE, channel: 'C2' }
    expect(read(await to('remove', id, { place }))).toBe(digestWording.none)
    await add(DAILY, { place })
    expect(read(await to('remove', id, { place }))).toBe(digestWording.unknown(id))
    expect(await store.digests()).toHaveLength(2)
  })
})

describe('keeping', () => {
  test('paused it does not come; resumed it comes at its next slot and is not late', async () => {
    await add()
    expect(read(await to('pause'))).toContain('Paused: by hand on 23 November 2026')
    expect(read(await to('pause'))).toBe(digestWording.pausedAlready)
    await tickAt('2026-11-25T08:00:00Z')
    expect(platform.taken).toEqual([])
    expect(read(await to('resume'))).toContain('Next: Thursday, 26 November 2026 at 08:00')
    expect(read(await to('resume'))).toBe(digestWording.runsAlready)
    await tickAt('2026-11-25T08:00:01Z')
    expect(platform.taken).toEqual([])
    await tickAt('2026-11-26T08:00:00Z')
    const [first] = platform.taken
    expect(first?.reply.kind === 'edition' && [first.reply.missed, first.reply.late]).toEqual([0, false])
  })

  test('resuming needs a channel that it can post to', async () => {
    await add()
    await to('pause')
    expect(read(await to('resume', '1', { hindrance: 'invite me' }))).toBe('invite me')
    expect((await store.digests())[0]?.paused).toBeDefined()
  })

  test('changed in one thing it keeps the others', async () => {
    await add({ ...DAILY, topics: ['varna'], limit: 3 })
    expect(read(await ask({ kind: 'change', digest: '', wish: { time: '9.30' } }))).toContain(
      'every day at 09:30 (UTC)\nVarna\nat most 3 briefs',
    )
    expect((await store.digests())[0]?.nextRunAt).toBe('2026-11-24T09:30:00.000Z')
    await ask({ kind: 'change', digest: '1', wish: { days: ['sun'], topics: [] } })
    expect((await store.digests())[0]).toMatchObject({ cron: '30 9 * * 0', topics: [] })
    const form = await ask({ kind: 'form', digest: '1' })
    expect(form).toMatchObject({ kind: 'form', cron: '30 9 * * 0', zone: 'UTC', limit: 3 })
  })

  test('a topic without documents may stay in it', async () => {
    await add({ ...DAILY, topics: ['varna'] })
    source.withdraw('varna/harbour.md')
    await tickAt('2026-11-23T12:00:01Z')
    const form = await ask({ kind: 'form', digest: '1' })
    const topics = form?.kind === 'form' ? form.topics.map(({ slug }) => slug) : []
    expect(read(await ask({ kind: 'change', digest: '1', wish: { topics, limit: 2 } }))).toContain('Varna\nat most 2')
  })

  test('removed it comes no more; set up again it comes at the very slot', async () => {
    await add()
    expect(read(await to('remove'))).toBe('Removed.\nevery day at 08:00 (UTC)\neverything')
    expect(await list()).toBe(`${digestWording.none} Set one up with /digest.`)
    now = new Date('2026-11-23T12:00:05Z')
    await add()
    await tickAt('2026-11-24T08:00:00Z')
    expect(kinds()).toEqual(['edition', 'brief'])
  })

  test('of several the number is needed, and it must be one that there is', async () => {
    await add()
    now = new Date('2026-11-23T12:00:05Z')
    await add({ ...DAILY, time: '17:00' })
    expect(read(await to('pause'))).toBe(digestWording.which(2))
    for (const named of ['0', '3', '-1', 'x', '1.5']) {
      expect(read(await to('pause', named))).toBe(digestWording.unknown(named))
    }
    expect(read(await to('pause', '#2'))).toContain('Digest 2: every day at 17:00')
    const suggested = await app.desk.suggest('', HERE, 'digests')
    expect(suggested.map(({ title }) => title)).toEqual([
      '1. every day at 08:00 (UTC) · everything',
      '2. every day at 17:00 (UTC) · everything',
    ])
    expect(read(await to('remove', suggested[0]?.slug))).toContain('every day at 08:00')
  })

  test('zones are suggested by city, as people know them', async () => {
    const zones = async (typed: string) => (await app.desk.suggest(typed, HERE, 'zones')).map(({ slug }) => slug)
    expect((await zones('kolk'))[0]).toBe('Asia/Kolkata')
    expect((await zones('kyiv'))[0]).toBe('Europe/Kyiv')
    expect((await zones('new y'))[0]).toBe('America/New_York')
    expect((await zones('são p'))[0]).toBe('America/Sao_Paulo')
    expect(await zones('utc')).toContain('UTC')
    expect((await zones('')).length).toBe(25)
    expect(await zones('<@U1>')).toEqual([])
  })
})

describe('now', () => {
  async function previewed(asking: Asking = {}) {
    const reply = await to('now', '', asking)
    if (reply?.kind !== 'preview') throw new Error(read(reply))
    return reply
  }
  const post = async (preview: { digest: string; edition: { slot: string } }, asking: Asking = {}) =>
    await app.desk.act({
      name: 'post',
      value: `${preview.digest} ${preview.edition.slot}`,
      channel: 'C1',
      message: 'm1',
      asker: MANAGER,
      place: HERE,
      event: `slack:${++events}`,
      ...asking,
    })

  beforeEach(async () => {
    await add()
  })

  test('shows what is new and changes nothing; then it goes to the channel, once, and the slot has nothing new', async () => {
    const preview = await previewed()
    expect(preview).toMatchObject({ mayPost: true, edition: { items: [{ topic: 'varna', update: false }] } })
    expect(platform.taken).toEqual([])
    expect(await previewed()).toMatchObject({ edition: { items: [{ topic: 'varna' }] } })
    expect(read(await post(preview))).toBe(digestWording.posted)
    await app.settled()
    expect(kinds()).toEqual(['edition', 'brief'])
    expect(read(await post(preview))).toBe(digestWording.nothingToPost)
    expect(await previewed()).toMatchObject({ mayPost: false, edition: { items: [] } })
    await tickAt('2026-11-24T08:00:00Z')
    expect(kinds()).toEqual(['edition', 'brief'])
    expect((await store.digests())[0]?.nextRunAt).toBe('2026-11-25T08:00:00.000Z')
  })

  test('is posted by those who may change it, while it is fresh, where the desk can post', async () => {
    const preview = await previewed()
    expect(read(await post(preview, { asker: MEMBER }))).toContain('whoever set the digest up')
    expect(read(await post(preview, { hindrance: 'invite me' }))).toBe('invite me')
    expect(read(await post(preview, { place: { ...HERE, channel: 'C2' } }))).toContain('There is no digest')
    await to('pause')
    expect(read(await post(preview))).toBe(digestWording.resumeFirst)
    await to('resume')
    now = new Date('2026-11-23T12:09:00Z')
    expect(read(await post(preview))).toBe(digestWording.stale)
    await app.settled()
    expect(platform.taken).toEqual([])
  })
})

describe('why', () => {
  const why = async () => read(await to('why'))

  test('before the first slot', async () => {
    await add()
    expect(await why()).toContain(`${digestWording.noSlotYet}\nNext: Tuesday, 24 November 2026 at 08:00`)
  })

  test('posted, nothing new, late, and too old', async () => {
    await add()
    await tickAt('2026-11-24T08:00:00Z')
    await tickAt('2026-11-25T08:00:00Z')
    source.put('varna/ferry.md', FERRY)
    await tickAt('2026-11-29T09:00:00Z')
    const [, newest, ...older] = (await why()).split('\n')
    expect(newest).toBe('Sunday, 29 November 2026 at 08:00')
    expect(older).toEqual([
      'Posted at 09:00:00, with 1 brief.',
      '3 earlier slots were left out, missed by more than a day.',
      'Wednesday, 25 November 2026 at 08:00',
      'Nothing new, so nothing was posted.',
      'Tuesday, 24 November 2026 at 08:00',
      'Posted at 08:00:00, with 1 brief.',
      'Next: Monday, 30 November 2026 at 08:00 (UTC)',
    ])
  })

  test('slots that an edition covers, and one that came to nothing for its age', async () => {
    await add({ cron: '0 */6 * * *', zone: 'UTC' })
    await tickAt('2026-11-24T12:00:00Z')
    expect(await why()).toContain('Late: it covers 3 earlier slots, missed while the desk was down.')
    await to('remove')
    now = new Date('2026-11-24T12:30:00Z')
    await add({ days: ['wed'], time: '08:00', zone: 'UTC' })
    await tickAt('2026-11-26T12:00:00Z')
    expect(await why()).toContain('Too old: the desk was down')
  })

  test('waiting with until when and why; then unsure or failed', async () => {
    await add()
    platform.faults.push({ error: new LaterError('Slack asks to wait 300 s', 300_000) })
    await tickAt('2026-11-24T08:00:00Z')
    expect(await why()).toContain('Waiting until 08:05:00, after 1 try: Slack asks to wait 300 s')
    platform.faults.push({ error: new AmbiguousError('timed out') })
    platform.failFinds(new ClosedError('no access to the history'))
    for (let hour = 9; hour < 24; hour++) await tickAt(`2026-11-24T${String(hour).padStart(2, '0')}:00:00Z`)
    expect(await why()).toContain(
      'Unsure: it cannot be told whether it was posted, so it is not posted again. no access',
    )
    source.put('varna/ferry.md', FERRY)
    platform.faults.push({ error: new GoneError('the channel is archived') })
    await tickAt('2026-11-25T08:00:00Z')
    expect(await why()).toMatch(
      /Failed, and is not tried again: the channel is archived.*Paused: the channel is archived$/su,
    )
  })

  test('briefs that did not follow into the thread', async () => {
    await add()
    const post = platform.post
    let posts = 0
    platform.post = async (...given) => {
      posts += 1
      if (posts > 1) throw new LaterError('slow down', 3_600_000)
      return await post(...given)
    }
    await tickAt('2026-11-24T08:00:00Z')
    expect(await why()).toContain('Posted at 08:00:00, with 1 brief.\n1 brief still to come in its thread.')
  })
})
