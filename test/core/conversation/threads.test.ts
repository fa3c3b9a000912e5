import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Answering } from '../../../src/core/conversation/answering.ts'
import { threadWording } from '../../../src/core/conversation/thread-wording.ts'
import { createDesk } from '../../../src/core/desk.ts'
import { STANDARD_POLICY } from '../../../src/core/digest-command.ts'
import { digestWording } from '../../../src/core/digest-wording.ts'
import { composeText, contentHash, type Document } from '../../../src/core/document.ts'
import { offersOf } from '../../../src/core/offers.ts'
import type { Desk, HeardMessage } from '../../../src/core/ports.ts'
import type { Action } from '../../../src/core/press.ts'
import type { Reply } from '../../../src/core/reply.ts'
import type { Store } from '../../../src/core/store-ports.ts'
import { createExtractiveWriter } from '../../../src/writers/extractive/writer.ts'
import { sampleDigest, sampleDocument } from '../../contracts/store-samples.ts'
import { createKeptLog } from '../../fakes/kept-log.ts'
import { openMemoryStore } from '../../fakes/memory-store.ts'

const PLACE = { platform: 'slack', workspace: 'T1', channel: 'C1' }
const CHANNEL = { platform: 'slack', channel: 'C1' }

let now: Date
let store: Store
let desk: Desk
let answers: Answering
let events = 0

beforeEach(async () => {
  now = new Date('2026-11-24T08:00:00Z')
  answers = 'questions'
  store = await openMemoryStore()
  desk = openDesk()
  for (const document of await readSamples()) await store.saveDocument(document)
  await store.saveTopic({ slug: 'india-belarus', title: 'India–Belarus', aliases: [] })
  await store.saveThread(CHANNEL, 'm1', ['india-belarus'], now.toISOString())
})

afterEach(() => store.close())

/** The documents of `briefs/`, without the front matter and the day that head them. */
async function readSamples(): Promise<Document[]> {
  const documents: Document[] = []
  for (const topic of ['india-belarus', 'unsc-reform']) {
    for (const name of (await readdir(join('briefs', topic))).filter((each) => /^\d/u.test(each))) {
      const file = await readFile(join('briefs', topic, name), 'utf8')
      const title = /^(?:title: |# )?(\p{Lu}.*)$/mu.exec(file)?.[1] ?? ''
      const blocks = file.split(/\n{2,}/u).filter((block) => /\.$/u.test(block.trim()))
      const composed = composeText(blocks.map((text) => ({ kind: 'prose', text })))
      const location = `${topic}/${name}`
      const about = { topic, location, title, date: name.slice(0, 10), foundAt: now.toISOString() }
      documents.push(sampleDocument({ ...about, ...composed, hash: contentHash(title, composed.text) }))
    }
  }
  return documents
}

function openDesk(): Desk {
  return createDesk({
    store,
    writer: createExtractiveWriter(),
    now: () => now,
    hurry() {},
    observe() {},
    policy: STANDARD_POLICY,
    answering: () => ({ usual: 'mentions', channels: [{ target: CHANNEL, answers }] }),
    log: createKeptLog(),
  })
}

/** What the desk says in the thread to a message that addresses it, unless told otherwise; undefined if nothing. */
async function say(text: string, changes: Partial<HeardMessage> = {}): Promise<Reply | undefined> {
  const event = `slack:${++events}`
  const where = { place: PLACE, channel: 'C1', message: `q${events}`, thread: 'm1' }
  await desk.hear({ event, ...where, text, addressed: true, ...changes })
  const [last] = await store.deliveries({ limit: 1 })
  return last?.key === `answer-${event}` ? last.reply : undefined
}

const overhear = async (text: string) => await say(text, { addressed: false })

/** The sentence of an answer; undefined where the documents do not say, or it is no answer. */
function answerIn(reply: Reply | undefined): string | undefined {
  return reply?.kind === 'answer' && reply.answer.answered ? reply.answer.claims[0]?.text : undefined
}

async function press(name: Action['name'], value: string, changes: Partial<Action> = {}): Promise<string | undefined> {
  const asker = { user: 'U1', manages: true }
  const where = { place: PLACE, channel: 'C1', message: 'm5', thread: 'm1', asker, event: `slack:${++events}` }
  const reply = await desk.act({ name, value, ...where, ...changes })
  return reply?.kind === 'notice' ? reply.text : answerIn(reply)
}

describe('a question in a thread', () => {
  test('is answered with the sentence that says it, addressed or not', async () => {
    const question = "Which country was the first to ratify the memorandum on Belarus's accession?"
    expect(answerIn(await say(question))).toContain('India was the first country to ratify')
    expect(answerIn(await overhear('When did Belarus become the tenth member of the SCO?'))).toContain('4 July 2024')
  })

  test('that the documents do not answer is told so when addressed, with a look into all topics', async () => {
    const reply = await say('What does the African Union rely on?')
    expect(reply).toMatchObject({ kind: 'answer', answer: { answered: false } })
    const offers = reply === undefined ? [] : offersOf(reply)
    expect(offers.map(({ name, label }) => [name, label])).toEqual([['everywhere', 'Look in all topics']])
    const { value = '' } = offers[0] ?? {}
    // It is kept across a restart, for a day and for this conversation.
    desk = openDesk()
    expect(await press('everywhere', value)).toContain('Ezulwini Consensus')
    const elsewhere = { ...PLACE, channel: 'C2' }
    expect(await press('everywhere', value, { place: elsewhere })).toBe(threadWording.questionGone)
    expect(await press('everywhere', 'nonsense')).toBe(threadWording.questionGone)
  })

  test('that the documents do not answer gets no word where it was not put to the desk', async () => {
    expect(await overhear('What does the African Union rely on?')).toBeUndefined()
    expect(await overhear('Shall we meet at noon?')).toBeUndefined()
    expect(await overhear('India was first.')).toBeUndefined()
    expect(await say('When did it happen?', { addressed: false, thread: 'another' })).toBeUndefined()
  })

  test('is not answered twice with the same sentence unasked', async () => {
    const question = 'When did Belarus become the tenth member of the SCO?'
    expect(answerIn(await overhear(question))).toContain('4 July 2024')
    expect(await overhear(question)).toBeUndefined()
    expect(answerIn(await say(question))).toContain('4 July 2024')
  })

  test('is answered as the channel wants it', async () => {
    const question = 'When did Belarus become the tenth member of the SCO?'
    answers = 'mentions'
    expect(await overhear(question)).toBeUndefined()
    expect(answerIn(await say(question))).toBeDefined()
    answers = 'off'
    expect(await say(question)).toBeUndefined()
    expect(await say('summary')).toBeUndefined()
    // Another channel has the usual setting, which is `mentions` here.
    const elsewhere = { place: { ...PLACE, channel: 'C2' }, channel: 'C2' }
    await store.saveThread({ platform: 'slack', channel: 'C2' }, 'm1', ['india-belarus'], now.toISOString())
    expect(await say(question, { ...elsewhere, addressed: false })).toBeUndefined()
    expect(answerIn(await say(question, elsewhere))).toBeDefined()
  })

  test('may be empty, of 50 kB or in a script that nobody writes here', async () => {
    expect((await say(''))?.kind).toBe('notice')
    expect(await overhear('')).toBeUndefined()
    for (const text of [
      'w '.repeat(25_000),
      'ß'.repeat(50_000),
      'ꙮꙮ 𐎀𐎁 \u202E',
      '\u0000\uD800',
      '???',
      '-- @everyone <!channel>',
    ]) {
      expect((await say(`${text}?`))?.kind).toBe('answer')
      expect(await overhear(`${text}?`)).toBeUndefined()
    }
  })

  test('is answered once, however often and by however many desks it is heard', async () => {
    const event = 'slack:once'
    const where = { place: PLACE, channel: 'C1', message: 'q0', thread: 'm1' }
    const text = 'When did Belarus become the tenth member of the SCO?'
    const other = openDesk()
    await Promise.all([desk, other, desk, other].map((each) => each.hear({ event, ...where, text, addressed: true })))
    now = new Date('2026-11-25T07:00:00Z')
    await openDesk().hear({ event, ...where, text, addressed: true })
    expect((await store.deliveries({ limit: 9 })).map(({ key }) => key)).toEqual([`answer-${event}`])
  })

  test('keeps a follow awake', async () => {
    await store.follow({ target: { ...CHANNEL, thread: 'm1' }, topic: 'india-belarus' }, now.toISOString())
    now = new Date('2026-11-30T08:00:00Z')
    await say('When did Belarus become a member?')
    expect((await store.followsIn(CHANNEL))[0]?.activeAt).toBe(now.toISOString())
  })
})

describe('a question that leans on the last one', () => {
  test.each([
    ['and when?', 'Who became the tenth member of the Shanghai Cooperation Organisation?', '4 July 2024'],
    ['And where?', 'When was the category of partner created?', 'Kazan'],
    ['when did he meet Jaishankar?', 'Who said that Belarus supports the bid of India?', 'March 2024'],
    ['What about South Africa?', 'When did Pakistan join?', 'South Africa joined a year later'],
  ])('%s', async (followOn, first, expected) => {
    expect(answerIn(await say(first))).toBeDefined()
    desk = openDesk()
    const reply = await say(followOn)
    expect(answerIn(reply)).toContain(expected)
    // It is shown as it was put.
    expect(reply?.kind === 'answer' && reply.answer.question).toBe(followOn)
  })

  test('leans on the brief where nothing was asked before', async () => {
    const documents = await store.documentsOf('india-belarus', 20)
    const brief = await createExtractiveWriter().brief('india-belarus', documents)
    await store.saveBrief(brief, documents, now.toISOString())
    expect(answerIn(await say('since when?'))).toContain('2025')
  })

  test('leans on nothing in another thread', async () => {
    await say('Who became the tenth member of the Shanghai Cooperation Organisation?')
    await store.saveThread(CHANNEL, 'm2', ['india-belarus'], now.toISOString())
    expect(answerIn(await say('and when?', { thread: 'm2' }))).toBeUndefined()
  })
})

describe('words of command', () => {
  test.each(['summary', 'Summary, please', 'Zusammenfassung', '¿resumen?', 'сводка', '总结', 'brief'])(
    '%s gives the brief of the thread',
    async (text) => {
      const reply = await say(text)
      expect(reply?.kind === 'brief' && reply.brief.topic).toBe('india-belarus')
    },
  )

  test('sources gives its evidence; unaddressed in the thread too', async () => {
    for (const reply of [await say('Sources?'), await overhear('Quellen?')]) {
      expect(reply?.kind === 'sources' && reply.brief.topic).toBe('india-belarus')
    }
    expect(await overhear('We need better sources of income')).toBeUndefined()
  })

  test('work by mention, of a topic that is named, and list the topics where none is', async () => {
    const mention = { thread: 'nowhere' }
    const reply = await say('summary of unsc-reform', mention)
    expect(reply?.kind === 'brief' && reply.brief.topic).toBe('unsc-reform')
    expect((await say('sources of unsc-reform', mention))?.kind).toBe('sources')
    expect((await say('summary', mention))?.kind).toBe('topics')
  })

  test('of a thread with several topics mean the one that was spoken of last, else ask which', async () => {
    await store.saveThread(CHANNEL, 'm1', ['unsc-reform'], now.toISOString())
    const which = await say('summary')
    expect(which?.kind === 'topics' && which.topics.map(({ slug }) => slug)).toEqual(['india-belarus', 'unsc-reform'])
    await say('What does the African Union rely on?')
    const reply = await say('summary')
    expect(reply?.kind === 'brief' && reply.brief.topic).toBe('unsc-reform')
  })

  test('what changed since a day gives what later documents add, with evidence', async () => {
    const reply = await say('What changed since June 2024?')
    if (reply?.kind !== 'update') throw new Error(`no update, but ${JSON.stringify(reply)}`)
    expect(reply.news).toHaveLength(3)
    expect(reply.brief.sources.map(({ date }) => date)).toEqual(['2025-01-01', '2024-07-04'])
    expect(reply.changes.map(({ before }) => before?.text)).toContain(
      'Belarus has been an observer there and hopes to become a full member.',
    )
    expect(offersOf(reply).map(({ name }) => name)).toEqual(['sources'])
    expect(await store.briefById(reply.brief.id)).toEqual(reply.brief)
    const none = await say("What's new since yesterday?")
    expect(none?.kind === 'notice' && none.text).toBe('Nothing new on India–Belarus since 23 November 2026.')
  })

  test('what changed knows revised documents, and the zone of the channel’s digest', async () => {
    const [newest] = await store.documentsOf('india-belarus', 1)
    if (newest === undefined) throw new Error('no document')
    const text = newest.text.replace('1 January 2025', '2 January 2025')
    now = new Date('2026-11-24T20:00:00Z')
    await store.saveDocument({ ...newest, text, hash: 'h2', foundAt: now.toISOString() })
    await store.saveDigest(sampleDigest({ zone: 'Asia/Kolkata' }))
    const reply = await say('What changed since today?')
    expect(reply?.kind === 'update' && reply.changes.map((change) => change.now?.text)).toEqual([
      'Belarus became a partner country of BRICS on 2 January 2025.',
    ])
    // In Kolkata it is the 25th already.
    const later = new Date('2026-11-25T20:00:00Z')
    now = later
    expect(await say('What changed since today?')).toMatchObject({
      text: 'Nothing new on India–Belarus since 26 November 2026.',
    })
  })

  test('what changed names topics where it is asked outside of a thread', async () => {
    const topic = { topic: 'varna', location: 'varna/1.txt', text: 'A ferry sank off Varna.' }
    await store.saveDocument(sampleDocument({ ...topic, foundAt: '2026-11-20T00:00:00.000Z' }))
    const changed = await say('What has changed since 22 November?', { thread: 'nowhere' })
    expect(changed?.kind === 'topics' && changed.topics.map(({ slug }) => slug)).toEqual([
      'india-belarus',
      'unsc-reform',
    ])
    now = new Date('2026-12-24T08:00:00Z')
    expect(await say("What's new since yesterday?", { thread: 'nowhere' })).toMatchObject({ kind: 'notice' })
  })
})

describe('Follow and Unfollow', () => {
  const follows = async () => (await store.followsIn(CHANNEL)).map(({ topic, target }) => [topic, target.thread])

  test('move the thread of a topic, for those who may set up digests', async () => {
    const member = { asker: { user: 'U2', manages: false } }
    expect(await press('follow', 'india-belarus', member)).toBe(digestWording.mayNotAdd('slack'))
    expect(await press('unfollow', 'india-belarus', member)).toBe(digestWording.mayNotAdd('slack'))
    expect(await press('follow', 'india-belarus')).toBe(threadWording.followed('India–Belarus'))
    expect(await press('follow', 'india-belarus')).toBe(threadWording.followedAlready('India–Belarus'))
    await store.saveThread(CHANNEL, 'm7', ['india-belarus'], now.toISOString())
    const other = { message: 'm7' }
    const { thread: _thread, ...unthreaded } = { thread: 'm1', ...other }
    expect(await press('follow', 'india-belarus', { ...unthreaded, thread: 'm7' })).toBe(
      threadWording.followedInstead('India–Belarus'),
    )
    expect(await follows()).toEqual([['india-belarus', 'm7']])
    expect(await press('unfollow', 'india-belarus')).toBe(threadWording.unfollowed('India–Belarus'))
    expect(await press('unfollow', 'india-belarus')).toBe(threadWording.notFollowed('India–Belarus'))
    expect(await follows()).toEqual([])
  })

  test('are refused where nothing can be posted, or only one person sees the brief, or the topic may not be seen', async () => {
    expect(await press('follow', 'india-belarus', { hindrance: 'invite me first' })).toBe('invite me first')
    expect(await press('follow', 'india-belarus', { thread: 'ephemeral' })).toBe(threadWording.noThread)
    await store.saveTopic({ slug: 'india-belarus', title: 'x', aliases: [], visibleTo: [{ platform: 'discord' }] })
    expect(await press('follow', 'india-belarus')).not.toBe(threadWording.followed('x'))
    expect(await follows()).toEqual([])
  })

  test('is offered below a brief that was looked up', async () => {
    const reply = await say('brief unsc-reform', { thread: 'nowhere' })
    expect(
      reply &&
        offersOf(reply)
          .map(({ name, value }) => [name, value])
          .at(-1),
    ).toEqual(['follow', 'unsc-reform'])
  })
})
